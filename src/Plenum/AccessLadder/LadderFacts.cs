using Plenum.Meetings;
using Plenum.Webinars;

namespace Plenum.AccessLadder;

/// <summary>What the ladder looks at.</summary>
internal sealed record LadderFacts
{
    public required Guard Guards { get; init; }

    public bool HasAccount { get; init; }

    public bool IsAdministrator { get; init; }

    /// <summary>The caller's account may use Talk (<c>allowed_groups</c>); always true without an account and outside Talk.</summary>
    public bool MayUseTalk { get; init; } = true;

    /// <summary>Calls are not switched off for everybody (<c>start_calls</c> = 3).</summary>
    public bool CallsEnabled { get; init; } = true;

    public Conversation? Conversation { get; init; }

    public Attendee? Attendee { get; init; }

    /// <summary>The conversation is listed for the caller.</summary>
    public bool IsListed { get; init; }

    public bool IsBanned { get; init; }

    public Permissions Permissions { get; init; }

    /// <summary>Both settings of telephone dial-in are there.</summary>
    public bool SipConfigured { get; init; }

    /// <summary>The server may have numbers called (<c>sip_dialout</c>).</summary>
    public bool SipDialOutEnabled { get; init; }

    public SipSignature SipSignature { get; init; }

    /// <summary>The caller may start a call here (see <see cref="StartCallRules"/>).</summary>
    public bool MayStartCall { get; init; }
}
