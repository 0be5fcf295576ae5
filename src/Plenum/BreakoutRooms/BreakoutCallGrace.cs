using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.BreakoutRooms;

/// <summary>Some time after breakout rooms were stopped, takes those out of their calls whom the lobby holds back and who have not gone by themselves (webinars §5.8).</summary>
internal sealed class BreakoutCallGrace(PlenumDb db, UnitOfWork unit, MeetingLock meetings, LobbyEviction eviction, TimeProvider time) : IDueWork
{
    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) =>
        db.Conversations.AsNoTracking().Where(room => room.CallGraceEndsAt != null).MinAsync(room => room.CallGraceEndsAt, ct);

    public Task RunAsync(CancellationToken ct) => unit.RunAsync(async () =>
    {
        var now = time.Now();
        var over = db.Conversations.Where(room => room.CallGraceEndsAt <= now).OrderBy(room => room.Id);
        var ids = await over.Select(room => room.Id).ToListAsync(ct);
        await meetings.TakeAsync(ids, ct);
        var due = await over.Where(room => ids.Contains(room.Id)).ToListAsync(ct);
        foreach (var room in due)
        {
            room.CallGraceEndsAt = null;
            await eviction.EvictAsync(room, ct);
        }

        return Result.Done;
    }, ct);
}
