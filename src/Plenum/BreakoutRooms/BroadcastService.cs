using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>Says the same in all breakout rooms (webinars §5.6). Runs inside the caller's unit of work.</summary>
internal sealed class BroadcastService(PlenumDb db, UnitOfWork unit, ChatService chat, RosterBook roster)
{
    /// <summary>Posts in every room, in their order and at the same second, as the moderator; nothing in the parent.</summary>
    /// <returns>400 <c>mode</c>, 400 <c>message</c> for blank text, 413 <c>message</c> for more than 32000 characters.</returns>
    public async Task<Result<Nothing>> SayAsync(Conversation parent, Attendee moderator, string message, CancellationToken ct)
    {
        if (BreakoutRules.NeedsRooms(parent) is { } refusal) return refusal;

        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);

        // Moderators are in every room; should one be missing, a message that stops midway would be worse.
        await roster.AddAsync([.. rooms.Select(room => new Addition(room, [NewMembers.Of(moderator) with { Announced = false }]))], moderator.Actor, ct);
        await unit.FlushAsync(ct);
        var posted = await chat.PostCommentsAsync(rooms, moderator.Actor, message, ct);
        return posted.Then(_ => default(Nothing));
    }
}
