using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>Breakout rooms as one of the parent's people sees them (webinars §5.2, §5.9).</summary>
internal sealed class BreakoutRoomViews(PlenumDb db, UnitOfWork unit, RoomViews views, ParticipantViews participants, TimeProvider time)
{
    private static readonly RoomViewOptions Listed = new() { LastMessage = false, ForceName = true, Preview = true };

    /// <summary>The breakout rooms that the caller is in, by id, then the parent: the answer to most operations.</summary>
    public async Task<List<RoomView>> WithParentAsync(Access access, CancellationToken ct)
    {
        if (unit.IsRunning) await unit.FlushAsync(ct);

        var own = await OwnAsync(access, ct);
        var rooms = await db.Conversations.RoomsOf(access.Conversation).ToListAsync(ct);
        return await views.OfAsync(
            access.Caller,
            [
                .. rooms.Where(room => own.ContainsKey(room.Id)).Select(room => own[room.Id] with { Conversation = room }),
                new RoomEntry(access.Conversation, access.Attendee, access.Session),
            ],
            RoomViewOptions.Default,
            ct);
    }

    /// <summary>One breakout room with what the caller is in it.</summary>
    public async Task<RoomView> OfAsync(Access access, Conversation room, CancellationToken ct)
    {
        if (unit.IsRunning) await unit.FlushAsync(ct);

        var own = await OwnAsync(access, ct);
        return await views.OfAsync(access.Caller, own[room.Id] with { Conversation = room }, ct);
    }

    /// <summary>The rooms the caller may know of, without the parent; those he is not in as a preview.</summary>
    /// <returns>401 for e-mail guests of a group; 400 <c>mode</c>, <c>status</c>.</returns>
    public async Task<Result<List<RoomView>>> ListAsync(Access access, CancellationToken ct)
    {
        var (parent, viewer) = (access.Conversation, access.Attendee);
        if ((BreakoutRules.TakePart(parent, viewer) ?? BreakoutRules.List(parent, viewer)) is { } refusal) return refusal;

        var own = await OwnAsync(access, ct);
        var rooms = await VisibleAsync(parent, viewer, ct);
        return await views.OfAsync(access.Caller, [.. rooms.Select(room => own.GetValueOrDefault(room.Id) ?? new RoomEntry(room, Attendee: null))], Listed, ct);
    }

    /// <summary>The people of the rooms the caller may know of and of the parent, one row for each place that somebody has.</summary>
    /// <returns>403 null for guests; 400 <c>mode</c>, <c>status</c>.</returns>
    public async Task<Result<List<ParticipantView>>> ParticipantsAsync(Access access, CancellationToken ct)
    {
        var (parent, viewer) = (access.Conversation, access.Attendee);
        if ((ListRules.Check(parent, viewer) ?? BreakoutRules.List(parent, viewer)) is { } refusal) return refusal;

        return await participants.OfAsync([parent, .. await VisibleAsync(parent, viewer, ct)], access.Caller, viewer, ct);
    }

    /// <summary>The rooms the caller may go to, with how many are there: a few queries, however many ask again and again.</summary>
    /// <returns>401 for e-mail guests of a group; 400 <c>mode</c>, <c>status</c>.</returns>
    public async Task<Result<List<ChoiceView>>> ChoicesAsync(Access access, CancellationToken ct)
    {
        var (parent, viewer) = (access.Conversation, access.Attendee);
        if ((BreakoutRules.TakePart(parent, viewer) ?? BreakoutRules.List(parent, viewer)) is { } refusal) return refusal;

        var rooms = await VisibleAsync(parent, viewer, ct);
        var aliveSince = time.Now() - Session.AliveFor;
        var there = await db.Sessions.AsNoTracking().InRoomsOf(parent)
            .Where(session => session.LastPing >= aliveSince)
            .Select(session => new { session.ConversationId, session.AttendeeId })
            .Distinct()
            .GroupBy(session => session.ConversationId)
            .Select(room => new { room.Key, People = room.Count() })
            .ToDictionaryAsync(room => room.Key, room => room.People, ct);
        var own = await db.Attendees.AsNoTracking().InRoomsOf(parent, viewer.Actor).Select(attendee => attendee.ConversationId).ToListAsync(ct);
        return rooms.ConvertAll(room => new ChoiceView(room.Token, room.Name, there.GetValueOrDefault(room.Id), own.Contains(room.Id)));
    }

    private async Task<List<Conversation>> VisibleAsync(Conversation parent, Attendee viewer, CancellationToken ct)
    {
        var rooms = db.Conversations.AsNoTracking().RoomsOf(parent);
        if (BreakoutRules.SeesAllRooms(parent, viewer)) return await rooms.ToListAsync(ct);

        var (type, id, attendees) = (viewer.ActorType, viewer.ActorId, db.Attendees);
        return await rooms
            .Where(room => attendees.Any(attendee => attendee.ConversationId == room.Id && attendee.ActorType == type && attendee.ActorId == id))
            .ToListAsync(ct);
    }

    /// <summary>What the caller is in each breakout room, with the session of this tab or the newest of this browser.</summary>
    private async Task<Dictionary<long, RoomEntry>> OwnAsync(Access access, CancellationToken ct)
    {
        var (parent, caller) = (access.Conversation.IsBreakoutRoom ? access.Conversation.ParentId!.Value : access.Conversation.Id, access.Caller);
        var actor = access.Attendee.Actor;
        var attendees = await db.Attendees.AsNoTracking().Include(attendee => attendee.Conversation)
            .Where(attendee => attendee.Conversation!.ParentId == parent && attendee.ActorType == actor.Type && attendee.ActorId == actor.Id)
            .ToListAsync(ct);
        var ids = attendees.ConvertAll(attendee => attendee.Id);
        var sessions = await db.Sessions.AsNoTracking().Where(session => ids.Contains(session.AttendeeId)).OrderBy(session => session.Id).ToListAsync(ct);
        return attendees.ToDictionary(
            attendee => attendee.ConversationId,
            attendee => new RoomEntry(attendee.Conversation!, attendee, OwnSession(sessions, attendee, caller)));
    }

    private static Session? OwnSession(List<Session> sessions, Attendee attendee, Caller caller) => sessions
        .Where(session => session.AttendeeId == attendee.Id && (caller.Browser is null || session.BrowserSessionId == caller.Browser.Id))
        .OrderBy(session => session.TabId == caller.TabId)
        .LastOrDefault();
}
