using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Messaging;

/// <summary>Who may change or delete which message, and for how long (chat §5).</summary>
internal static class RevisionRules
{
    public static readonly TimeSpan EditableFor = TimeSpan.FromHours(24);

    private static readonly Refusal Unknown = Refusal.NotFound("message");
    private static readonly Refusal NotYours = Refusal.Forbidden("permission");
    private static readonly Refusal NotChangeable = new(RefusalKind.MethodNotAllowed, "message");
    private static readonly Refusal TooOld = Refusal.Invalid("age");
    private static readonly Refusal NotErasable = new(RefusalKind.Forbidden, Body: default(Nothing));

    /// <summary>One's own, or anybody's for a moderator with an account where the conversation has more than two people. Only what people wrote.</summary>
    public static Refusal? Check(Message? message, Conversation conversation, Attendee by)
    {
        if (message is null) return Unknown;
        if (message.Actor != by.Actor && (!by.IsAccountModerator || IsForTwo(conversation))) return NotYours;
        return message.Kind == MessageKind.Comment ? null : NotChangeable;
    }

    /// <param name="message">What is to be edited.</param>
    /// <param name="conversation">Notes to oneself have no age limit.</param>
    /// <param name="text">The new text, trimmed.</param>
    /// <param name="now">The time.</param>
    public static Refusal? CheckEdit(Message message, Conversation conversation, string text, DateTimeOffset now)
    {
        if (conversation.Type != ConversationType.NoteToSelf && message.At < now - EditableFor) return TooOld;
        return MessageTextRules.CheckBlank(text) ?? MessageTextRules.CheckLength(text);
    }

    /// <param name="conversation">Whose history is to be cleared.</param>
    /// <param name="oneToOneToo">The administrator lets people delete one-to-ones.</param>
    public static Refusal? CheckClear(Conversation conversation, bool oneToOneToo) =>
        conversation.Has(ConversationAttributes.Preserved) || (IsForTwo(conversation) && !oneToOneToo) ? NotErasable : null;

    private static bool IsForTwo(Conversation conversation) => conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne;
}
