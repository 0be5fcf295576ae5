using Plenum.Chat;
using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Lobbies and whom they hold back: I11–I14.</summary>
internal static class LobbyInvariants
{
    private static readonly string[] RoleOrPlaceChanged =
    [
        SystemMessageKeys.OwnerPromoted, SystemMessageKeys.OwnerDemoted, SystemMessageKeys.ModeratorPromoted, SystemMessageKeys.ModeratorDemoted,
        SystemMessageKeys.GuestModeratorPromoted, SystemMessageKeys.GuestModeratorDemoted, SystemMessageKeys.UserRemoved,
    ];

    public static IEnumerable<string> Of(MeetingSnapshot meeting) =>
        meeting.Conversations.SelectMany(conversation => OfConversation(meeting, conversation));

    private static IEnumerable<string> OfConversation(MeetingSnapshot meeting, Conversation conversation)
    {
        if (conversation is { LobbyState: LobbyState.None, LobbyTimer: not null }) yield return $"I11: {conversation.Name} has a timer without a lobby";

        var isClosed = new List<bool>();
        foreach (var message in meeting.Messages.Where(message => message.ConversationId == conversation.Id))
        {
            if (Closes(message) is not { } closes)
            {
                if (isClosed is [.., true] && WasHeldBack(meeting, conversation, message)) yield return $"I13: {message.ActorId} wrote \"{message.Text}\" behind the lobby of {conversation.Name}";
                continue;
            }

            if (isClosed.Count > 0 && isClosed[^1] == closes) yield return $"I12: the lobby of {conversation.Name} is said to be {(closes ? "closed" : "opened")} twice";
            isClosed.Add(closes);
        }

        if (isClosed.Count > 0 && isClosed[^1] != (conversation.LobbyState != LobbyState.None)) yield return $"I12: the lobby of {conversation.Name} is not as the chat says";
        foreach (var line in InCall(meeting, conversation)) yield return line;
    }

    private static IEnumerable<string> InCall(MeetingSnapshot meeting, Conversation conversation)
    {
        // Whoever a stop left behind may finish the sentence.
        if (conversation.CallGraceEndsAt is not null) yield break;

        var attendees = meeting.Attendees.ToDictionary(attendee => attendee.Id);
        foreach (var session in meeting.Sessions.Where(session => session.ConversationId == conversation.Id && session.InCall != CallFlags.Disconnected))
        {
            if (attendees.TryGetValue(session.AttendeeId, out var attendee) && conversation.LobbyBlocks(attendee, serverDefault: 0)) yield return $"I14: {attendee.ActorId} is in the call of {conversation.Name} behind its lobby";
        }
    }

    private static bool? Closes(Message message) => (message.Kind, message.Text) switch
    {
        (MessageKind.System, SystemMessageKeys.LobbyNonModerators or SystemMessageKeys.BreakoutRoomsStopped) => true,
        (MessageKind.System, SystemMessageKeys.LobbyNone or SystemMessageKeys.LobbyTimerReached or SystemMessageKeys.BreakoutRoomsStarted) => false,
        _ => null,
    };

    /// <summary>Whoever has been something else, or somewhere else, or was given permissions, may have been free to write then.</summary>
    private static bool WasHeldBack(MeetingSnapshot meeting, Conversation conversation, Message message) =>
        message.Kind == MessageKind.Comment
        && meeting.Attendees.Find(attendee => attendee.ConversationId == conversation.Id && attendee.Actor == message.Actor) is { Permissions: Permissions.Inherit } author
        && LobbyRules.Blocks(LobbyState.NonModerators, author.ParticipantType, conversation.DefaultPermissions)
        && !meeting.Messages.Exists(told =>
            told.Kind == MessageKind.System && RoleOrPlaceChanged.Contains(told.Text) && told.Parameters.Contains($"\"{author.ActorId}\"", StringComparison.Ordinal));
}
