using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Signaling;

/// <summary>Whose poll it is.</summary>
internal sealed record PollSeat(long SessionRow, long AttendeeId, long ConversationId, string SessionId);

/// <summary>Who waits: the session as it is now.</summary>
internal sealed record PollState(Session Session, Conversation Conversation, bool IsHeldBack);

/// <summary>A session as others see it (calls §C).</summary>
internal sealed record SignalingSession(
    string UserId, long RoomId, long LastPing, string SessionId, int InCall, int ParticipantPermissions, string ActorType, string ActorId);

/// <summary>One look at the database for a session that polls.</summary>
internal sealed class PollLook(PlenumDb db, UnitOfWork unit, TalkConfigStore configs, SessionPings pings, LobbyTimer lobbyTimer, TimeProvider time)
{
    /// <summary>Somebody who was silent for as long is not listed.</summary>
    private static readonly TimeSpan ListedFor = TimeSpan.FromSeconds(41);

    private static readonly string[] Listed = [ActorTypes.Users, ActorTypes.Guests, ActorTypes.Emails];

    /// <returns>409 when another session took this one's place, 404 when the attendee or the conversation is gone.</returns>
    public async Task<Result<PollState>> FindAsync(PollSeat seat, CancellationToken ct)
    {
        if (await ReadAsync(seat, ct) is not { } session)
        {
            var stays = await db.Attendees.AnyAsync(attendee => attendee.Id == seat.AttendeeId, ct);
            return PollRefusals.Of(stays ? RefusalKind.Conflict : RefusalKind.NotFound);
        }

        if (session.Attendee!.Conversation!.IsDue(time.Now()))
        {
            await lobbyTimer.OpenAsync(seat.ConversationId, ct);
            session = await ReadAsync(seat, ct) ?? session;
        }

        var config = await configs.GetAsync(ct);
        var conversation = session.Attendee!.Conversation!;
        return new PollState(session, conversation, conversation.LobbyBlocks(session.Attendee, config.DefaultPermissions));
    }

    /// <summary>Takes what waits for the session. Whoever is held back by the lobby loses it: it was sent before.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(PollState state, CancellationToken ct)
    {
        if (!await Waiting(state).AnyAsync(ct)) return [];

        var taken = await unit.RunAsync<List<QueuedSignal>>(async () =>
        {
            var signals = await Waiting(state).OrderBy(signal => signal.Id).ToListAsync(ct);
            var ids = signals.ConvertAll(signal => signal.Id);
            if (await db.QueuedSignals.Where(signal => ids.Contains(signal.Id)).ExecuteDeleteAsync(ct) < ids.Count) throw new StaleReadException();
            return signals;
        }, ct);
        return state.IsHeldBack ? [] : taken.Value.ConvertAll(signal => signal.Payload);
    }

    /// <summary>Who is there. Whoever is held back by the lobby sees nobody else (webinars L56).</summary>
    public async Task<IReadOnlyList<SignalingSession>> ListAsync(PollState state, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        var conversation = state.Conversation;
        var rows = await db.Sessions.AsNoTracking().Include(session => session.Attendee)
            .Where(session => session.ConversationId == conversation.Id && Listed.Contains(session.Attendee!.ActorType))
            .Where(session => !state.IsHeldBack || session.AttendeeId == state.Session.AttendeeId)
            .OrderBy(session => session.Id)
            .ToListAsync(ct);
        var since = time.Now() - ListedFor;
        return
        [
            .. from session in rows
               let lastPing = pings.LastPing(session.Id, session.LastPing)
               where lastPing > since
               select Of(session, lastPing, (int)PermissionRules.Effective(session.Attendee!, conversation, config.DefaultPermissions)),
        ];
    }

    private static SignalingSession Of(Session session, DateTimeOffset lastPing, int permissions) => new(
        session.Attendee!.ActorType == ActorTypes.Users ? session.Attendee.ActorId : "",
        session.ConversationId,
        lastPing.ToUnixTimeSeconds(),
        session.SessionId,
        (int)session.InCall,
        permissions,
        session.Attendee.ActorType,
        session.Attendee.ActorId);

    private Task<Session?> ReadAsync(PollSeat seat, CancellationToken ct) => db.Sessions.AsNoTracking()
        .Include(session => session.Attendee).ThenInclude(attendee => attendee!.Conversation)
        .FirstOrDefaultAsync(session => session.Id == seat.SessionRow, ct);

    private IQueryable<QueuedSignal> Waiting(PollState state)
    {
        var since = time.Now() - QueuedSignal.KeptFor;
        return db.QueuedSignals.AsNoTracking().Where(signal => signal.RecipientId == state.Session.Id && signal.At > since);
    }
}
