using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>
/// Sessions that a signaling server makes for those who have no client, such as telephones, and their place in the call
/// (calls §D.3). The lobby refuses nobody here, but lets nobody it holds back into the call.
/// </summary>
internal sealed class VirtualSessions(
    PlenumDb db, UnitOfWork unit, MeetingLock meetings, TalkConfigStore configs, SessionBook sessions, CallService calls, Participants.Leaving leaving, Meetings.Access access)
{
    public static readonly Refusal NoSuchRoom = Refusal.NotFound();

    private const int LongestSessionId = 512;

    /// <summary>Makes a session for an attendee, in the call if that is wanted.</summary>
    /// <param name="token">The conversation.</param>
    /// <param name="sessionId">Of the new session, as the signaling server knows it.</param>
    /// <param name="actor">The attendee.</param>
    /// <param name="inCall">Its flags.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>Done; <see cref="NoSuchRoom"/>; <see cref="CallRefusals.MayNotStart"/>.</returns>
    public Task<Result<Nothing>> JoinAsync(string token, string sessionId, Actor actor, CallFlags inCall, CancellationToken ct) => unit.RunAsync(
        async () =>
        {
            var conversationId = await db.Conversations.Where(conversation => conversation.Token == token).Select(conversation => (long?)conversation.Id).FirstOrDefaultAsync(ct);
            if (conversationId is not { } id) return NoSuchRoom;

            await meetings.TakeAsync([id], ct);
            if (await OpenAsync(id, sessionId, actor, ct) is not { } session) return NoSuchRoom;
            return await SetInCallAsync(session, inCall, ct) is { } refusal ? refusal : Result.Done;
        },
        ct);

    /// <summary>Another place in the call, or none.</summary>
    public Task<Result<Nothing>> SetInCallAsync(string sessionId, CallFlags inCall, CancellationToken ct) => unit.RunAsync(
        async () =>
        {
            await meetings.TakeAsync(await db.Sessions.Where(session => session.SessionId == sessionId).Select(session => session.ConversationId).ToListAsync(ct), ct);
            var session = await db.Sessions.Include(session => session.Attendee).ThenInclude(attendee => attendee!.Conversation).FirstOrDefaultAsync(session => session.SessionId == sessionId, ct);
            if (session is null) return NoSuchRoom;
            return await SetInCallAsync(session, inCall, ct) is { } refusal ? refusal : Result.Done;
        },
        ct);

    /// <summary>It is over: call and session end with it.</summary>
    public Task LeaveAsync(string sessionId, CancellationToken ct) => leaving.LeaveAsync(sessionId, ct);

    /// <summary>Inside a unit of work that has the meeting.</summary>
    /// <returns>Null when there is no such attendee, or it is one that never has sessions.</returns>
    public async Task<Session?> OpenAsync(long conversationId, string sessionId, Actor actor, CancellationToken ct)
    {
        if (sessionId.Length > LongestSessionId || actor.Type == ActorTypes.Groups) return null;

        var attendee = await db.Attendees.Include(attendee => attendee.Conversation)
            .FirstOrDefaultAsync(attendee => attendee.ConversationId == conversationId && attendee.ActorType == actor.Type && attendee.ActorId == actor.Id, ct);
        if (attendee is null) return null;

        var session = sessions.Open(attendee.Conversation!, attendee, sessionId, browser: null, tabId: null);
        unit.Announce(new SessionJoined(conversationId, attendee.Conversation!.Token, sessionId));
        await unit.FlushAsync(ct);
        return session;
    }

    /// <summary>With everything that joining or leaving a call means. Inside a unit of work that has the meeting.</summary>
    /// <param name="session">A tracked session with its attendee and conversation.</param>
    /// <param name="flags">What it is to have.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>Null, also for somebody whom the lobby keeps out of the call; <see cref="CallRefusals.MayNotStart"/>.</returns>
    public async Task<Refusal?> SetInCallAsync(Session session, CallFlags flags, CancellationToken ct)
    {
        var attendee = session.Attendee!;
        var conversation = attendee.Conversation!;
        var config = await configs.GetAsync(ct);
        access.Enter(Caller.Nobody, config, conversation, attendee, session);
        if (flags == CallFlags.Disconnected) return (await calls.LeaveAsync(access, everybody: false, ct)).Refusal;
        if (conversation.ReadOnly || conversation.LobbyBlocks(attendee, config.DefaultPermissions)) return null;

        return (await calls.JoinAsync(access, new JoinCall(flags, Silent: false, RecordingConsent: true, []), ct)).Refusal;
    }
}
