using Microsoft.EntityFrameworkCore;
using Plenum.AccessLadder;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>Ends the session of a browser tab (conversations §5.10). People stay attendees; who came by the public link goes with the last session.</summary>
internal sealed class Leaving(PlenumDb db, UnitOfWork unit, MeetingLock meetings, AccessReader reader, RosterBook roster, SessionBook sessions)
{
    /// <summary>Nobody is ever refused: whoever is not in has nothing to leave.</summary>
    public async Task LeaveAsync(Caller caller, string token, CancellationToken ct) =>
        await unit.RunAsync(async () =>
        {
            var (facts, session) = await reader.ReadAsync(caller, Guard.Visible, isTalk: true, token, tracked: true, ct);
            if (facts is { Conversation: { } conversation, Attendee: { } attendee } && session is not null)
            {
                await EndAsync(conversation, attendee, session, ct);
            }

            return Result.Done;
        }, ct);

    /// <summary>The same for a session whose client has gone without a word. One that has ended already is left alone.</summary>
    public async Task LeaveAsync(string sessionId, CancellationToken ct) =>
        await unit.RunAsync(async () =>
        {
            var conversations = await db.Sessions.Where(session => session.SessionId == sessionId).Select(session => session.ConversationId).ToListAsync(ct);
            await meetings.TakeAsync(conversations, ct);
            var session = await db.Sessions.Include(session => session.Attendee).ThenInclude(attendee => attendee!.Conversation).FirstOrDefaultAsync(session => session.SessionId == sessionId, ct);
            if (session is { Attendee: { Conversation: { } conversation } attendee }) await EndAsync(conversation, attendee, session, ct);
            return Result.Done;
        }, ct);

    private async Task EndAsync(Conversation conversation, Attendee attendee, Session session, CancellationToken ct)
    {
        await sessions.EndAsync(conversation, [.. (await sessions.OfAsync(attendee, ct)).Where(one => one.Id == session.Id)], ct);
        if (attendee.ParticipantType != ParticipantType.SelfJoinedUser) return;

        // Who is sent into a breakout room leaves the session of the parent behind, not the parent.
        await unit.FlushAsync(ct);
        var gone = await db.Attendees.Where(candidate => candidate.Id == attendee.Id).WithoutPresence(db).ToListAsync(ct);
        await roster.RemoveAsync(conversation, gone, by: null, ct);
    }
}
