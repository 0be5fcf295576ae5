using Plenum.Chat;

namespace Plenum.ExternalSignaling;

/// <summary>Which new rows of a chat are worth a message to a signaling server (chat §19.1).</summary>
internal static class RoomChatRules
{
    /// <summary>Of several people who were added together only the last row is.</summary>
    public static bool IsFollowed(Message? message, IEnumerable<Message?> later) => IsAddition(message) && later.Any(IsAddition);

    private static bool IsAddition(Message? message) => message is { Kind: MessageKind.System, Text: SystemMessageKeys.UserAdded };
}
