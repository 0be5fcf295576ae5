using Plenum.Common;

namespace Plenum.Meetings;

/// <summary>How much somebody wants to hear of a conversation (chat §20).</summary>
internal static class NotificationLevels
{
    /// <summary>What was chosen; else everything in a one-to-one, and in others what the server says. Who has no account is never told.</summary>
    public static NotificationLevel Of(ConversationType type, Attendee attendee, int groupDefault) =>
        attendee.NotificationLevel == NotificationLevel.Default && attendee.ActorType != ActorTypes.Users
            ? NotificationLevel.Never
            : Of(type, attendee.NotificationLevel, groupDefault);

    /// <summary>The same for an account.</summary>
    public static NotificationLevel Of(ConversationType type, NotificationLevel chosen, int groupDefault) =>
        chosen != NotificationLevel.Default ? chosen
        : type is ConversationType.OneToOne or ConversationType.FormerOneToOne ? NotificationLevel.Always
        : (NotificationLevel)groupDefault;
}
