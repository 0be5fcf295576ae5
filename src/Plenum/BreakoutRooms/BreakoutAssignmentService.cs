using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>Who is in which breakout room: moderators move people, and in free mode people move themselves (webinars §5.5, §5.7). Runs inside the caller's unit of work.</summary>
internal sealed class BreakoutAssignmentService(PlenumDb db, RosterBook roster, SwitchOrders orders, TalkConfigStore configs)
{
    /// <summary>
    /// Moves those whom the map names, and only those who are not where they belong yet. People who are banned in the
    /// room they should go to stay where they are.
    /// </summary>
    /// <param name="parent">The tracked parent.</param>
    /// <param name="by">The acting moderator.</param>
    /// <param name="attendeeMap">See <see cref="AttendeeMap"/>.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>400 <c>config</c>, <c>mode</c>, <c>attendeeMap</c>, in this order.</returns>
    public async Task<Result<Nothing>> ReorganizeAsync(Conversation parent, Actor by, string attendeeMap, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        if (BreakoutRules.Reorganize(parent, config.BreakoutRoomsEnabled) is { } refusal) return refusal;

        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);
        if (!AttendeeMap.Parse(attendeeMap, rooms.Count).TryGet(out var map, out refusal)) return refusal;

        var named = map.AttendeeIds;
        var people = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == parent.Id && named.Contains(attendee.Id))
            .OrderBy(attendee => attendee.Id)
            .ToListAsync(ct);
        if (map.NamesModerator(people)) return BreakoutRefusals.AttendeeMap;

        var moves = await MovesAsync(parent, rooms, people, map, ct);
        if (moves.Count == 0) return Result.Done;

        var said = parent.BreakoutRoomStatus == BreakoutStatus.Started ? await orders.BetweenAsync(parent, moves, ct) : null;
        await roster.RemoveAsync([.. rooms.Select(room => new Removal(room, [.. moves.SelectMany(move => move.From).Where(left => left.ConversationId == room.Id)]))], by, ct);
        await roster.AddAsync([.. rooms.Select(room => new Addition(room, [.. moves.Where(move => move.To == room).Select(move => NewMembers.Of(move.Person))]))], by, ct);
        if (said is not null) await orders.ExpectAsync(parent, said, ct);
        return Result.Done;
    }

    /// <summary>
    /// In free mode: goes into a room and out of the one before. Where the caller is already, nothing changes. All
    /// clients of the caller are sent along: the others would be left in a room that has let them go.
    /// </summary>
    /// <param name="parent">The tracked parent.</param>
    /// <param name="attendee">The caller there.</param>
    /// <param name="target">Token of the room to go to.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>The target; 400 <c>mode</c>, <c>status</c>, <c>moderator</c>, <c>target</c>, in this order; 403 <c>ban</c>.</returns>
    public async Task<Result<Conversation>> SwitchAsync(Conversation parent, Attendee attendee, string target, CancellationToken ct)
    {
        if ((BreakoutRules.TakePart(parent, attendee) ?? BreakoutRules.Switch(parent, attendee)) is { } refusal) return refusal;

        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);
        if (rooms.Find(candidate => candidate.Token == target) is not { } room) return BreakoutRefusals.Target;

        var placed = await db.Attendees.InRoomsOf(parent, attendee.Actor).ToListAsync(ct);
        var left = placed.FindAll(row => row.ConversationId != room.Id);
        if (placed.Count > left.Count && left.Count == 0) return room;
        if ((await BannedAsync([room], [attendee], ct)).Count > 0) return BreakoutRefusals.Banned;

        var said = await orders.BetweenAsync(parent, [new Move(attendee, left, room)], ct);
        await roster.RemoveAsync([.. rooms.Select(one => new Removal(one, left.FindAll(row => row.ConversationId == one.Id)))], attendee.Actor, ct);
        await roster.AddAsync(room, [NewMembers.Of(attendee)], attendee.Actor, ct);
        await orders.ExpectAsync(parent, said, ct);
        return room;
    }

    private async Task<List<Move>> MovesAsync(Conversation parent, List<Conversation> rooms, List<Attendee> people, AttendeeMap map, CancellationToken ct)
    {
        var movable = people.FindAll(person => BreakoutRules.Hosts(parent, person.ActorType));
        if (movable.Count == 0) return [];

        var ids = movable.Select(person => person.ActorId).ToArray();
        var placed = (await db.Attendees.InRoomsOf(parent, ids).OrderBy(attendee => attendee.Id).ToListAsync(ct)).ToLookup(attendee => attendee.Actor);
        var banned = await BannedAsync(rooms, movable, ct);
        return
        [
            .. from person in movable
               let room = rooms[map.RoomOf(person.Id)!.Value]
               let now = placed[person.Actor].ToList()
               where !(now.Count == 1 && now[0].ConversationId == room.Id) && !banned.Contains((room.Id, person.Actor))
               select new Move(person, now, room),
        ];
    }

    /// <summary>Who is banned in which of the rooms. Nobody who is banned in the parent is in it.</summary>
    private async Task<HashSet<(long RoomId, Actor Actor)>> BannedAsync(List<Conversation> rooms, List<Attendee> people, CancellationToken ct)
    {
        var roomIds = rooms.ConvertAll(room => room.Id);
        var ids = people.ConvertAll(person => person.ActorId);
        var bans = await db.Bans.AsNoTracking()
            .Where(ban => roomIds.Contains(ban.ConversationId) && ids.Contains(ban.BannedActorId))
            .Select(ban => new { ban.ConversationId, ban.BannedActorType, ban.BannedActorId })
            .ToListAsync(ct);
        return [.. bans.Select(ban => (ban.ConversationId, new Actor(ban.BannedActorType, ban.BannedActorId)))];
    }
}
