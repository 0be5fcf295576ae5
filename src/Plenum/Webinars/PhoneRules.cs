using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Webinars;

/// <summary>Where telephone numbers can take part (webinars §4.6).</summary>
internal static class PhoneRules
{
    /// <summary>The server, the conversation or the caller has no telephone to call somebody from.</summary>
    public static readonly Refusal NoSip = new(RefusalKind.NotImplemented, "sip");

    public static readonly Refusal NoNumber = Refusal.Invalid("new-participant");

    public static bool TakesPhones(Conversation conversation) =>
        conversation is { IsGroupOrPublic: true, IsBreakoutRoom: false } && ConversationToken.IsDialable(conversation.Token);
}
