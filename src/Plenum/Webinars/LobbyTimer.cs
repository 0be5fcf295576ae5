using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Webinars;

/// <summary>
/// Opens lobbies whose time has come (webinars §3.2): the due-work loop on the deadline, and whoever reads an overdue
/// conversation before that. A conditional update decides who of them all did it; only that one says so.
/// </summary>
internal sealed class LobbyTimer(PlenumDb db, UnitOfWork unit, MeetingLock meetings, ChatLog log, TimeProvider time) : IDueWork
{
    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        var earliest = await db.Conversations.AsNoTracking()
            .Where(conversation => conversation.LobbyTimer != null && conversation.LobbyState == LobbyState.NonModerators)
            .MinAsync(conversation => conversation.LobbyTimer, ct);

        // Open strictly after the deadline.
        return earliest?.AddMilliseconds(1);
    }

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.Now();
        var due = await db.Conversations.AsNoTracking()
            .Where(conversation => conversation.LobbyState == LobbyState.NonModerators && conversation.LobbyTimer < now)
            .OrderBy(conversation => conversation.LobbyTimer)
            .Select(conversation => conversation.Id)
            .ToArrayAsync(ct);
        await OpenAsync(due, ct);
    }

    public Task OpenAsync(long conversationId, CancellationToken ct) => OpenAsync([conversationId], ct);

    /// <summary>Opens those of the conversations that are still closed and due, all in one transaction.</summary>
    public async Task OpenAsync(IReadOnlyCollection<long> conversationIds, CancellationToken ct)
    {
        if (conversationIds.Count == 0) return;

        await unit.RunAsync(async () =>
        {
            await meetings.TakeAsync(conversationIds, ct);
            var now = time.Now();
            var due = await db.Conversations
                .Where(conversation => conversationIds.Contains(conversation.Id) && conversation.LobbyState == LobbyState.NonModerators && conversation.LobbyTimer < now)
                .ToListAsync(ct);
            due.ForEach(OpenIfDue);
            return Result.Done;
        }, ct);
    }

    /// <summary>Opens a tracked conversation that is overdue, inside a running unit of work.</summary>
    public void OpenIfDue(Conversation conversation)
    {
        if (!conversation.IsDue(time.Now())) return;

        (conversation.LobbyState, conversation.LobbyTimer) = (LobbyState.None, null);
        log.PostSystem(conversation, Actor.System, SystemMessageKeys.LobbyTimerReached);
        unit.Announce(new RoomUpdated(conversation.Id, conversation.Token) { IsLobbySwitched = true });
    }
}
