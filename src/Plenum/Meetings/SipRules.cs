using Plenum.Settings;

namespace Plenum.Meetings;

/// <summary>Where and for whom telephone dial-in can be switched on (webinars §4.1, §4.3).</summary>
internal static class SipRules
{
    public const int PinLength = 7;

    /// <param name="inSipGroups">The caller's account may use SIP at all.</param>
    public static bool CanEnable(Conversation conversation, Attendee attendee, TalkConfig config, bool inSipGroups) =>
        config.SipConfigured
        && inSipGroups
        && attendee.IsAccountModerator
        && conversation is { IsGroupOrPublic: true, IsBreakoutRoom: false }
        && ConversationToken.IsDialable(conversation.Token);

    public static bool IsOn(Conversation conversation, TalkConfig config) =>
        config.SipConfigured && conversation.SipEnabled != SipState.Disabled;

    /// <summary>Only people with an account and e-mail guests dial in with a PIN of their own.</summary>
    public static bool HasPin(string actorType) => actorType is Common.ActorTypes.Users or Common.ActorTypes.Emails;

    public static string CreatePin(Common.Dice dice) =>
        string.Create(PinLength, dice, static (span, dice) => DialableDigits.Fill(span, dice));
}
