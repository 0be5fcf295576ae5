using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>
/// What a change to a parent does to its breakout rooms, and the other way round (webinars §5.10). Whoever changes who
/// belongs to a conversation or what somebody is there calls it in the same unit of work:
/// <list type="bullet">
/// <item>every change of a participant type: <see cref="OnTypeChangeAsync"/>, before the attendee is changed;</item>
/// <item>every removal (by a moderator, leaving, ban, group, deleted account or guest): <see cref="OnRemovalAsync"/>, before the attendees are removed;</item>
/// <item>adding an account to a breakout room: <see cref="AddToRoomAsync"/> instead of the ordinary way;</item>
/// <item>a new value for the consent to recordings: <see cref="OnConsentAsync"/>;</item>
/// <item>deleting a conversation: <see cref="ConversationEraser"/>.</item>
/// </list>
/// All of it does nothing where there are no breakout rooms. What is refused inside breakout rooms is in <see cref="BreakoutRules"/>.
/// </summary>
internal sealed class BreakoutCascade(PlenumDb db, UnitOfWork unit, RosterBook roster, SwitchOrders orders, ChatLog log, BanList bans)
{
    /// <summary>
    /// Somebody is about to get another type in <paramref name="parent"/>. Who becomes a moderator is put into every
    /// room, or raised where already in; owner and moderator are the same in the rooms as in the parent; who is no
    /// longer a moderator leaves all rooms. Guests count in a public parent only.
    /// </summary>
    /// <param name="parent">A tracked conversation, with or without breakout rooms.</param>
    /// <param name="attendee">The attendee, still with its old type.</param>
    /// <param name="next">The new type.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task OnTypeChangeAsync(Conversation parent, Attendee attendee, ParticipantType next, Actor by, CancellationToken ct)
    {
        if (!parent.HasBreakoutRooms() || !BreakoutRules.Hosts(parent, attendee.ActorType)) return;
        if (!attendee.IsModerator && !next.IsModerator()) return;

        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);
        var present = await db.Attendees.InRoomsOf(parent, attendee.Actor).ToDictionaryAsync(row => row.ConversationId, ct);
        if (!next.IsModerator())
        {
            await orders.HomeAsync(parent.Id, [.. present.Values], ct);
            await roster.RemoveAsync(RemovalsOf(rooms, present.Values), by, ct);
            return;
        }

        // Moderators go where they like.
        await orders.ForgetAsync(parent, [attendee], ct);
        foreach (var room in rooms.Where(room => present.ContainsKey(room.Id))) Raise(room, present[room.Id], next, by);

