using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>
/// Tells clients to go to another room (webinars §5.5, §5.8). An order is given where the clients are, to those who are
/// there; how long ago they were last heard of does not matter.
/// </summary>
internal sealed class SwitchOrders(PlenumDb db, UnitOfWork unit)
{
    /// <summary>From the parent into their rooms: everybody in the parent who is in a room and moderates neither.</summary>
    /// <param name="parent">Where they are.</param>
    /// <param name="rooms">Its breakout rooms, in the order of the orders.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task IntoRoomsAsync(Conversation parent, IReadOnlyList<Conversation> rooms, CancellationToken ct)
    {
        var attendees = db.Attendees;
        var hits = await (
            from session in db.Sessions
            where session.ConversationId == parent.Id
                && session.Attendee!.ParticipantType != ParticipantType.Owner
                && session.Attendee!.ParticipantType != ParticipantType.Moderator
                && session.Attendee!.ParticipantType != ParticipantType.GuestModerator
            from placed in attendees
            where placed.Conversation!.ParentId == parent.Id && placed.ActorType == session.Attendee!.ActorType && placed.ActorId == session.Attendee!.ActorId
            orderby session.Id
            select new { RoomId = placed.ConversationId, session.SessionId }).ToListAsync(ct);
        var sessionsFor = hits.ToLookup(hit => hit.RoomId, hit => hit.SessionId);
        foreach (var room in rooms) Order(parent, room.Token, [.. sessionsFor[room.Id]]);
    }

    /// <summary>From breakout rooms back to their parent: everybody, moderators included.</summary>
    /// <returns>The ids of the rooms in whose call somebody is who does not moderate.</returns>
    public async Task<HashSet<long>> BackAsync(IReadOnlyList<Conversation> rooms, CancellationToken ct)
    {
        var ids = rooms.Select(room => room.Id).ToArray();
        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.ConversationId))
            .OrderBy(session => session.Id)
            .Select(session => new { session.ConversationId, session.SessionId, session.InCall, session.Attendee!.ParticipantType })
            .ToListAsync(ct);
        var sessionsIn = sessions.ToLookup(session => session.ConversationId, session => session.SessionId);
        foreach (var room in rooms) Order(room, room.ObjectId, [.. sessionsIn[room.Id]]);
        return [.. sessions.Where(session => session.InCall != CallFlags.Disconnected && !session.ParticipantType.IsModerator()).Select(session => session.ConversationId)];
    }

    /// <summary>From one breakout room into another: people who are moved while the rooms are started.</summary>
    public async Task BetweenAsync(IReadOnlyList<Move> moves, CancellationToken ct)
    {
        var ids = moves.SelectMany(move => move.From).Select(attendee => attendee.Id).ToArray();
        if (ids.Length == 0) return;

        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.AttendeeId))
            .OrderBy(session => session.Id)
            .Select(session => new { session.AttendeeId, session.SessionId })
            .ToListAsync(ct);
        var sessionsOf = sessions.ToLookup(session => session.AttendeeId, session => session.SessionId);
        var orders =
            from move in moves
            from left in move.From
            group left by (From: left.Conversation!, move.To) into together
            orderby together.Key.From.Id, together.Key.To.Id
            select together;
        foreach (var order in orders) Order(order.Key.From, order.Key.To.Token, [.. order.SelectMany(left => sessionsOf[left.Id])]);
    }

    private void Order(Conversation where, string target, string[] sessionIds)
    {
        if (sessionIds.Length > 0) unit.Announce(new SwitchTo(where.Id, where.Token, target, sessionIds));
    }
}

/// <summary>Somebody goes to another breakout room.</summary>
/// <param name="Person">The attendee of the parent.</param>
/// <param name="From">What it is in breakout rooms now; empty for somebody who is in none.</param>
/// <param name="To">Where it belongs from now on.</param>
internal sealed record Move(Attendee Person, IReadOnlyList<Attendee> From, Conversation To);
