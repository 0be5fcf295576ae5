using Microsoft.EntityFrameworkCore;
using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Deletes conversations that nobody belongs to any more (conversations §6); breakout rooms wait for their parent.</summary>
internal sealed class EmptyConversations(PlenumDb db, Upkeep upkeep, UpkeepTimes times, ConversationEraser eraser) : IDueWork
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult<DateTimeOffset?>(times.NextOf(nameof(EmptyConversations)));

    public async Task RunAsync(CancellationToken ct)
    {
        var empty = await Empty().Select(conversation => conversation.Id).ToListAsync(ct);
        await upkeep.EachAsync(empty, async conversation =>
        {
            if (await Empty().AnyAsync(still => still.Id == conversation.Id, ct)) await eraser.EraseAsync(conversation, ct);
        }, ct);
        times.Done(nameof(EmptyConversations), Every);
    }

    private IQueryable<Conversation> Empty()
    {
        var attendees = db.Attendees;
        return db.Conversations.AsNoTracking().Where(conversation =>
            conversation.Type != ConversationType.Changelog && conversation.ObjectType != ObjectTypes.File && conversation.ParentId == null
            && !attendees.Any(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType != ActorTypes.Groups));
    }
}
