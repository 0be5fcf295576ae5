using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>A meeting as its moderators watch it: as many queries for twenty rooms as for one.</summary>
internal sealed class BoardViews(PlenumDb db, ParticipantViews participants, MoveViews moves)
{
    /// <returns>400 <c>mode</c>.</returns>
    public async Task<Result<BoardView>> OfAsync(Access access, CancellationToken ct)
    {
        var parentId = access.Conversation.ParentId ?? access.Conversation.Id;
        var meeting = await db.Conversations.AsNoTracking()
            .Where(conversation => conversation.Id == parentId || conversation.ParentId == parentId)
            .OrderBy(conversation => conversation.Id)
            .ToListAsync(ct);
        if (meeting.Find(conversation => conversation.Id == parentId) is not { } parent) return BreakoutRefusals.Mode;
        if (BreakoutRules.NeedsRooms(parent) is { } refusal) return refusal;

        var rows = await participants.OfMeetingAsync(meeting, access.Caller, access.Attendee, ct);
        var people = rows.Where(row => row.ActorType != ActorTypes.Groups).ToLookup(row => row.RoomToken, BoardPersonView.Of, StringComparer.Ordinal);
        return new BoardView(
            parent.BreakoutRoomMode,
            parent.BreakoutRoomStatus,
            new BoardParentView(parent.Token, [.. people[parent.Token]]),
            [.. meeting.Where(room => room.Id != parentId).Select(room => new BoardRoomView(room.Token, room.Name, room.HelpRequestedAt?.ToUnixTimeSeconds(), [.. people[room.Token]]))],
            await moves.OfAsync(parent, ct));
    }
}
