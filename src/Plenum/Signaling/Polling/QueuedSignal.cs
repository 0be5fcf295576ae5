using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>A message of internal signaling that its recipient has yet to fetch, perhaps at another node (calls §C).</summary>
internal sealed class QueuedSignal
{
    /// <summary>Nobody negotiates with a peer that has been silent for this long.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    public long Id { get; init; }

    /// <summary>The row of the session it is for; the message goes with the session.</summary>
    public required long RecipientId { get; init; }

    /// <summary>The JSON that the recipient gets.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<QueuedSignal>
    {
        public void Configure(EntityTypeBuilder<QueuedSignal> builder)
        {
            builder.ToTable("QueuedSignals");
            builder.HasIndex(signal => new { signal.RecipientId, signal.Id });
            builder.HasIndex(signal => signal.At);
            builder.HasOne<Session>().WithMany().HasForeignKey(signal => signal.RecipientId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Messages wait for these sessions.</summary>
internal sealed record SignalsQueued(long ConversationId, string Token, IReadOnlyList<string> SessionIds) : Announcement(ConversationId, Token);

/// <summary>Deletes messages that nobody fetched.</summary>
internal sealed class UnfetchedSignals(PlenumDb db, TimeProvider time) : IDueWork
{
    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct) =>
        await db.QueuedSignals.AsNoTracking().MinAsync(signal => (DateTimeOffset?)signal.At, ct) + QueuedSignal.KeptFor;

    public async Task RunAsync(CancellationToken ct)
    {
        var before = time.Now() - QueuedSignal.KeptFor;
        await db.QueuedSignals.Where(signal => signal.At <= before).ExecuteDeleteAsync(ct);
    }
}

internal static class SignalingTables
{
    extension(PlenumDb db)
    {
        public DbSet<QueuedSignal> QueuedSignals => db.Set<QueuedSignal>();
    }
}
