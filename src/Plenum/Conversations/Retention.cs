using Microsoft.EntityFrameworkCore;
using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Deletes conversations that were made for one occasion, some time after it (conversations §6).</summary>
internal sealed class Retention(PlenumDb db, Upkeep upkeep, UpkeepTimes times, ConversationEraser eraser, TalkConfigStore configs, TimeProvider time) : IDueWork
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult<DateTimeOffset?>(times.NextOf(nameof(Retention)));

    public async Task RunAsync(CancellationToken ct)
    {
        var periods = RetentionPeriods.Of(await configs.GetAsync(ct));
        var candidates = await db.Conversations.AsNoTracking()
            .Where(conversation => RetentionRules.Kinds.Contains(conversation.ObjectType))
            .ToListAsync(ct);
        var over = candidates.FindAll(conversation => RetentionRules.IsOver(conversation, periods, time.Now())).ConvertAll(conversation => conversation.Id);
        await upkeep.EachAsync(over, async conversation =>
        {
            if (RetentionRules.IsOver(conversation, periods, time.Now())) await eraser.EraseAsync(conversation, ct);
        }, ct);
        times.Done(nameof(Retention), Every);
    }
}
