using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Webinars;

/// <summary>Has the telephones of a conversation called, and hears from the bridge what came of it (webinars §4.5, §4.6).</summary>
internal sealed class SipDialOut(PlenumDb db, UnitOfWork unit, SipRights rights, IEnumerable<IDialOutLine> lines, SipRooms rooms, SessionPings pings, TimeProvider time)
{
    private static readonly Refusal NoSuchPhone = new(RefusalKind.NotFound, Body: default(Nothing));
    private static readonly Refusal NotConfirmed = new(RefusalKind.Invalid, Body: default(Nothing));

    /// <summary>
    /// Asks the signaling server, outside any transaction: it answers when the bridge has taken the order. The id of
    /// the call is kept with the attendee.
    /// </summary>
    /// <returns>Done; 400, 404 null; 501 <c>sip</c>, <c>backend</c> or the signaling server's code.</returns>
    public async Task<Result<Nothing>> CallAsync(Access access, long attendeeId, string backendUrl, CancellationToken ct)
    {
        var conversation = access.Conversation;
        var facts = new DialOutFacts
        {
            IsClassified = conversation.Has(ConversationAttributes.Classified),
            HasCall = conversation.ActiveSince is not null,
            CallerIsInCall = await IsInCallAsync(access.Attendee, ct),
            MayDialOut = await rights.MayDialOutAsync(access.Attendee.Actor, ct),
        };
        if (DialOutRules.Check(facts) is { } refusal) return refusal;
        if (await PhonesOf(conversation).AsNoTracking().FirstOrDefaultAsync(phone => phone.Id == attendeeId, ct) is not { PhoneNumber: { } number } phone) return NoSuchPhone;

        var order = DialOutRules.Order(number, phone.Id, phone.ActorId, OwnNumber(access), CallerSettings(access.Config));
        if (lines.FirstOrDefault(line => line.Mode == access.Config.SignalingMode) is not { } line) return DialOutRules.NoBackend;
        if (!(await line.AskAsync(conversation.Token, order, backendUrl, ct)).TryGet(out var callId, out var failure)) return failure;

        return await unit.RunAsync(async () =>
        {
            // Removed while it was being called: then there is nobody to keep the id for.
            if (await PhonesOf(conversation).FirstOrDefaultAsync(candidate => candidate.Id == attendeeId, ct) is { } called) called.CallId = callId;
            return Result.Done;
        }, ct);
    }

    /// <summary>The bridge is about to call: is this number still invited?</summary>
    /// <returns>The Room of the telephone; 400 null when the details do not fit; 404 null without such an attendee.</returns>
    public async Task<Result<RoomView>> VerifyAsync(Access bridge, string number, string? actorType, string? actorId, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(actorId) || actorType != ActorTypes.Phones) return NotConfirmed;

        var phone = await PhonesOf(bridge.Conversation).AsNoTracking().FirstOrDefaultAsync(candidate => candidate.ActorId == actorId, ct);
        if (phone is null) return NoSuchPhone;
        return phone.PhoneNumber == number ? await rooms.OfAsync(bridge.Caller, bridge.Conversation, phone, session: null, ct) : NotConfirmed;
    }

    /// <summary>The call did not come about: its id is forgotten. Runs inside the request's unit of work.</summary>
    /// <returns>Done; 400 null without attendee id or with the id of another call; 404 null without such an attendee.</returns>
    public async Task<Result<Nothing>> RejectAsync(Conversation conversation, string callId, long? attendeeId, CancellationToken ct)
    {
        if (attendeeId is null) return NotConfirmed;
        if (await PhonesOf(conversation).FirstOrDefaultAsync(candidate => candidate.Id == attendeeId, ct) is not { } phone) return NoSuchPhone;
        if (string.IsNullOrEmpty(phone.CallId) || phone.CallId != callId) return NotConfirmed;

        phone.CallId = null;
        return Result.Done;
    }

    private IQueryable<Attendee> PhonesOf(Conversation conversation) =>
        db.Attendees.Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Phones);

    /// <summary>Any of the caller's clients will do: the one that asks need not be the one that is in the call.</summary>
    private async Task<bool> IsInCallAsync(Attendee attendee, CancellationToken ct)
    {
        var freshSince = time.Now() - Session.OnlineFor;
        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => session.AttendeeId == attendee.Id && session.InCall != CallFlags.Disconnected)
            .Select(session => new { session.Id, session.LastPing })
            .ToListAsync(ct);
        return sessions.Exists(session => pings.LastPing(session.Id, session.LastPing) >= freshSince);
    }

    private static string? OwnNumber(Access access) =>
        access.Caller.Account is { } account ? PhoneNumberRules.Normalise(ProfileFields.Text(account, "phone"), access.Config.DefaultPhoneRegion) : null;

    private static DialOutCallerSettings CallerSettings(TalkConfig config) => new(
        config.Flag("sip_bridge_dialout_anonymous", fallback: false),
        config.Text("sip_bridge_dialout_prefix", "+"),
        config.Text("sip_bridge_dialout_number"));
}
