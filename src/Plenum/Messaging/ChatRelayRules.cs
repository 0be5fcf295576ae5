using Plenum.Chat;

namespace Plenum.Messaging;

/// <summary>What of the chat signaling passes on to clients as it is; of everything else they learn that there is something to read (chat §19.1).</summary>
internal static class ChatRelayRules
{
    private static readonly HashSet<string> RelayedKeys = new(StringComparer.Ordinal)
    {
        SystemMessageKeys.CallStarted,
        SystemMessageKeys.CallJoined,
        SystemMessageKeys.CallLeft,
        SystemMessageKeys.CallEnded,
        SystemMessageKeys.CallEndedEveryone,
        SystemMessageKeys.MessageDeleted,
        SystemMessageKeys.MessageEdited,
        SystemMessageKeys.OwnerPromoted,
        SystemMessageKeys.OwnerDemoted,
        SystemMessageKeys.ModeratorPromoted,
        SystemMessageKeys.ModeratorDemoted,
        SystemMessageKeys.GuestModeratorPromoted,
        SystemMessageKeys.GuestModeratorDemoted,
        SystemMessageKeys.HistoryCleared,
    };

    public static bool IsRelayed(Message message) => message.Kind switch
    {
        MessageKind.Comment => true,
        MessageKind.System => RelayedKeys.Contains(message.Text),
        MessageKind.CommentDeleted => false,
        _ => throw new ArgumentOutOfRangeException(nameof(message), message.Kind, message: null),
    };
}
