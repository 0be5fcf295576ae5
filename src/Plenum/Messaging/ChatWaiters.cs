using Plenum.AccessLadder;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Telemetry;

namespace Plenum.Messaging;

/// <summary>
/// Everybody on this node who waits for news of a chat. Nothing is asked again and again: an announcement makes one
/// <see cref="ChatRound"/> look on behalf of all who wait for that conversation. Announcements that come while it looks
/// make it look once more; however many come, a conversation has one round running and at most one to follow.
/// </summary>
internal sealed partial class ChatWaiters : IDisposable
{
    /// <summary>Rounds of different conversations that look at the same time; each takes one connection to the database.</summary>
    private const int RoundsAtOnce = 4;

    // Owner of the lock: this class; it guards rooms, what is in them, and isStopping.
    private readonly Lock gate = new();
    private readonly Dictionary<long, WaitingRoom> rooms = [];
    private readonly SemaphoreSlim turns = new(RoundsAtOnce);
    private readonly IServiceScopeFactory scopes;
    private readonly ILogger<ChatWaiters> log;
    private readonly IDisposable subscription;
    private readonly CancellationTokenRegistration stopping;
    private bool isStopping;

    public ChatWaiters(IBackplane backplane, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<ChatWaiters> log)
    {
        (this.scopes, this.log) = (scopes, log);
        subscription = backplane.Subscribe(Hear);
        stopping = lifetime.ApplicationStopping.Register(ReleaseAll);
    }

    /// <summary>How many wait for news of a conversation.</summary>
    public int CountIn(long conversationId)
    {
        lock (gate) return rooms.TryGetValue(conversationId, out var room) ? room.Waiters.Count : 0;
    }

    /// <summary>From now on news of the conversation are noted, until the returned object is disposed: enter first, then read.</summary>
    public ChatWaiter Enter(long conversationId, Entrant who, Reading reading, string baseUrl)
    {
        var waiter = new ChatWaiter(this, conversationId, who, reading, baseUrl);
        lock (gate)
        {
            if (!rooms.TryGetValue(conversationId, out var room)) rooms[conversationId] = room = new WaitingRoom(conversationId);
            room.Waiters.Add(waiter);
            if (isStopping) waiter.End(new WaitEnd(WaitOutcome.Stopping));
        }

        PlenumMetrics.LongPolls.Add(1);
        return waiter;
    }

    public void Dispose()
    {
        subscription.Dispose();
        stopping.Dispose();
        turns.Dispose();
    }

    internal void Leave(ChatWaiter waiter)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(waiter.ConversationId, out var room) || !room.Waiters.Remove(waiter)) return;

            if (room.Waiters.Count == 0) rooms.Remove(waiter.ConversationId);
        }

        PlenumMetrics.LongPolls.Add(-1);
    }

    /// <summary>New rows, and whatever may close the chat to somebody; everywhere, after a time in which nobody listened.</summary>
    private void Hear(Announcement announcement)
    {
        if (announcement is MayHaveMissed) Array.ForEach(Everywhere(), Look);
        else if (announcement is ChatChanged or RoomUpdated or ParticipantsChanged or Disinvited or RoomDeleted) Look(announcement.ConversationId);
    }

    private long[] Everywhere()
    {
        lock (gate) return [.. rooms.Keys];
    }

    private void Look(long conversationId)
    {
        WaitingRoom? room;
        lock (gate)
        {
            if (isStopping || !rooms.TryGetValue(conversationId, out room)) return;

            room.HasNews = true;
            if (room.IsLooking) return;

            room.IsLooking = true;
        }

        // The round belongs to nobody's request: the context of the one that happens to announce stays behind.
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Waiters.LookAsync(work.Room), (Waiters: this, Room: room), preferLocal: false);
    }

    private async Task LookAsync(WaitingRoom room)
    {
        while (Take(room) is { } waiting)
        {
            try
            {
                await LookAsync(room.ConversationId, waiting);
            }
            catch (Exception exception)
            {
                Failed(log, exception, room.ConversationId);
                Array.ForEach(waiting, waiter => waiter.Fail(exception));
            }
        }
    }

    private async Task LookAsync(long conversationId, ChatWaiter[] waiting)
    {
        await turns.WaitAsync();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ChatRound>().LookAsync(conversationId, waiting, CancellationToken.None);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Those who wait, if there is news they have not been looked at for; otherwise the round is over.</summary>
    private ChatWaiter[]? Take(WaitingRoom room)
    {
        lock (gate)
        {
            room.IsLooking = room.HasNews && room.Waiters.Count > 0 && !isStopping;
            room.HasNews = false;
            return room.IsLooking ? [.. room.Waiters] : null;
        }
    }

    private void ReleaseAll()
    {
        ChatWaiter[] waiting;
        lock (gate)
        {
            isStopping = true;
            waiting = [.. rooms.Values.SelectMany(room => room.Waiters)];
        }

        foreach (var waiter in waiting) waiter.End(new WaitEnd(WaitOutcome.Stopping));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nobody could look for news of conversation {ConversationId}")]
    private static partial void Failed(ILogger logger, Exception exception, long conversationId);

    /// <summary>Those who wait for one conversation; guarded by the lock of their owner.</summary>
    private sealed class WaitingRoom(long conversationId)
    {
        public long ConversationId => conversationId;

        public HashSet<ChatWaiter> Waiters { get; } = [];

        /// <summary>Something was announced that no round has looked at yet.</summary>
        public bool HasNews { get; set; }

        /// <summary>A round is running or about to.</summary>
        public bool IsLooking { get; set; }
    }
}
