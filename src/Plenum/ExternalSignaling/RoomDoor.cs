using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Signaling;
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
    VirtualSessions virtuals,
    SessionPings pings,
    Participants.Leaving leaving,
    TimeProvider time)
{
    private const string Version = "1.0";

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
        if (session is null) return claim.Actor is null ? BackendError.NoSuchRoom : null;
        if (session.ConversationId != conversationId) return claim.Actor is null ? BackendError.NoSuchRoom : BackendError.DuplicateSession;
        return RoomClaimRules.IsOwn(claim, session.Attendee!.Actor) ? null : BackendError.DuplicateSession;
    }

    private async Task<Result<Session>> EnterAsync(RoomClaim claim, long conversationId, CancellationToken ct)
    {
        await meetings.TakeAsync([conversationId], ct);
        var session = await FindAsync(claim.SessionId, tracked: true, ct);
        if (JudgeSession(claim, conversationId, session) is { } error) return Refuse(error);

        session ??= await virtuals.OpenAsync(conversationId, claim.SessionId, claim.Actor!.Value, ct);
        if (session is null) return Refuse(BackendError.NoSuchRoom);
        if (claim.InCall is not { } flags || await virtuals.SetInCallAsync(session, flags, ct) is not { } refusal) return session;
        return Refuse(refusal == CallRefusals.MayNotStart ? BackendError.StartCallNotAllowed : BackendError.NoSuchRoom);
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
