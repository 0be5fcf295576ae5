using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plenum.Meetings;

/// <summary>One client that has joined a conversation. An attendee may have several.</summary>
internal sealed class Session
{
    /// <summary>Without a ping for this long a session no longer counts as in a call.</summary>
    public static readonly TimeSpan OnlineFor = TimeSpan.FromSeconds(30);

    /// <summary>Without a ping for this long a session is dead.</summary>
    public static readonly TimeSpan AliveFor = TimeSpan.FromSeconds(100);

    public long Id { get; init; }

    public required long ConversationId { get; init; }

    public required long AttendeeId { get; init; }

    public Attendee? Attendee { get; init; }

    public required string SessionId { get; init; }

    public CallFlags InCall { get; set; }

    public required DateTimeOffset LastPing { get; set; }

    /// <summary>When its client came; where it takes the place of another session (a page that is reloaded), when that one came.</summary>
    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>When its hand went up; null while it is down.</summary>
    public DateTimeOffset? RaisedAt { get; set; }

    /// <summary>What a Talk app said last of its hand, by its own clock: it says the same to everybody who comes.</summary>
    public long? HandStamp { get; set; }

    public SessionState State { get; set; } = SessionState.Active;

    /// <summary>The browser that joined; null for a client without cookies.</summary>
    public long? BrowserSessionId { get; init; }

    public string? TabId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> builder)
        {
            builder.ToTable("Sessions");
            builder.Property(session => session.SessionId).HasMaxLength(512);
            builder.Property(session => session.TabId).HasMaxLength(64);
            builder.HasIndex(session => session.SessionId).IsUnique();
            builder.HasIndex(session => session.AttendeeId);
            builder.HasIndex(session => new { session.ConversationId, session.InCall });
            builder.HasIndex(session => session.LastPing);
            builder.HasOne(session => session.Attendee).WithMany().HasForeignKey(session => session.AttendeeId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Conversation>().WithMany().HasForeignKey(session => session.ConversationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
