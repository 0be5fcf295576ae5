using Plenum.Common;
using Plenum.Meetings;
using Plenum.Webinars;

namespace Plenum.AccessLadder;

/// <summary>The access ladder (webinars §0): the first rung that fails answers.</summary>
internal static class Ladder
{
    private static readonly Refusal NotLoggedIn = new(RefusalKind.NotLoggedIn, Message: "Current user is not logged in");
    private static readonly Refusal Forbidden = new(RefusalKind.Forbidden);
    private static readonly Refusal NotFound = new(RefusalKind.NotFound);
    private static readonly Refusal NoTelephone = new(RefusalKind.NotImplemented, Body: default(Nothing));
    private static readonly Refusal LobbyIsClosed = new(RefusalKind.PreconditionFailed);

    /// <summary>Somebody claims to be the SIP bridge, or has to be, and cannot prove it.</summary>
    public static readonly Refusal NotTheBridge = new(RefusalKind.NotLoggedIn, Body: default(Nothing)) { Code = 401 };

    public static Refusal? Check(LadderFacts facts)
    {
        var needs = facts.Guards;
        if (Asks(needs, Guard.OrSipBridge) && facts.SipSignature != SipSignature.Absent) return CheckBridge(facts);
        if (Asks(needs, Guard.Account) && !facts.HasAccount) return NotLoggedIn;
        if (Asks(needs, Guard.Administrator) && !facts.IsAdministrator) return Forbidden;
        if (!facts.MayUseTalk) return Forbidden;
        if (Asks(needs, Guard.CallsEnabled) && !facts.CallsEnabled) return Forbidden;
        if (Asks(needs, Guard.Existing) && facts.Conversation is null) return NotFound;
        if (Asks(needs, Guard.SipDialIn) && !facts.SipConfigured) return NoTelephone;
        if (Asks(needs, Guard.SipDialOut) && !(facts.SipConfigured && facts.SipDialOutEnabled)) return NoTelephone;
        if (Asks(needs, Guard.SipBridge) && facts.SipSignature != SipSignature.Valid) return NotTheBridge;
        if (Asks(needs, Guard.Visible) && !IsVisible(facts)) return NotFound;
        if (Asks(needs, Guard.Attendee) && facts.Attendee is null) return NotFound;
        if (Asks(needs, Guard.Verified) && facts.Attendee is { ActorType: ActorTypes.Guests or ActorTypes.Phones }) return NotFound;
        if (Asks(needs, Guard.Attendee) && facts.IsBanned) return Forbidden;
        if (Asks(needs, Guard.Moderator) && facts.Attendee is not { IsModerator: true }) return Forbidden;
        if (Asks(needs, Guard.Writable) && facts.Conversation is { ReadOnly: true } or { Type: ConversationType.Changelog }) return Forbidden;
        if (Asks(needs, Guard.PastLobby) && IsHeldBack(facts)) return LobbyIsClosed;
        if (Asks(needs, Guard.Chat) && !Has(facts, Permissions.Chat)) return Forbidden;
        if (Asks(needs, Guard.React) && !Has(facts, Permissions.React)) return Forbidden;
        if (Asks(needs, Guard.StartCall) && !facts.MayStartCall) return Forbidden;
        return null;
    }

    /// <summary>Where the bridge may ask like a person: the proof first, then any conversation that exists (webinars §4.5).</summary>
    private static Refusal? CheckBridge(LadderFacts facts)
    {
        if (facts.SipSignature != SipSignature.Valid) return NotTheBridge;
        return Asks(facts.Guards, Guard.Visible) && facts.Conversation is null ? NotFound : null;
    }

    /// <summary>Public conversations for everybody; others for their people and for accounts that find them listed.</summary>
    private static bool IsVisible(LadderFacts facts) =>
        facts.Conversation is { } conversation
        && (facts.Attendee is not null || (!facts.IsBanned && (facts.IsListed || conversation.Type == ConversationType.Public)));

    private static bool IsHeldBack(LadderFacts facts) =>
        facts is { Conversation: { } conversation, Attendee: { } attendee }
        && LobbyRules.Blocks(conversation.LobbyState, attendee.ParticipantType, facts.Permissions);

    private static bool Has(LadderFacts facts, Permissions permission) => (facts.Permissions & permission) != 0;

    private static bool Asks(Guard needs, Guard rung) => (needs & rung) == rung;
}
