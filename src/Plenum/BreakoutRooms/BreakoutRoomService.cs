using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>Splits a conversation into breakout rooms and puts it together again (webinars §5.3, §5.10). Runs inside the caller's unit of work.</summary>
internal sealed class BreakoutRoomService(
    PlenumDb db,
    UnitOfWork unit,
    ConversationFactory factory,
    RosterBook roster,
    ConversationEraser eraser,
    SwitchOrders orders,
    TimerBook timers,
    TalkConfigStore configs,
    Dice dice,
    TimeProvider time)
{
    /// <summary>Creates the rooms, puts the moderators into each and distributes the others as the mode says.</summary>
    /// <param name="parent">The tracked conversation to split.</param>
    /// <param name="by">The acting moderator.</param>
    /// <param name="mode">1 automatic, 2 manual, 3 free.</param>
    /// <param name="amount">1 to 20.</param>
    /// <param name="attendeeMap">See <see cref="AttendeeMap"/>; only looked at in manual mode.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>400 <c>classified</c>, <c>config</c>, <c>mode</c>, <c>room</c>, <c>mode</c>, <c>amount</c>, <c>attendeeMap</c>, in this order.</returns>
    public async Task<Result<Nothing>> ConfigureAsync(Conversation parent, Actor by, int mode, int amount, string attendeeMap, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        if (BreakoutRules.Configure(parent, config.BreakoutRoomsEnabled, mode, amount) is { } refusal) return refusal;

        var map = AttendeeMap.Empty;
        if ((BreakoutMode)mode == BreakoutMode.Manual && !AttendeeMap.Parse(attendeeMap, amount).TryGet(out map, out refusal)) return refusal;

        var people = await db.Attendees.AsNoTracking().Where(attendee => attendee.ConversationId == parent.Id).OrderBy(attendee => attendee.Id).ToListAsync(ct);
        if (map.NamesModerator(people)) return BreakoutRefusals.AttendeeMap;

        (parent.BreakoutRoomMode, parent.BreakoutRoomStatus) = ((BreakoutMode)mode, BreakoutStatus.Stopped);
        unit.Announce(new RoomUpdated(parent.Id, parent.Token));
        var hosted = people.FindAll(person => BreakoutRules.Hosts(parent, person.ActorType));
        var others = hosted.FindAll(person => !person.IsModerator);
        var assigned = (BreakoutMode)mode switch
        {
            BreakoutMode.Automatic => Distribution.Of(await PresentAsync(parent, others, ct), amount, dice),
            BreakoutMode.Manual => [.. Enumerable.Range(0, amount).Select(room => others.FindAll(person => map.RoomOf(person.Id) == room))],
            _ => [],
        };

        var rooms = await factory.CreateAsync(amount, (token, index) => BreakoutRoomDraft.Of(parent, token, BreakoutRoomDraft.NameOf(index), factory.Now), by, ct);
        var moderators = ModeratorsAmong(hosted, by);
        await roster.AddAsync(
            [
                .. rooms.Select(room => new Addition(room, moderators)),
                .. rooms.Zip(assigned, (room, members) => new Addition(room, [.. members.Select(NewMembers.Of)])),
            ],
            by,
            ct);
        return Result.Done;
    }

    /// <summary>Deletes all breakout rooms; whoever is inside is sent back first, started or not. Without any it changes nothing.</summary>
    public async Task RemoveAsync(Conversation parent, CancellationToken ct)
    {
        if (!parent.HasBreakoutRooms()) return;

        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);
        await orders.BackAsync(rooms, ct);
        if (parent.BreakoutRoomStatus == BreakoutStatus.Started)
        {
            parent.BreakoutRoomStatus = BreakoutStatus.Stopped;
            unit.Announce(new RoomUpdated(parent.Id, parent.Token));
        }

        await timers.ClearAsync(parent, ct);
        await eraser.EraseAsync(rooms, ct);
        parent.BreakoutRoomMode = BreakoutMode.NotConfigured;
        unit.Announce(new RoomUpdated(parent.Id, parent.Token));
    }

    /// <summary>
    /// One more room beside the others (<c>POST /room</c> with object type <c>room</c>), open if they are. The caller
    /// has taken the parent's meeting.
    /// </summary>
    /// <param name="parentToken">The object id.</param>
    /// <param name="name">Checked already.</param>
    /// <param name="creator">Who asks.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>The room and what its creator is in it; 400 <c>object</c> or 403 <c>permissions</c>.</returns>
    public async Task<Result<(Conversation Room, Attendee Creator)>> CreateAdditionalAsync(string parentToken, string name, Actor creator, CancellationToken ct)
    {
        var parent = await db.Conversations.FirstOrDefaultAsync(conversation => conversation.Token == parentToken, ct);
        var people = parent is null ? [] : await db.Attendees.AsNoTracking().Where(attendee => attendee.ConversationId == parent.Id).OrderBy(attendee => attendee.Id).ToListAsync(ct);
        var count = parent is null ? 0 : await db.Conversations.RoomsOf(parent).CountAsync(ct);
        if (BreakoutRules.Additional(parent, people.Find(person => person.Actor == creator), count) is { } refusal) return refusal;

        var room = await factory.CreateAsync(token => BreakoutRoomDraft.Of(parent!, token, name, factory.Now), creator, ct);
        var hosted = people.FindAll(person => BreakoutRules.Hosts(parent!, person.ActorType));
        var added = await roster.AddAsync(room, ModeratorsAmong(hosted, creator), creator, ct);
        unit.Announce(new RoomUpdated(parent!.Id, parent.Token));
        return (room, added.Find(attendee => attendee.Actor == creator)!);
    }

    /// <summary>Moderators of the parent, as what they are there. Who acts is not told of having been added.</summary>
    private static List<NewAttendee> ModeratorsAmong(List<Attendee> hosted, Actor by) =>
    [
        .. hosted.Where(person => person.IsModerator).Select(person => NewMembers.Of(person) with { Announced = person.Actor != by }),
    ];

    /// <summary>Without the guests who have gone and whom no list shows any more: they would take the places of those who are there.</summary>
    private async Task<List<Attendee>> PresentAsync(Conversation parent, List<Attendee> others, CancellationToken ct)
    {
        if (!others.Exists(person => ListRules.Hides(person, isPresent: false))) return others;

        var aliveSince = time.Now() - Session.AliveFor;
        var present = await db.Sessions.AsNoTracking()
            .Where(session => session.ConversationId == parent.Id && session.LastPing >= aliveSince)
            .Select(session => session.AttendeeId)
            .ToHashSetAsync(ct);
        return others.FindAll(person => !ListRules.Hides(person, present.Contains(person.Id)));
    }
}
