using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>Who waits in the lobby of a conversation, and letting them in while it stays closed (permission 8).</summary>
internal sealed class Waiting(PlenumDb db, UnitOfWork unit, SessionPings pings, TimeProvider time)
{
    /// <returns>Those who are there and held back, in the order in which they came.</returns>
    public async Task<List<WaitingView>> ListAsync(Access access, CancellationToken ct) =>
    [
        .. from session in await SessionsAsync(access, db.Sessions.AsNoTracking(), ct)
           let person = session.Attendee!
           select new WaitingView(person.Id, person.ActorType, person.ActorId, person.ShownName, session.JoinedAt.ToUnixTimeSeconds()),
    ];

    /// <summary>Lets one in. Whoever is let in already, or not held back any more, stays as he is; whoever has just gone comes in when he is back.</summary>
    /// <returns>400 <c>breakout-room</c>, <c>forced</c>; 404 <c>participant</c>.</returns>
    public async Task<Result<Nothing>> AdmitAsync(Access access, long attendeeId, CancellationToken ct)
    {
        var conversation = access.Conversation;
        if (AdmissionRules.Check(conversation, access.Config) is { } refusal) return refusal;

        var person = await db.Attendees.FirstOrDefaultAsync(attendee => attendee.ConversationId == conversation.Id && attendee.Id == attendeeId, ct);
        if (person is null or { ActorType: ActorTypes.Groups }) return PermissionGrantRules.Unknown;

        if (AdmissionRules.Waits(conversation, person, access.Config.DefaultPermissions, time.Now())) Admit(access, [person]);
        return Result.Done;
    }

    /// <summary>Lets everybody in who is there.</summary>
    /// <returns>How many they were; 400 <c>breakout-room</c>, <c>forced</c>.</returns>
    public async Task<Result<int>> AdmitAllAsync(Access access, CancellationToken ct)
    {
        if (AdmissionRules.Check(access.Conversation, access.Config) is { } refusal) return refusal;

        var people = (await SessionsAsync(access, db.Sessions, ct)).ConvertAll(session => session.Attendee!);
        Admit(access, people);
        return people.Count;
    }

    private void Admit(Access access, List<Attendee> people)
    {
        if (people.Count == 0) return;

        var (conversation, now) = (access.Conversation, time.Now());
        foreach (var person in people)
        {
            person.Permissions = AdmissionRules.Admitted(conversation, person, access.Config.DefaultPermissions);
            person.LastAttendeeActivity = now;
        }

        unit.Announce(new ParticipantsChanged(conversation.Id, conversation.Token) { AttendeeIds = [.. people.Select(person => person.Id)] });
    }

    /// <summary>Of each who waits the session that came first.</summary>
    private async Task<List<Session>> SessionsAsync(Access access, IQueryable<Session> sessions, CancellationToken ct)
    {
        var (conversation, now) = (access.Conversation, time.Now());
        if (conversation.LobbyState == LobbyState.None) return [];

        var all = await sessions.Include(session => session.Attendee).Where(session => session.ConversationId == conversation.Id).ToListAsync(ct);
        return
        [
            .. all.Where(session => pings.LastPing(session.Id, session.LastPing) >= now - Session.AliveFor
                    && AdmissionRules.Waits(conversation, session.Attendee!, access.Config.DefaultPermissions, now))
                .OrderBy(session => session.JoinedAt)
                .ThenBy(session => session.Id)
                .DistinctBy(session => session.AttendeeId),
        ];
    }
}
