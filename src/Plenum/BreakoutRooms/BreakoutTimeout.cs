using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>Stops breakout rooms whose time is over, and says so in them some time before. The meeting's lock decides who of several nodes does it.</summary>
internal sealed class BreakoutTimeout(PlenumDb db, UnitOfWork unit, MeetingLock meetings, BreakoutStatusService status, BroadcastService broadcast, TimeProvider time) : IDueWork
{
    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => db.BreakoutTimers.AsNoTracking().MinAsync(timer => (DateTimeOffset?)timer.DueAt, ct);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.Now();
        var due = await db.BreakoutTimers.AsNoTracking().Where(timer => timer.DueAt <= now).OrderBy(timer => timer.DueAt).Select(timer => timer.ConversationId).ToListAsync(ct);
        foreach (var parentId in due) await unit.RunAsync(() => PassAsync(parentId, ct), ct);
    }

    private async Task<Result<Nothing>> PassAsync(long parentId, CancellationToken ct)
    {
        await meetings.TakeAsync([parentId], ct);
        var now = time.Now();
        var timer = await db.BreakoutTimers.Include(timer => timer.Conversation).FirstOrDefaultAsync(timer => timer.ConversationId == parentId && timer.DueAt <= now, ct);
        if (timer is null) return Result.Done;
        if (timer.EndsAt <= now) return await status.StopAsync(timer.Conversation!, Actor.System, ct);

        timer.NoticeAt = null;
        timer.Wind();
        unit.DeadlineMoved();
        if (await SpeakerAsync(timer, ct) is { } speaker) await broadcast.SayAsync(timer.Conversation!, speaker, timer.Notice, ct);
        return Result.Done;
    }

    /// <summary>Who set the limit, or another moderator when that one moderates no longer.</summary>
    private Task<Attendee?> SpeakerAsync(BreakoutTimer timer, CancellationToken ct) =>
        db.Attendees
            .Where(attendee => attendee.ConversationId == timer.ConversationId && attendee.ActorType == ActorTypes.Users
                && (attendee.ParticipantType == ParticipantType.Owner || attendee.ParticipantType == ParticipantType.Moderator))
            .OrderBy(attendee => attendee.ActorId == timer.SetBy ? 0 : 1)
            .ThenBy(attendee => attendee.ParticipantType)
            .ThenBy(attendee => attendee.Id)
            .FirstOrDefaultAsync(ct);
}
