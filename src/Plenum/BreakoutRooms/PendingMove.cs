using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>
/// One client that was told to go to another conversation of its meeting, and has not arrived there. Goes when its
/// person joins the target or no longer belongs to it, and when everything was done that can be done.
/// </summary>
internal sealed class PendingMove
{
    /// <summary>So long a client has to arrive before it is told once more. One that goes needs a second or two; in this time one that was reloading is back.</summary>
    public static readonly TimeSpan RepeatedAfter = TimeSpan.FromSeconds(5);

    /// <summary>So long after the order who has not come may speak in the call left behind: the 30 seconds of a stop (webinars §5.8), for every move.</summary>
    public static readonly TimeSpan WithdrawnAfter = BreakoutStatusService.CallGrace;

    public long Id { get; init; }

    /// <summary>The parent of target and conversation left.</summary>
    public required long MeetingId { get; init; }

    /// <summary>Who: what the person is in the target.</summary>
    public required long AttendeeId { get; init; }

    public Attendee? Attendee { get; init; }

    /// <summary>The conversation to be left. It may be gone by now.</summary>
    public required long FromId { get; init; }

    public required string FromToken { get; init; }

    /// <summary>The session there. It may have ended by now.</summary>
    public required string SessionId { get; init; }

    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When the client was told once more.</summary>
    public DateTimeOffset? RepeatedAt { get; set; }

    /// <summary>When somebody looks whether it has arrived.</summary>
    public required DateTimeOffset DueAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<PendingMove>
    {
        public void Configure(EntityTypeBuilder<PendingMove> builder)
        {
            builder.ToTable("PendingMoves");
            builder.Property(move => move.FromToken).HasMaxLength(32);
            builder.Property(move => move.SessionId).HasMaxLength(512);
            builder.HasIndex(move => move.MeetingId);
            builder.HasIndex(move => move.AttendeeId);
            builder.HasIndex(move => move.SessionId).IsUnique();
            builder.HasIndex(move => move.DueAt);
            builder.HasOne(move => move.Attendee).WithMany().HasForeignKey(move => move.AttendeeId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal static class BreakoutTables
{
    extension(PlenumDb db)
    {
        public DbSet<PendingMove> PendingMoves => db.Set<PendingMove>();

        public DbSet<BreakoutTimer> BreakoutTimers => db.Set<BreakoutTimer>();
    }
}
