using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>
/// Tells clients to go to another room (webinars §5.5, §5.8). An order is given where the clients are, to those who are
/// there; how long ago they were last heard of does not matter. What was ordered before and is not done yet holds no
/// longer: whoever is on the way to where nobody belongs any more is expected at the new place.
/// </summary>
internal sealed class SwitchOrders(PlenumDb db, UnitOfWork unit, MoveBook moves)
{
    /// <summary>From the parent into their rooms: everybody in the parent who is in a room and moderates neither.</summary>
    /// <param name="parent">Where they are.</param>
    /// <param name="rooms">Its breakout rooms.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task IntoRoomsAsync(Conversation parent, IReadOnlyList<Conversation> rooms, CancellationToken ct)
    {
        var (from, roomOf, attendees) = (Place.Of(parent), rooms.ToDictionary(room => room.Id, Place.Of), db.Attendees);
        var hits = await (
            from session in db.Sessions
            where session.ConversationId == parent.Id
                && session.Attendee!.ParticipantType != ParticipantType.Owner
                && session.Attendee!.ParticipantType != ParticipantType.Moderator
                && session.Attendee!.ParticipantType != ParticipantType.GuestModerator
            from placed in attendees
            where placed.Conversation!.ParentId == parent.Id && placed.ActorType == session.Attendee!.ActorType && placed.ActorId == session.Attendee!.ActorId
            orderby session.Id
            select new { RoomId = placed.ConversationId, session.SessionId, placed.ActorType, placed.ActorId }).ToListAsync(ct);
        var orders = hits.ConvertAll(hit => new Order(from, roomOf[hit.RoomId], new Actor(hit.ActorType, hit.ActorId), hit.SessionId));
        Say(orders);

        var back = (await moves.StandingAsync(parent.Id, ct)).FindAll(standing => standing.Order.To == from);
        await moves.WriteAsync(parent.Id, [.. orders, .. await IntoRoomsAsync(parent, back, roomOf, ct)], back, ct);
    }

