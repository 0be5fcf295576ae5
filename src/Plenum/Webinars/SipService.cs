using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Webinars;

/// <summary>Switches telephone dial-in on and off (webinars §4.2). Runs inside the request's unit of work.</summary>
internal sealed class SipService(UnitOfWork unit, Pins pins, SipRights rights, TalkConfigStore configs)
{
    /// <summary>
    /// Everybody who may dial in has a PIN afterwards; switching off keeps the PINs, hidden and without effect. No
    /// system message.
    /// </summary>
    /// <param name="conversation">The tracked conversation.</param>
    /// <param name="caller">An account moderator of it.</param>
    /// <param name="state">0 off, 1 with PIN, 2 without PIN; anything else is refused.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<Result<Nothing>> SetStateAsync(Conversation conversation, Actor caller, long state, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        var facts = SipFacts.Of(conversation, await rights.MayEnableAsync(caller, ct), config.SipConfigured, config.Forced("sip_enabled"));
        if (!SipStateRules.Set(facts, state).TryGet(out var next, out var refusal)) return refusal;

        conversation.SipEnabled = next;
        if (next != SipState.Disabled) await pins.IssueToAllAsync(conversation, ct);
        unit.Announce(new RoomUpdated(conversation.Id, conversation.Token));
        return Result.Done;
    }
}
