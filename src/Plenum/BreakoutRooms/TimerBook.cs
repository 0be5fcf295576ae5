using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>Time limits of breakout rooms: the one place that sets and clears them. Writes run inside the caller's unit of work, which has taken the meeting.</summary>
internal sealed class TimerBook(PlenumDb db, UnitOfWork unit, TimeProvider time)
{
    /// <summary>Sets the limit; one that was set before is replaced.</summary>
    /// <param name="parent">Whose rooms.</param>
    /// <param name="by">The account that does it.</param>
    /// <param name="setting">Until when, and what is said before.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>400 <c>mode</c>, <c>status</c>, <c>endsAt</c>; 413 <c>message</c>.</returns>
    public async Task<Result<BreakoutTimer>> SetAsync(Conversation parent, Actor by, TimerSetting setting, CancellationToken ct)
    {
        var now = time.Now();
        if (TimerRules.Set(parent, setting, now) is { } refusal) return refusal;

        var timer = await db.BreakoutTimers.FirstOrDefaultAsync(known => known.ConversationId == parent.Id, ct);
        if (timer is null)
        {
            timer = new BreakoutTimer { ConversationId = parent.Id, EndsAt = setting.EndsAt, Notice = setting.Notice, SetBy = by.Id };
            db.BreakoutTimers.Add(timer);
        }

        (timer.EndsAt, timer.Notice, timer.NoticeAt, timer.SetBy) = (setting.EndsAt, setting.Notice, setting.NoticeAt(now), by.Id);
        timer.Wind();
        unit.DeadlineMoved();
        await AnnounceAsync(parent, timer.EndsAt, ct);
        return timer;
    }

    /// <summary>Takes the limit away; without one it changes nothing.</summary>
    public async Task ClearAsync(Conversation parent, CancellationToken ct)
    {
        if (await db.BreakoutTimers.FirstOrDefaultAsync(known => known.ConversationId == parent.Id, ct) is not { } timer) return;

        db.BreakoutTimers.Remove(timer);
        await AnnounceAsync(parent, endsAt: null, ct);
    }

    /// <param name="conversation">The parent or one of its breakout rooms.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>When the breakout rooms stop by themselves; null when they do not.</returns>
    public Task<DateTimeOffset?> EndsAtAsync(Conversation conversation, CancellationToken ct)
    {
        var parentId = conversation.ParentId ?? conversation.Id;
        return db.BreakoutTimers.AsNoTracking().Where(timer => timer.ConversationId == parentId).Select(timer => (DateTimeOffset?)timer.EndsAt).FirstOrDefaultAsync(ct);
    }

    private async Task AnnounceAsync(Conversation parent, DateTimeOffset? endsAt, CancellationToken ct)
    {
        var rooms = await db.Conversations.RoomsOf(parent).Select(room => room.Id).ToListAsync(ct);
        unit.Announce(new BreakoutTimerChanged(parent.Id, parent.Token, rooms, endsAt));
    }
}