    /// <summary>From breakout rooms back to their parent: everybody, moderators included.</summary>
    /// <param name="rooms">Of one parent; they may be about to be deleted.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>The ids of the rooms in whose call somebody is who does not moderate.</returns>
    public async Task<HashSet<long>> BackAsync(IReadOnlyList<Conversation> rooms, CancellationToken ct)
    {
        if (rooms.Count == 0) return [];

        var (to, roomOf) = (Place.ParentOf(rooms[0]), rooms.ToDictionary(room => room.Id, Place.Of));
        var ids = roomOf.Keys.ToArray();
        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.ConversationId))
            .OrderBy(session => session.Id)
            .Select(session => new { session.ConversationId, session.SessionId, session.InCall, session.Attendee!.ParticipantType, session.Attendee.ActorType, session.Attendee.ActorId })
            .ToListAsync(ct);
        var orders = sessions.ConvertAll(session => new Order(roomOf[session.ConversationId], to, new Actor(session.ActorType, session.ActorId), session.SessionId));
        Say(orders);

        var there = (await moves.StandingAsync(to.Id, ct)).FindAll(standing => roomOf.ContainsKey(standing.Order.To.Id));
        await moves.WriteAsync(to.Id, [.. orders, .. there.Select(standing => standing.Order with { To = to })], there, ct);
        return [.. sessions.Where(session => session.InCall != CallFlags.Disconnected && !session.ParticipantType.IsModerator()).Select(session => session.ConversationId)];
    }

    /// <summary>
    /// Into another breakout room: people who are moved while the rooms are started, from their old rooms and from the
    /// parent. Says it before the old rooms let them go; <see cref="ExpectAsync"/> comes after the new ones took them in.
    /// </summary>
    /// <param name="parent">Of all the rooms.</param>
    /// <param name="people">Who goes where.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <param name="fromParent">Clients that are in the parent go as well.</param>
    public async Task<SaidOrders> BetweenAsync(Conversation parent, IReadOnlyList<Move> people, CancellationToken ct, bool fromParent = true)
    {
        var moveOf = people.SelectMany(move => (fromParent ? move.From.Append(move.Person) : move.From).Select(attendee => (attendee.Id, move))).ToDictionary(pair => pair.Id, pair => pair.move);
        if (moveOf.Count == 0) return new SaidOrders([], []);

        var placeOf = people.SelectMany(move => move.From).Select(left => left.Conversation!).Append(parent).DistinctBy(place => place.Id).ToDictionary(place => place.Id, Place.Of);
        var ids = moveOf.Keys.ToArray();
        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.AttendeeId))
            .OrderBy(session => session.Id)
            .Select(session => new { session.AttendeeId, session.ConversationId, session.SessionId })
            .ToListAsync(ct);
        var orders = sessions.ConvertAll(session => new Order(placeOf[session.ConversationId], Place.Of(moveOf[session.AttendeeId].To), moveOf[session.AttendeeId].Person.Actor, session.SessionId));
        Say(orders);

        var standing = (await moves.StandingAsync(parent.Id, ct)).FindAll(one => moveOf.ContainsKey(one.AttendeeId));
        var said = orders.Select(order => order.SessionId).ToHashSet(StringComparer.Ordinal);
        var onTheWay = standing.Where(one => !said.Contains(one.Order.SessionId)).Select(one => one.Order with { To = Place.Of(moveOf[one.AttendeeId].To) });
        return new SaidOrders([.. orders, .. onTheWay], standing);
    }

    /// <summary>Back to the parent: people who lose a breakout room and stay in the parent.</summary>
    /// <param name="parentId">The parent.</param>
    /// <param name="inRooms">What they are in the rooms, still.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task HomeAsync(long parentId, IReadOnlyCollection<Attendee> inRooms, CancellationToken ct)
    {
        var ids = inRooms.Select(attendee => attendee.Id).ToArray();
        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => ids.Contains(session.AttendeeId))
            .OrderBy(session => session.Id)
            .Select(session => new { session.SessionId, session.ConversationId, session.Attendee!.ActorType, session.Attendee.ActorId, session.Attendee.Conversation!.Token, Parent = session.Attendee.Conversation.ObjectId })
            .ToListAsync(ct);
        var orders = sessions.ConvertAll(session => new Order(new Place(session.ConversationId, session.Token), new Place(parentId, session.Parent), new Actor(session.ActorType, session.ActorId), session.SessionId));
        Say(orders);
        await moves.WriteAsync(parentId, orders, [], ct);
    }

    /// <summary>People of a parent are about to be removed from it, or to moderate it: nobody waits for them any more.</summary>
    public async Task ForgetAsync(Conversation parent, IReadOnlyCollection<Attendee> attendees, CancellationToken ct)
    {
        if (!await moves.HasAnyAsync(ct)) return;

        var leaving = attendees.Select(attendee => attendee.Actor).ToHashSet();
        await moves.WriteAsync(parent.Id, [], (await moves.StandingAsync(parent.Id, ct)).FindAll(standing => leaving.Contains(standing.Order.Who)), ct);
    }

    /// <summary>From now on those who were sent to another room are waited for there.</summary>
    public Task ExpectAsync(Conversation parent, SaidOrders said, CancellationToken ct) => moves.WriteAsync(parent.Id, said.Orders, said.Superseded, ct);

    /// <summary>Those who were on their way to the parent and belong into a room again. Moderators go where they like.</summary>
    private async Task<List<Order>> IntoRoomsAsync(Conversation parent, List<StandingOrder> back, Dictionary<long, Place> roomOf, CancellationToken ct)
    {
        if (back.Count == 0) return [];

        var placed = (await db.Attendees.AsNoTracking().InRoomsOf(parent, [.. back.Select(standing => standing.Order.Who.Id)]).ToListAsync(ct))
            .Where(attendee => !attendee.IsModerator)
            .ToDictionary(attendee => attendee.Actor, attendee => roomOf[attendee.ConversationId]);
        return [.. from standing in back where placed.ContainsKey(standing.Order.Who) select standing.Order with { To = placed[standing.Order.Who] }];
    }

    /// <summary>One order for all who go from one conversation to another, in the order of both.</summary>
    private void Say(List<Order> orders)
    {
        var together = from order in orders group order.SessionId by (order.From, order.To) into same orderby same.Key.From.Id, same.Key.To.Id select same;
        foreach (var same in together) unit.Announce(new SwitchTo(same.Key.From.Id, same.Key.From.Token, same.Key.To.Token, [.. same]));
    }
}

/// <summary>Somebody goes to another breakout room.</summary>
/// <param name="Person">The attendee of the parent.</param>
/// <param name="From">What it is in breakout rooms now; empty for somebody who is in none.</param>
/// <param name="To">Where it belongs from now on.</param>
internal sealed record Move(Attendee Person, IReadOnlyList<Attendee> From, Conversation To);

/// <summary>Orders that clients have heard and nobody waits for yet.</summary>
/// <param name="Orders">What they are.</param>
/// <param name="Superseded">What was ordered before.</param>
internal sealed record SaidOrders(IReadOnlyList<Order> Orders, IReadOnlyCollection<StandingOrder> Superseded);
