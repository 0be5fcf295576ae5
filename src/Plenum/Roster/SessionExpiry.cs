using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>
/// Ends sessions that nothing was heard of for 100 seconds, and calls that nobody is in any more (calls §A.6). What it
/// does nobody does: the system ends the call.
/// </summary>
internal sealed class SessionExpiry(
    PlenumDb db,
    UnitOfWork unit,
    MeetingLock meetings,
    SessionPings heard,
    PingWriter pings,
    SessionBook sessions,
    RosterBook roster,
    CallState calls,
    TimeProvider time) : IDueWork
{
    /// <summary>Nobody in a call was heard of for as long as this: it is over. The 30 seconds of a ping, and as much again for a client that comes back.</summary>
    public static readonly TimeSpan CallAbandonedAfter = Session.OnlineFor * 2;

    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        var oldest = await db.Sessions.MinAsync(session => (DateTimeOffset?)session.LastPing, ct);
        var quietest = (await QuietCallsAsync(DateTimeOffset.MaxValue, ct)).Values.Select(lastHeard => (DateTimeOffset?)lastHeard).Min();
        return Earlier(oldest + Session.AliveFor, quietest + CallAbandonedAfter);
    }

    public async Task RunAsync(CancellationToken ct)
    {
        // What was heard and not yet written counts.
        await pings.RunAsync(ct);
        var now = time.Now();
        var expired = await db.Sessions.AsNoTracking().Where(session => session.LastPing <= now - Session.AliveFor)
            .Select(session => session.ConversationId).Distinct().ToListAsync(ct);
        foreach (var conversationId in expired) await ExpireAsync(conversationId, ct);

        var abandoned = await QuietCallsAsync(now - CallAbandonedAfter, ct);
        foreach (var conversationId in abandoned.Keys) await AbandonAsync(conversationId, ct);
    }

    /// <summary>Ends the dead sessions of one conversation.</summary>
    private async Task ExpireAsync(long conversationId, CancellationToken ct) =>
        await unit.RunAsync(async () =>
        {
            await meetings.TakeAsync([conversationId], ct);
            var lastPing = time.Now() - Session.AliveFor;
            var silent = await db.Sessions.Include(session => session.Attendee)
                .Where(session => session.ConversationId == conversationId && session.LastPing <= lastPing)
                .OrderBy(session => session.Id)
                .ToListAsync(ct);
            var dead = silent.FindAll(session => heard.LastPing(session.Id, session.LastPing) <= lastPing);
            if (dead.Count == 0) return Result.Done;

            var conversation = await db.Conversations.SingleAsync(candidate => candidate.Id == conversationId, ct);
            await sessions.EndAsync(conversation, dead, ct, endedBy: Actor.System);
            await unit.FlushAsync(ct);
            await roster.RemoveAsync(conversation, await GoneAsync(dead, ct), by: null, ct);
            return Result.Done;
        }, ct);

    /// <summary>Those who belong to the conversation only while they are there, and are not.</summary>
    private async Task<List<Attendee>> GoneAsync(List<Session> ended, CancellationToken ct)
    {
        var ids = ended.Select(session => session.Attendee!).Where(MembershipRules.EndsWithExpiry).Select(attendee => attendee.Id).Distinct().ToArray();
        return ids.Length == 0 ? [] : await db.Attendees.Where(attendee => ids.Contains(attendee.Id)).WithoutPresence(db).ToListAsync(ct);
    }

    private async Task AbandonAsync(long conversationId, CancellationToken ct) =>
        await unit.RunAsync(async () =>
        {
            await meetings.TakeAsync([conversationId], ct);
            var conversation = await db.Conversations.SingleOrDefaultAsync(candidate => candidate.Id == conversationId, ct);
            if (conversation is not null) await calls.EndIfAbandonedAsync(conversation, Actor.System, ct);
            return Result.Done;
        }, ct);

    /// <summary>Running calls by the last sign of life of anybody in them, if that is long ago. A call without sessions has been quiet since it began.</summary>
    private async Task<Dictionary<long, DateTimeOffset>> QuietCallsAsync(DateTimeOffset since, CancellationToken ct)
    {
        var all = db.Sessions;
        return await db.Conversations.AsNoTracking()
            .Where(conversation => conversation.ActiveSince != null)
            .Select(conversation => new
            {
                conversation.Id,
                LastHeard = all.Where(session => session.ConversationId == conversation.Id && session.InCall != CallFlags.Disconnected)
                    .Max(session => (DateTimeOffset?)session.LastPing) ?? conversation.ActiveSince!.Value,
            })
            .Where(call => call.LastHeard <= since)
            .ToDictionaryAsync(call => call.Id, call => call.LastHeard, ct);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;
}
