using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Conversations;

/// <summary>The conversations of an account (conversations §2.7, §3.1): the same few queries, however many there are.</summary>
internal sealed class ConversationList(PlenumDb db, RoomViews rooms, LobbyTimer lobbyTimer, TimeProvider time)
{
    /// <returns>One entry for each conversation, by id.</returns>
    public async Task<List<RoomView>> OfAsync(Caller caller, ListRequest request, CancellationToken ct)
    {
        await OpenDueLobbiesAsync(caller.Account!.Id, ct);
        var attendees = await Modified(Own(caller.Account.Id), request)
            .Include(attendee => attendee.Conversation)
            .OrderBy(attendee => attendee.ConversationId)
            .ToListAsync(ct);
        var sessions = await SessionsAsync(caller, ct);
        var entries = attendees.ConvertAll(attendee => new RoomEntry(attendee.Conversation!, attendee, sessions.GetValueOrDefault(attendee.Id)));
        return await rooms.OfAsync(caller, entries, new RoomViewOptions { LastMessage = request.IncludeLastMessage, Statuses = request.IncludeStatus }, ct);
    }

    private IQueryable<Attendee> Own(string accountId) =>
        db.Attendees.AsNoTracking().Where(attendee => attendee.ActorType == ActorTypes.Users && attendee.ActorId == accountId);

    /// <summary>Removals are not reported; a running call and, with their status, one-to-ones always are.</summary>
    private static IQueryable<Attendee> Modified(IQueryable<Attendee> attendees, ListRequest request)
    {
        if (request.ModifiedSince == 0) return attendees;

        var since = DateTimeOffset.FromUnixTimeSeconds(request.ModifiedSince);
        var withStatus = request.IncludeStatus;
        return attendees.Where(attendee =>
            attendee.Conversation!.LastActivity >= since
            || attendee.LastAttendeeActivity >= since
            || attendee.Conversation.CallFlag != CallFlags.Disconnected
            || (withStatus && attendee.Conversation.Type == ConversationType.OneToOne));
    }

    /// <summary>Nobody sees a lobby whose time has passed, even before the due-work loop comes to it.</summary>
    private async Task OpenDueLobbiesAsync(string accountId, CancellationToken ct)
    {
        var now = time.Now();
        var due = await Own(accountId)
            .Where(attendee => attendee.Conversation!.LobbyState == LobbyState.NonModerators && attendee.Conversation.LobbyTimer < now)
            .Select(attendee => attendee.ConversationId)
            .ToListAsync(ct);
        await lobbyTimer.OpenAsync(due, ct);
    }

    /// <summary>By attendee: the session of the sending tab, else the newest of this browser.</summary>
    private async Task<Dictionary<long, Session>> SessionsAsync(Caller caller, CancellationToken ct)
    {
        var own = db.Sessions.AsNoTracking().Where(session => session.Attendee!.ActorType == ActorTypes.Users && session.Attendee.ActorId == caller.Account!.Id);
        if (caller.Browser is { } browser) own = own.Where(session => session.BrowserSessionId == browser.Id);
        var sessions = await own.OrderBy(session => session.Id).ToListAsync(ct);
        return sessions
            .OrderBy(session => session.TabId == caller.TabId)
            .GroupBy(session => session.AttendeeId)
            .ToDictionary(group => group.Key, group => group.Last());
    }
}
