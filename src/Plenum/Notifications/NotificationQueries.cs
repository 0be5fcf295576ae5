using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Notifications;

/// <summary>A notification with everything that it is about.</summary>
internal sealed record Listed
{
    public required Notification Notification { get; init; }

    /// <summary>What the account is in the conversation.</summary>
    public required Attendee Attendee { get; init; }

    public required Conversation Conversation { get; init; }

    /// <summary>Null for the kinds that are about no message.</summary>
    public required Message? Message { get; init; }

    /// <summary>The call is over, or another one has begun since.</summary>
    public bool IsMissed => Conversation.ActiveSince is not { } since || since > Notification.At;
}

/// <summary>Named parts of queries over notifications.</summary>
internal static class NotificationQueries
{
    /// <summary>
    /// What an account still is to be told, newest first: nothing that it has read or that is gone from the chat, no call
    /// that it has joined, nothing from behind a lobby but the invitation to it (platform §13.2, chat §20, webinars §3.9).
    /// A lobby whose time has come holds nobody back.
    /// </summary>
    public static IQueryable<Listed> NotificationsOf(this PlenumDb db, string accountId, Permissions serverDefault, DateTimeOffset now) =>
        from notification in db.Set<Notification>()
        where notification.AccountId == accountId
        join attendee in db.Set<Attendee>() on notification.AttendeeId equals attendee.Id
        join conversation in db.Set<Conversation>() on attendee.ConversationId equals conversation.Id
        from message in db.Set<Message>().Where(message => message.Id == notification.MessageId).DefaultIfEmpty()
        where notification.MessageId == null
            || (message!.Kind == MessageKind.Comment && message.Id > attendee.LastReadMessage && (message.ExpiresAt == null || message.ExpiresAt > now))
        where notification.Kind != NotificationKind.Call || attendee.LastJoinedCall == null || attendee.LastJoinedCall < notification.At
        where notification.Kind == NotificationKind.Invitation
            || conversation.LobbyState == LobbyState.None
            || conversation.LobbyTimer < now
            || attendee.ParticipantType == ParticipantType.Owner
            || attendee.ParticipantType == ParticipantType.Moderator
            || ((attendee.Permissions != Permissions.Inherit ? attendee.Permissions
                : conversation.DefaultPermissions != Permissions.Inherit ? conversation.DefaultPermissions
                : serverDefault) & Permissions.IgnoreLobby) != 0
        orderby notification.Id descending
        select new Listed { Notification = notification, Attendee = attendee, Conversation = conversation, Message = message };
}
