using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Webinars;

/// <summary>Where telephone numbers can take part (webinars §4.6).</summary>
internal static class PhoneRules
{
    /// <summary>The server, the conversation or the caller has no telephone to call somebody from.</summary>
    public static readonly Refusal NoSip = new(RefusalKind.NotImplemented, "sip");

    public static readonly Refusal NoNumber = Refusal.Invalid("new-participant");

    private const int MaxNameLength = 255;

    /// <summary>A conversation made for one call is named after who calls, or else after the number that was called.</summary>
    public static string NameOfCall(string caller, string called)
    {
        var name = NameOfCaller(caller);
        return name.Length > 0 ? name : NameOfCaller(called);
    }

    /// <summary>As the telephone network says, cut to what a name can hold; empty when it says nothing.</summary>
    public static string NameOfCaller(string caller) =>
        string.Concat(caller.Trim().EnumerateRunes().Take(MaxNameLength).Select(letter => letter.ToString())).Trim();

    public static bool TakesPhones(Conversation conversation) =>
        conversation is { IsGroupOrPublic: true, IsBreakoutRoom: false } && ConversationToken.IsDialable(conversation.Token);
}
