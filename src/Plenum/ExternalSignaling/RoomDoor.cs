using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.ExternalSignaling;

/// <summary>
/// Lets the clients of a signaling server into rooms, and hears that they have left (calls §D.3). The lobby refuses
/// nobody here: whoever it holds back gets no permissions and no place in the call (webinars §3.10).
/// </summary>
internal sealed class RoomDoor(
    PlenumDb db,
    UnitOfWork unit,
    MeetingLock meetings,
    TalkConfigStore configs,
    LobbyTimer lobbyTimer,
    SessionBook sessions,
    SessionPings pings,
    CallService calls,
    Participants.Leaving leaving,
    Meetings.Access access,
    TimeProvider time)
{
    private const string Version = "1.0";
    private const int LongestSessionId = 512;

    /// <returns>The room as it is for this session; <c>no_such_room</c>, <c>duplicate_session</c>, <c>start_call_not_allowed</c>.</returns>
    public async Task<BackendReply> JoinAsync(RoomClaim claim, CancellationToken ct)
    {
        var conversationId = await db.Conversations.AsNoTracking().Where(conversation => conversation.Token == claim.Token)
            .Select(conversation => (long?)conversation.Id).FirstOrDefaultAsync(ct);
        if (conversationId is not { } id) return BackendReply.Of(BackendError.NoSuchRoom);

        await OpenIfDueAsync(id, ct);
        var session = await FindAsync(claim.SessionId, tracked: false, ct);
        if (JudgeSession(claim, id, session) is { } error) return BackendReply.Of(error);
        if (session is not null && claim.InCall is null) return await WelcomeAsync(claim, session, ct);

        var entered = await unit.RunAsync(() => EnterAsync(claim, id, ct), ct);
        if (!entered.TryGet(out session, out var refusal)) return BackendReply.Of(refusal.Body as BackendError ?? BackendError.NoSuchRoom);
        return await WelcomeAsync(claim, session, ct);
    }

    /// <summary>The client has left: call and session end with it. One that has ended already is no error.</summary>
    public async Task<BackendReply> LeaveAsync(RoomClaim claim, CancellationToken ct)
    {
        var session = await FindAsync(claim.SessionId, tracked: false, ct);
        if (session?.Attendee is { Conversation: { } conversation } attendee && conversation.Token == claim.Token && RoomClaimRules.IsOwn(claim, attendee.Actor))
        {
            await leaving.LeaveAsync(claim.SessionId, ct);
        }

        return BackendReply.Of(new BackendRoom(Version, claim.Token));
    }

    /// <summary>Virtual sessions are made when they are first heard of; everybody else has one of the REST API.</summary>
    private static BackendError? JudgeSession(RoomClaim claim, long conversationId, Session? session)
    {
        if (session is null) return claim.Actor is null || claim.SessionId.Length > LongestSessionId ? BackendError.NoSuchRoom : null;
        if (session.ConversationId != conversationId) return claim.Actor is null ? BackendError.NoSuchRoom : BackendError.DuplicateSession;
        return RoomClaimRules.IsOwn(claim, session.Attendee!.Actor) ? null : BackendError.DuplicateSession;
    }

    private async Task<Result<Session>> EnterAsync(RoomClaim claim, long conversationId, CancellationToken ct)
    {
        await meetings.TakeAsync([conversationId], ct);
        var session = await FindAsync(claim.SessionId, tracked: true, ct);
        if (JudgeSession(claim, conversationId, session) is { } error) return Refuse(error);

        session ??= await OpenAsync(claim, conversationId, ct);
        if (session is null) return Refuse(BackendError.NoSuchRoom);
        if (claim.InCall is { } flags && await SetInCallAsync(session, flags, ct) is { } refusal) return refusal;
        return session;
    }

    private async Task<Session?> OpenAsync(RoomClaim claim, long conversationId, CancellationToken ct)
    {
        var (type, id) = claim.Actor!.Value;
        var attendee = type == ActorTypes.Groups ? null : await db.Attendees.Include(attendee => attendee.Conversation)
            .FirstOrDefaultAsync(attendee => attendee.ConversationId == conversationId && attendee.ActorType == type && attendee.ActorId == id, ct);
        if (attendee is null) return null;

        var session = sessions.Open(attendee.Conversation!, attendee, claim.SessionId, browser: null, tabId: null);
        unit.Announce(new SessionJoined(conversationId, claim.Token, claim.SessionId));
        await unit.FlushAsync(ct);
        return session;
    }

    /// <summary>With everything that joining or leaving a call means. Whoever waits in the lobby stays out of it.</summary>
    private async Task<Refusal?> SetInCallAsync(Session session, CallFlags flags, CancellationToken ct)
    {
        var attendee = session.Attendee!;
        var conversation = attendee.Conversation!;
        var config = await configs.GetAsync(ct);
        access.Enter(Caller.Nobody, config, conversation, attendee, session);
        if (flags == CallFlags.Disconnected) return (await calls.LeaveAsync(access, everybody: false, ct)).Refusal;
        if (conversation.ReadOnly || conversation.LobbyBlocks(attendee, config.DefaultPermissions)) return null;

        var joined = await calls.JoinAsync(access, new JoinCall(flags, Silent: false, RecordingConsent: true, []), ct);
        if (joined.Succeeded) return null;
        return joined.Refusal == CallRefusals.MayNotStart ? Refuse(BackendError.StartCallNotAllowed) : Refuse(BackendError.NoSuchRoom);
    }

    private async Task<BackendReply> WelcomeAsync(RoomClaim claim, Session session, CancellationToken ct)
    {
        var attendee = session.Attendee!;
        var conversation = attendee.Conversation!;
        var serverDefault = (await configs.GetAsync(ct)).DefaultPermissions;
        pings.During(session)?.Dispose();
        return BackendReply.Of(new BackendRoom(Version, claim.Token)
        {
            Properties = RoomProperties.Joined(conversation),
            Permissions = MediaPermissionRules.Of(
                attendee.ParticipantType, PermissionRules.Effective(attendee, conversation, serverDefault), conversation.LobbyBlocks(attendee, serverDefault)),
        });
    }

    private async Task OpenIfDueAsync(long conversationId, CancellationToken ct)
    {
        var conversation = await db.Conversations.AsNoTracking().FirstAsync(conversation => conversation.Id == conversationId, ct);
        if (conversation.IsDue(time.Now())) await lobbyTimer.OpenAsync(conversationId, ct);
    }

    private Task<Session?> FindAsync(string sessionId, bool tracked, CancellationToken ct)
    {
        var all = db.Sessions.Include(session => session.Attendee).ThenInclude(attendee => attendee!.Conversation);
        return (tracked ? all : all.AsNoTracking()).FirstOrDefaultAsync(session => session.SessionId == sessionId, ct);
    }

    private static Refusal Refuse(BackendError error) => new(RefusalKind.Invalid, error.Code, Body: error);
}
