using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Webinars;

/// <summary>
/// People who call a conversation (webinars §4.5). The lobby holds nobody back here: the bridge reads its state in the
/// answer and keeps the caller waiting.
/// </summary>
internal sealed class SipDialIn(PlenumDb db, UnitOfWork unit, RosterBook roster, SessionBook sessions, SipRooms rooms, TalkConfigStore configs)
{
    /// <summary>No attendee here has this PIN, or dial-in is switched off: PINs are kept then, but open nothing.</summary>
    private static readonly Refusal UnknownPin = new(RefusalKind.NotFound, Body: default(Nothing));

    /// <summary>Dial-in without PIN is not switched on.</summary>
    private static readonly Refusal PinNeeded = new(RefusalKind.Invalid, Body: default(Nothing));

    /// <returns>The Room of the attendee with this PIN; 404 null.</returns>
    public async Task<Result<RoomView>> VerifyPinAsync(Access bridge, string pin, CancellationToken ct)
    {
        var conversation = bridge.Conversation;
        if (!SipRules.IsOn(conversation, bridge.Config)) return UnknownPin;

        var attendee = await db.Attendees.AsNoTracking()
            .FirstOrDefaultAsync(candidate => candidate.ConversationId == conversation.Id && candidate.Pin == pin, ct);
        return attendee is null ? UnknownPin : await rooms.OfAsync(bridge.Caller, conversation, attendee, session: null, ct);
    }

    /// <summary>A caller without PIN comes in as a new guest, with a session and without being asked for a password.</summary>
    /// <returns>The guest's Room; 400 null unless dial-in without PIN is on.</returns>
    public async Task<Result<RoomView>> EnterAsync(Access bridge, CancellationToken ct)
    {
        var conversation = bridge.Conversation;
        if (!SipRules.IsOn(conversation, await configs.GetAsync(ct)) || conversation.SipEnabled != SipState.WithoutPin) return PinNeeded;

        return await JoinAsGuestAsync(bridge, conversation, name: "", ct);
    }

    /// <summary>Runs inside the caller's unit of work.</summary>
    public async Task<RoomView> JoinAsGuestAsync(Access bridge, Conversation conversation, string name, CancellationToken ct)
    {
        var sessionId = SessionBook.CreateId(tabId: null, invitedAddress: null);
        var guest = Actor.Guest(Secret.Sha1(sessionId));
        var attendee = (await roster.AddAsync(conversation, [new NewAttendee(guest, name, ParticipantType.Guest) { Announced = false }], guest, ct))[0];
        await unit.FlushAsync(ct);
        var session = sessions.Open(conversation, attendee, sessionId, browser: null, tabId: null);
        unit.Announce(new SessionJoined(conversation.Id, conversation.Token, sessionId));
        return await rooms.OfAsync(bridge.Caller, conversation, attendee, session, ct);
    }
}
