using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Common;

namespace Plenum.Meetings;

/// <summary>Somebody who belongs to a conversation, whether present or not.</summary>
internal sealed class Attendee
{
    /// <summary>The read marker before the first message.</summary>
    public const long UnreadFromStart = -2;

    public long Id { get; init; }

    public required long ConversationId { get; init; }

    public Conversation? Conversation { get; init; }

    public required string ActorType { get; init; }

    public required string ActorId { get; init; }

    public string DisplayName { get; set; } = "";

    public required ParticipantType ParticipantType { get; set; }

    public Permissions Permissions { get; set; }

    public bool Favorite { get; set; }

    public bool Archived { get; set; }

    public bool Important { get; set; }

    public bool Sensitive { get; set; }

    public NotificationLevel NotificationLevel { get; set; }

    public bool NotificationCalls { get; set; } = true;

    public long LastReadMessage { get; set; }

    public long LastMentionMessage { get; set; }

    public long LastMentionDirect { get; set; }

    /// <summary>Other people do not learn what this one has read.</summary>
    public bool ReadPrivate { get; set; }

    public DateTimeOffset? LastJoinedCall { get; set; }

    /// <summary>Last change of a personal setting: <c>modifiedSince</c> looks at it.</summary>
    public DateTimeOffset? LastAttendeeActivity { get; set; }

    public string? Pin { get; set; }

    public string? PhoneNumber { get; set; }

    public string? CallId { get; set; }

    /// <summary>The address of an e-mail guest.</summary>
    public string? InvitedAddress { get; set; }

    /// <summary>The secret in an e-mail guest's personal link.</summary>
    public string? AccessToken { get; set; }

    public DateTimeOffset AddedAt { get; init; }

    public Actor Actor => new(ActorType, ActorId);

    /// <summary>How others are told of somebody: guests may have no name, an account has its id at least.</summary>
    public string ShownName => DisplayName.Length > 0 || ActorType != ActorTypes.Users ? DisplayName : ActorId;

    public bool IsModerator => ParticipantType.IsModerator();

    public bool IsAccountModerator => ParticipantType.IsAccountModerator();

    /// <summary>Belongs to the conversation whether it is there or not: owners, moderators and users.</summary>
    public bool IsMember => ParticipantType is ParticipantType.Owner or ParticipantType.Moderator or ParticipantType.User;

    internal sealed class Configuration : IEntityTypeConfiguration<Attendee>
    {
        public void Configure(EntityTypeBuilder<Attendee> builder)
        {
            builder.ToTable("Attendees");
            builder.Ignore(attendee => attendee.ShownName);
            builder.Property(attendee => attendee.ActorType).HasMaxLength(32);
            builder.Property(attendee => attendee.ActorId).HasMaxLength(64);
            builder.Property(attendee => attendee.DisplayName).HasMaxLength(255);
            builder.Property(attendee => attendee.Pin).HasMaxLength(32);
            builder.HasIndex(attendee => new { attendee.ConversationId, attendee.ActorType, attendee.ActorId }).IsUnique();
            builder.HasIndex(attendee => new { attendee.ActorType, attendee.ActorId });
            builder.HasIndex(attendee => new { attendee.ConversationId, attendee.ActorType, attendee.LastReadMessage });
            builder.HasIndex(attendee => new { attendee.ConversationId, attendee.Pin }).IsUnique().HasFilter("\"Pin\" IS NOT NULL");
            builder.HasOne(attendee => attendee.Conversation).WithMany().HasForeignKey(attendee => attendee.ConversationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal static class ParticipantTypes
{
    /// <summary>Owner, moderator or guest moderator.</summary>
    public static bool IsModerator(this ParticipantType type) =>
        type is ParticipantType.Owner or ParticipantType.Moderator or ParticipantType.GuestModerator;

    /// <summary>Owner or moderator: moderators with an account.</summary>
    public static bool IsAccountModerator(this ParticipantType type) =>
        type is ParticipantType.Owner or ParticipantType.Moderator;
}
