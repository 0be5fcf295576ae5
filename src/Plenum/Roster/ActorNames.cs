using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>Keeps the names of accounts and groups in step in all their conversations (conversations §6). Runs inside the caller's unit of work.</summary>
internal sealed class ActorNames(PlenumDb db, UnitOfWork unit)
{
    public async Task RenameAsync(Actor actor, string displayName, CancellationToken ct)
    {
        var (type, id) = actor;
        var rows = await db.Attendees.Include(attendee => attendee.Conversation)
            .Where(attendee => attendee.ActorType == type && attendee.ActorId == id && attendee.DisplayName != displayName)
            .ToListAsync(ct);
        foreach (var attendee in rows)
        {
            attendee.DisplayName = displayName;
            unit.Announce(new ParticipantsChanged(attendee.ConversationId, attendee.Conversation!.Token));
        }
    }
}