        var absent = rooms.Where(room => !present.ContainsKey(room.Id));
        await roster.AddAsync([.. absent.Select(room => new Addition(room, [NewMembers.Of(attendee, next)]))], by, ct);
    }

    /// <summary>
    /// People are about to be removed from <paramref name="parent"/>: first they lose its breakout rooms, moderators
    /// included, and nobody waits for them any more. Whom somebody removes from a breakout room alone is sent back to its
    /// parent first.
    /// </summary>
    /// <param name="parent">A tracked conversation, with or without breakout rooms.</param>
    /// <param name="attendees">Its attendees.</param>
    /// <param name="by">Who removes them; null when they leave by themselves, one of them at a time.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task OnRemovalAsync(Conversation parent, IReadOnlyCollection<Attendee> attendees, Actor? by, CancellationToken ct)
    {
        if (attendees.Count == 0) return;
        if (parent.IsBreakoutRoom && by is not null) await orders.HomeAsync(parent.ParentId!.Value, attendees, ct);
        if (!parent.IsBreakoutRoom) await orders.ForgetAsync(parent, attendees, ct);
        if (!parent.HasBreakoutRooms()) return;

        var leaving = attendees.Select(attendee => attendee.Actor).ToHashSet();
        var ids = leaving.Select(actor => actor.Id).ToArray();
        var found = await db.Attendees.InRoomsOf(parent, ids).ToListAsync(ct);
        var placed = found.FindAll(attendee => leaving.Contains(attendee.Actor));
        if (placed.Count == 0) return;

        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);
        await roster.RemoveAsync(RemovalsOf(rooms, placed), by, ct);
    }

    /// <summary>
    /// Adds an account to a breakout room (<c>POST /room/{R}/participants</c>, source users): into the parent too when
    /// it is not there yet, and out of the other rooms.
    /// </summary>
    /// <returns>
    /// Refused before anything is changed with 404 <c>new-participant</c>, 400 <c>ban</c> (banned in the room or the
    /// parent) or 400 <c>moderator</c>. Somebody who is in the room already is a success that changes nothing.
    /// </returns>
    public async Task<Result<Nothing>> AddToRoomAsync(Conversation room, string accountId, Actor by, CancellationToken ct)
    {
        var key = Account.KeyOf(accountId);
        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Key == key, ct);
        if (account is null) return BreakoutRefusals.NewParticipant;

        var actor = Actor.User(account.Id);
        if ((await bans.BannedAmongAsync(room, [actor], ct)).Count > 0) return BreakoutRefusals.Ban;

        var parent = await db.Conversations.FirstAsync(conversation => conversation.Id == room.ParentId, ct);
        var member = await db.Attendees.AsNoTracking()
            .FirstOrDefaultAsync(attendee => attendee.ConversationId == parent.Id && attendee.ActorType == actor.Type && attendee.ActorId == actor.Id, ct);
        if (member is { IsModerator: true }) return BreakoutRefusals.Moderator;

        var placed = await db.Attendees.InRoomsOf(parent, actor).ToListAsync(ct);
        if (placed.Exists(attendee => attendee.ConversationId == room.Id)) return Result.Done;

        var person = new NewAttendee(actor, account.DisplayName);
        if (member is null) await roster.AddAsync(parent, [person], by, ct);
        if (placed.Count == 0)
        {
            await roster.AddAsync(room, [person], by, ct);
            return Result.Done;
        }

        // Nobody asked those who are in the parent to go; who loses the room he is in is told where he belongs now.
        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);
        var said = parent.BreakoutRoomStatus == BreakoutStatus.Started ? await orders.BetweenAsync(parent, [new Move(member!, placed, room)], ct, fromParent: false) : null;
        await roster.RemoveAsync(RemovalsOf(rooms, placed), by, ct);
        await roster.AddAsync(room, [person], by, ct);
        if (said is not null) await orders.ExpectAsync(parent, said, ct);
        return Result.Done;
    }

    /// <summary>The parent's consent to recordings was stored: it holds in the breakout rooms too.</summary>
    public async Task OnConsentAsync(Conversation parent, CancellationToken ct)
    {
        if (!parent.HasBreakoutRooms()) return;

        foreach (var room in await db.Conversations.RoomsOf(parent).ToListAsync(ct))
        {
            if (room.RecordingConsent == parent.RecordingConsent) continue;

            room.RecordingConsent = parent.RecordingConsent;
            unit.Announce(new RoomUpdated(room.Id, room.Token));
        }
    }

    private void Raise(Conversation room, Attendee attendee, ParticipantType next, Actor by)
    {
        var key = RoleMessages.KeyOf(attendee.ParticipantType, next);
        attendee.ParticipantType = next;
        if (next.IsAccountModerator()) attendee.Permissions = Permissions.Inherit;
        if (key is not null) log.PostSystem(room, by, key, RoleMessages.ParametersOf(attendee.Actor));
        unit.Announce(new ParticipantsChanged(room.Id, room.Token) { AttendeeIds = [attendee.Id], AreTypesChanged = true });
    }

    private static List<Removal> RemovalsOf(List<Conversation> rooms, IReadOnlyCollection<Attendee> attendees) =>
        rooms.ConvertAll(room => new Removal(room, [.. attendees.Where(attendee => attendee.ConversationId == room.Id)]));
}
