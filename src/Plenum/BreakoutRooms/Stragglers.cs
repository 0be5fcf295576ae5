using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Telemetry;

namespace Plenum.BreakoutRooms;

/// <summary>
/// Clients that were told to go and have not arrived: they are told once more, and after <see cref="PendingMove.WithdrawnAfter"/>
/// they are taken out of the call that they should have left. They stay in the conversation; moderators stay in the call too.
/// </summary>
internal sealed class Stragglers(PlenumDb db, UnitOfWork unit, MeetingLock meetings, MoveBook moves, CallState calls, TalkConfigStore configs, TimeProvider time) : IDueWork
{
    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => db.PendingMoves.AsNoTracking().MinAsync(move => (DateTimeOffset?)move.DueAt, ct);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.Now();
        var due = await db.PendingMoves.AsNoTracking().Where(move => move.DueAt <= now).Select(move => move.MeetingId).Distinct().OrderBy(id => id).ToListAsync(ct);
        foreach (var meetingId in due)
        {
            if (!(await unit.RunAsync(() => PursueAsync(meetingId, ct), ct)).TryGet(out var pursued, out _)) continue;

            PlenumMetrics.MovesRepeated.Add(pursued.Repeated);
            PlenumMetrics.MovesWithdrawn.Add(pursued.Withdrawn);
        }
    }

    private async Task<Result<Pursuit>> PursueAsync(long meetingId, CancellationToken ct)
    {
        await meetings.TakeAsync([meetingId], ct);
        var now = time.Now();
        var due = await db.PendingMoves.Include(move => move.Attendee).ThenInclude(attendee => attendee!.Conversation)
            .Where(move => move.MeetingId == meetingId && move.DueAt <= now)
            .OrderBy(move => move.Id)
            .ToListAsync(ct);
        if (due.Count == 0) return new Pursuit(Repeated: 0, Withdrawn: 0);

        var (fromIds, sessionIds) = (due.ConvertAll(move => move.FromId), due.ConvertAll(move => move.SessionId));
        var from = await db.Conversations.Where(conversation => fromIds.Contains(conversation.Id)).ToDictionaryAsync(conversation => conversation.Id, ct);
        var sessions = await db.Sessions.Include(session => session.Attendee).Where(session => sessionIds.Contains(session.SessionId)).ToDictionaryAsync(session => session.SessionId, StringComparer.Ordinal, ct);

        // Whoever has left by now without arriving has gone; whose room was deleted has not gone by himself and can still hear.
        var late = due.FindAll(move => move.FromId != move.Attendee!.ConversationId && (sessions.ContainsKey(move.SessionId) || !from.ContainsKey(move.FromId)));
        var again = late.FindAll(move => move.RepeatedAt is null);
        Repeat(again, now);
        var over = due.FindAll(move => move.DueAt <= now);
        db.PendingMoves.RemoveRange(over);
        var withdrawn = await WithdrawAsync([.. over.Where(late.Contains).Select(move => sessions.GetValueOrDefault(move.SessionId)).OfType<Session>()], from, ct);
        await moves.ChangedAsync(meetingId, ct);
        return new Pursuit(again.Count, withdrawn);
    }

    private void Repeat(List<PendingMove> late, DateTimeOffset now)
    {
        var together =
            from move in late
            group move by (move.FromId, move.FromToken, To: move.Attendee!.Conversation!) into same
            orderby same.Key.FromId, same.Key.To.Id
            select same;
        foreach (var same in together)
        {
            unit.Announce(new SwitchTo(same.Key.FromId, same.Key.FromToken, same.Key.To.Token, [.. same.Select(move => move.SessionId)]));
            foreach (var move in same) (move.RepeatedAt, move.DueAt) = (now, now + (PendingMove.WithdrawnAfter - PendingMove.RepeatedAfter));
        }

        if (late.Count > 0) unit.DeadlineMoved();
    }

    /// <summary>Where clients poll they hear of no order: nobody is taken out of a call for not having followed one.</summary>
    private async Task<int> WithdrawAsync(List<Session> late, Dictionary<long, Conversation> from, CancellationToken ct)
    {
        if (late.Count == 0 || (await configs.GetAsync(ct)).SignalingMode == SignalingMode.Internal) return 0;

        var inCall = late.FindAll(session => session.InCall != CallFlags.Disconnected && !session.Attendee!.IsModerator);
        var together = inCall.GroupBy(session => session.ConversationId).OrderBy(same => same.Key);
        await calls.LeaveAsync([.. together.Select(same => new Leaving(from[same.Key], [.. same]))], ct);
        return inCall.Count;
    }

    private sealed record Pursuit(int Repeated, int Withdrawn);
}
