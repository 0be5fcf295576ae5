using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Notifications;

internal enum NotificationKind
{
    /// <summary>Somebody has added the account to a conversation.</summary>
    Invitation = 1,

    /// <summary>A call begins, or somebody in it rings.</summary>
    Call = 2,

    /// <summary>A message in a conversation of which the account wants to hear everything.</summary>
    Message = 3,

    /// <summary>An answer to a message of the account's own.</summary>
    Reply = 4,

    /// <summary>The account is mentioned by its name.</summary>
    Mention = 5,

    /// <summary>A group of the account's is mentioned.</summary>
    GroupMention = 6,

    /// <summary>Everybody is mentioned.</summary>
    EverybodyMention = 7,
}

/// <summary>
/// Something that an account is told of. Whether it still is to be is seen when it is listed: read, answered and deleted
/// things hide their rows; whoever leaves a conversation loses them.
/// </summary>
internal sealed class Notification
{
    public long Id { get; init; }

    public required string AccountId { get; init; }

    public long AttendeeId { get; init; }

    /// <summary>What the account is in the conversation that this is about.</summary>
    public Attendee? Attendee { get; init; }

    public required NotificationKind Kind { get; init; }

    /// <summary>The message, for the kinds of the chat. It may be gone.</summary>
    public long? MessageId { get; init; }

    /// <summary>Who invites or calls; empty for the kinds of the chat, where it is the author of the message.</summary>
    public string ActorType { get; init; } = "";

    public string ActorId { get; init; } = "";

    public required DateTimeOffset At { get; init; }

    public Actor Actor => new(ActorType, ActorId);

    internal sealed class Configuration : IEntityTypeConfiguration<Notification>
    {
        public void Configure(EntityTypeBuilder<Notification> builder)
        {
            builder.ToTable("Notifications");
            builder.Property(notification => notification.AccountId).HasMaxLength(64);
            builder.Property(notification => notification.ActorType).HasMaxLength(32);
            builder.Property(notification => notification.ActorId).HasMaxLength(64);
            builder.HasIndex(notification => new { notification.AccountId, notification.Id });
            builder.HasIndex(notification => new { notification.AttendeeId, notification.MessageId }).IsUnique();
            builder.HasIndex(notification => notification.MessageId).HasFilter("\"MessageId\" IS NOT NULL");
            builder.HasOne(notification => notification.Attendee).WithMany().HasForeignKey(notification => notification.AttendeeId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal static class NotificationTables
{
    extension(PlenumDb db)
    {
        public DbSet<Notification> Notifications => db.Set<Notification>();
    }
}
