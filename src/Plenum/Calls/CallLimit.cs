using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>Ends calls that took longer than <c>max_call_duration</c> for everybody, as the server itself (calls §A.5).</summary>
internal sealed class CallLimit(PlenumDb db, UnitOfWork unit, MeetingLock meetings, CallState calls, TalkConfigStore configs, TimeProvider time) : IDueWork
{
    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        if (await LimitAsync(ct) is not { } limit) return null;

        var oldest = await db.Conversations.AsNoTracking().MinAsync(conversation => conversation.ActiveSince, ct);
        return oldest + limit;
    }

    public async Task RunAsync(CancellationToken ct)
    {
        if (await LimitAsync(ct) is not { } limit) return;

        await unit.RunAsync(async () =>
        {
            var latestStart = time.Now() - limit;
            var running = db.Conversations.Where(conversation => conversation.ActiveSince <= latestStart);
            var ids = await running.Select(conversation => conversation.Id).ToListAsync(ct);
            await meetings.TakeAsync(ids, ct);
            var overdue = await running.Where(conversation => ids.Contains(conversation.Id)).ToListAsync(ct);
            foreach (var conversation in overdue) await calls.EndForAllAsync(conversation, Actor.System, ct);
            return Result.Done;
        }, ct);
    }

    private async Task<TimeSpan?> LimitAsync(CancellationToken ct) =>
        (await configs.GetAsync(ct)).MaxCallDuration is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
}
