using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>
/// Deletes conversations with everything that belongs to them, breakout rooms included. Runs inside the caller's unit
/// of work; whether the conversation may be deleted has been decided before.
/// </summary>
internal sealed class ConversationEraser(PlenumDb db, UnitOfWork unit, SwitchOrders orders)
{
    /// <summary>
    /// A parent takes its breakout rooms with it. Whoever is in a breakout room is sent back to the parent first, and its
    /// people stay in the parent without a room.
    /// </summary>
    public async Task EraseAsync(Conversation conversation, CancellationToken ct)
    {
        if (conversation.IsBreakoutRoom) await orders.BackAsync([conversation], ct);

        var rooms = await db.Conversations.RoomsOf(conversation).ToListAsync(ct);
        await EraseAsync([conversation, .. rooms], ct);
        if (conversation.IsBreakoutRoom) unit.Announce(new BoardChanged(conversation.ParentId!.Value, conversation.ObjectId));
    }

    /// <summary>Deletes these and nothing else, announcing them in the given order.</summary>
    public async Task EraseAsync(IReadOnlyCollection<Conversation> conversations, CancellationToken ct)
    {
        if (conversations.Count == 0) return;

        var ids = conversations.Select(conversation => conversation.Id).ToArray();
        var people = (await db.Attendees.AsNoTracking()
            .Where(attendee => ids.Contains(attendee.ConversationId))
            .OrderBy(attendee => attendee.Id)
            .Select(attendee => new { attendee.ConversationId, attendee.ActorType, attendee.ActorId })
            .ToListAsync(ct)).ToLookup(row => row.ConversationId, row => new Actor(row.ActorType, row.ActorId));
        foreach (var conversation in conversations)
        {
            unit.Announce(new RoomDeleted(conversation.Id, conversation.Token, [.. people[conversation.Id]]));
        }

        db.Conversations.RemoveRange(conversations);
    }
}
