using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>
/// Locks conversations in which nothing has happened for as many days as the administrator says, and closes the lobby
/// of those that can have one, without a timer (conversations §6, webinars §3.4).
/// </summary>
internal sealed class InactivityLock(PlenumDb db, UnitOfWork unit, Upkeep upkeep, UpkeepTimes times, ChatLog log, TalkConfigStore configs, TimeProvider time) : IDueWork
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult<DateTimeOffset?>(times.NextOf(nameof(InactivityLock)));

    public async Task RunAsync(CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        if (config.Integer("inactivity_lock_after_days") is > 0 and var days)
        {
            var since = time.Now().AddDays(-days);
            var idle = await db.Conversations.AsNoTracking()
                .Where(conversation => (conversation.Type == ConversationType.Group || conversation.Type == ConversationType.Public)
                    && !conversation.ReadOnly && conversation.LastActivity < since)
                .Select(conversation => conversation.Id)
                .ToListAsync(ct);
            await upkeep.EachAsync(idle, conversation =>
            {
                if (InactivityRules.IsIdle(conversation, since)) Lock(conversation, config.Flag("inactivity_enable_lobby", fallback: false));
                return Task.CompletedTask;
            }, ct);
        }

        times.Done(nameof(InactivityLock), Every);
    }

    private void Lock(Conversation conversation, bool withLobby)
    {
        conversation.ReadOnly = true;
        log.PostSystem(conversation, Actor.System, SystemMessageKeys.ReadOnly);
        var closes = withLobby && InactivityRules.GetsLobby(conversation);
        if (closes)
        {
            conversation.LobbyState = LobbyState.NonModerators;
            log.PostSystem(conversation, Actor.System, SystemMessageKeys.LobbyNonModerators);
        }

        unit.Announce(new RoomUpdated(conversation.Id, conversation.Token) { IsLobbySwitched = closes });
    }
}
