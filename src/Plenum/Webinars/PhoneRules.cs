using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Webinars;

/// <summary>Where telephone numbers can take part, and who may invite them (webinars §4.6).</summary>
internal static class PhoneRules
{
    public static readonly Refusal NoSip = new(RefusalKind.NotImplemented, "sip");
    public static readonly Refusal NoNumber = Refusal.Invalid("new-participant");

    /// <param name="conversation">Where the number is to be added.</param>
    /// <param name="mayDialOut">Dial-out is set up, and the moderator's account may use it.</param>
    public static Refusal? CheckAdding(Conversation conversation, bool mayDialOut)
    {
        if (conversation.IsBreakoutRoom) return Refusal.Invalid("source");
        if (conversation.Has(ConversationAttributes.Classified)) return Refusal.Invalid("classified");

        return mayDialOut && conversation.IsGroupOrPublic && ConversationToken.IsDialable(conversation.Token) ? null : NoSip;
    }
}
