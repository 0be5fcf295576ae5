using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Webinars;

/// <summary>What the setter of telephone dial-in looks at.</summary>
internal sealed record SipFacts
{
    public required ConversationType Type { get; init; }

    public required SipState Stored { get; init; }

    public bool IsBreakoutRoom { get; init; }

    public bool IsClassified { get; init; }

    /// <summary>People can type the token on a telephone.</summary>
    public bool TokenIsDialable { get; init; } = true;

    /// <summary>The caller's account may use SIP at all.</summary>
    public bool MayEnable { get; init; } = true;

    public bool Configured { get; init; } = true;

    /// <summary>The value that the administrator forces on every conversation.</summary>
    public int? Forced { get; init; }

    public static SipFacts Of(Conversation conversation, bool mayEnable, bool configured, int? forced) => new()
    {
        Type = conversation.Type,
        Stored = conversation.SipEnabled,
        IsBreakoutRoom = conversation.IsBreakoutRoom,
        IsClassified = conversation.Has(ConversationAttributes.Classified),
        TokenIsDialable = ConversationToken.IsDialable(conversation.Token),
        MayEnable = mayEnable,
        Configured = configured,
        Forced = forced,
    };
}

/// <summary>Which dial-in states can be set, where and by whom (webinars §4.2).</summary>
internal static class SipStateRules
{
    private static readonly Refusal NotAllowed = new(RefusalKind.NotLoggedIn, "config");
    private static readonly Refusal NotConfigured = new(RefusalKind.PreconditionFailed, "config");

    /// <summary>The checks in the documented order; the first that fails answers.</summary>
    /// <returns>The state to store.</returns>
    public static Result<SipState> Set(SipFacts facts, long requested)
    {
        if (facts.IsClassified && requested != (long)SipState.Disabled) return Refusal.Invalid("classified");
        if (!facts.MayEnable) return NotAllowed;
        if (!facts.Configured) return NotConfigured;
        if (facts.Forced is { } forced && forced != requested) return ForcedValue.Refuse(forced);
        if (facts.IsBreakoutRoom) return Refusal.Invalid("breakout-room");
        if (facts.Type is not (ConversationType.Group or ConversationType.Public)) return Refusal.Invalid("type");
        if (!IsState(requested) || requested == (long)facts.Stored) return Refusal.Invalid("value");

        // An old token cannot be dialled, but what was switched on with it can always be switched off.
        if (!facts.TokenIsDialable && requested != (long)SipState.Disabled) return Refusal.Invalid("token");

        return (SipState)requested;
    }

    private static bool IsState(long value) => value is >= (long)SipState.Disabled and <= (long)SipState.WithoutPin;
}
