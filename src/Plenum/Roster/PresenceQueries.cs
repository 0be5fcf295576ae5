using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Roster;

internal static class PresenceQueries
{
    /// <summary>
    /// Attendees without any session. Those of breakout rooms are where a moderator put them, and who is in a breakout
    /// room has left the session of the parent behind, not the parent: neither counts as gone.
    /// </summary>
    public static IQueryable<Attendee> WithoutPresence(this IQueryable<Attendee> attendees, PlenumDb db)
    {
        var (sessions, everybody) = (db.Sessions, db.Attendees);
        return attendees.Where(attendee =>
            attendee.Conversation!.ParentId == null
            && !sessions.Any(session => session.AttendeeId == attendee.Id)
            && !everybody.Any(other =>
                other.ActorType == attendee.ActorType && other.ActorId == attendee.ActorId && other.Conversation!.ParentId == attendee.ConversationId));
    }
}
