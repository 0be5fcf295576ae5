using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Storage;
using Plenum.UserStatuses;

namespace Plenum.Calls;

/// <summary>
/// Calls people to a call: everybody when it begins, one of them when somebody in it rings (calls §A.2, §A.4). Who is
/// called is written into the list of notifications and announced; how they hear of it is up to those who listen.
/// </summary>
internal sealed class CallBell(PlenumDb db, UnitOfWork unit, NotificationBook notifications, StatusReader statuses, TimeProvider time)
{
    /// <summary>
    /// So long after a call began nobody who has left it is called: it may have been his own device. Later somebody may
    /// have rung again.
    /// </summary>
    private static readonly TimeSpan QuietAfterLeaving = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A call began: accounts that want to hear of calls, are not in it and not held back by the lobby. Nobody is called
    /// to the call of a shared file.
    /// </summary>
    /// <param name="access">Who began it, and where. Runs inside the unit of work of the request.</param>
    /// <param name="silentFor">User ids that are left in peace.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task CallAsync(Meetings.Access access, IReadOnlyList<string> silentFor, CancellationToken ct)
    {
        var conversation = access.Conversation;
        if (conversation.ObjectType == ObjectTypes.File) return;

        var sessions = db.Sessions;
        var people = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversation.Id
                && attendee.ActorType == ActorTypes.Users
                && attendee.Id != access.Attendee.Id
                && attendee.NotificationCalls
                && !sessions.Any(session => session.AttendeeId == attendee.Id && session.InCall != CallFlags.Disconnected))
            .OrderBy(attendee => attendee.Id)
            .ToListAsync(ct);
        var called = people.FindAll(person => !silentFor.Contains(person.ActorId, StringComparer.Ordinal) && !conversation.LobbyBlocks(person, access.Config.DefaultPermissions));
        await notifications.CallAsync(conversation.Id, called.ConvertAll(person => person.Id), access.Attendee.Actor, ct);
        if (called.Count > 0) unit.Announce(new Called(conversation.Id, conversation.Token, access.Attendee.Actor, [.. called.Select(person => person.ActorId)]));
    }

    /// <summary>Somebody in the call rings an attendee. Who is in the call already, or waits in the lobby, is not disturbed.</summary>
    /// <returns>400 <c>in-call</c> unless the caller is in a running call; 404 null for an unknown attendee; 400 <c>actor-type</c> for anything but an account, <c>status</c> for somebody who does not want to be disturbed.</returns>
    public async Task<Result<Nothing>> RingAsync(Meetings.Access access, long attendeeId, CancellationToken ct)
    {
        var conversation = access.Conversation;
        if (conversation.ActiveSince is null || access.Session is not { InCall: not CallFlags.Disconnected }) return CallRefusals.InCall;

        var attendee = await db.Attendees.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == attendeeId && candidate.ConversationId == conversation.Id, ct);
        if (attendee is null) return CallRefusals.NotRinging;
        if (attendee.ActorType != ActorTypes.Users) return CallRefusals.ActorType;

        var isInCall = await db.Sessions.AnyAsync(session => session.AttendeeId == attendeeId && session.InCall != CallFlags.Disconnected, ct);
        if (isInCall) return Result.Done;
        if ((await statuses.OfAsync(attendee.ActorId, ct))?.Status == StatusType.DoNotDisturb) return CallRefusals.DoNotDisturb;
        if (conversation.LobbyBlocks(attendee, access.Config.DefaultPermissions)) return Result.Done;

        await notifications.RingAsync(attendeeId, access.Attendee.Actor, ct);
        unit.Announce(new Called(conversation.Id, conversation.Token, access.Attendee.Actor, [attendee.ActorId]));
        return Result.Done;
    }

    /// <summary>Whether a device of an account is to go on ringing. One query: devices ask every few seconds.</summary>
    /// <returns>True for ringing, false when the call is over; 404 null when it has been answered, or there is no such conversation for this account.</returns>
    public async Task<Result<bool>> IsRingingAsync(string token, string accountId, int defaultPermissions, CancellationToken ct)
    {
        var sessions = db.Sessions;
        var row = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.Conversation!.Token == token && attendee.ActorType == ActorTypes.Users && attendee.ActorId == accountId)
            .Select(attendee => new
            {
                Attendee = attendee,
                Conversation = attendee.Conversation!,
                IsInCall = sessions.Any(session => session.AttendeeId == attendee.Id && session.InCall != CallFlags.Disconnected),
            })
            .FirstOrDefaultAsync(ct);
        if (row is null) return CallRefusals.NotRinging;

        // Whoever waits in the lobby learns of no call.
        var isBlocked = row.Conversation.LobbyBlocks(row.Attendee, defaultPermissions) && !row.Conversation.IsDue(time.Now());
        if (row.Conversation.ActiveSince is not { } since || isBlocked) return false;
        if (row.IsInCall) return CallRefusals.NotRinging;
        if (row.Attendee.LastJoinedCall >= since && time.Now() < since + QuietAfterLeaving) return CallRefusals.NotRinging;
        return true;
    }
}
