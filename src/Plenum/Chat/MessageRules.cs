using Plenum.Common;

namespace Plenum.Chat;

/// <summary>What may be done with a message (chat §1, §5).</summary>
internal static class MessageRules
{
    /// <summary>Only what people wrote can be answered, and only people who can still read the answer.</summary>
    public static bool IsReplyable(MessageKind kind, string actorType) =>
        kind == MessageKind.Comment && actorType is ActorTypes.Users or ActorTypes.Guests or ActorTypes.Emails;

    /// <summary>Expired rows are gone for everybody at once, whenever they are purged; system messages nobody has words for are hidden.</summary>
    public static bool IsVisible(Message message, DateTimeOffset now) =>
        (message.ExpiresAt is not { } expires || expires > now) && (message.Kind != MessageKind.System || SystemTexts.IsKnown(message.Text));
}
