using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>Keeps the names of accounts and groups in step in all their conversations (conversations §6). Runs inside the caller's unit of work.</summary>
internal sealed class ActorNames(PlenumDb db, UnitOfWork unit, MeetingLock meetings)
{
    /// <summary>Whoever is being added somewhere just now either waits and gets the new name, or is waited for and gets it here.</summary>
    public async Task RenameAsync(Actor actor, string displayName, CancellationToken ct)
    {
        var (type, id) = actor;
        var places = db.Attendees.Where(attendee => attendee.ActorType == type && attendee.ActorId == id);
        await meetings.TakeAsync(places.Select(attendee => attendee.ConversationId), () => unit.FlushAsync(ct), ct);
        var rows = await places.Include(attendee => attendee.Conversation).Where(attendee => attendee.DisplayName != displayName).ToListAsync(ct);
        foreach (var attendee in rows)
        {
            attendee.DisplayName = displayName;
            unit.Announce(new ParticipantsChanged(attendee.ConversationId, attendee.Conversation!.Token) { AttendeeIds = [attendee.Id] });
        }
    }
}
