using Plenum.Meetings;
using Plenum.Realtime;

namespace Plenum.Chat;

/// <summary>Why a wait is over.</summary>
internal enum WaitEnd
{
    /// <summary>Something happened: a row, a lobby, somebody removed. Whoever waited looks again.</summary>
    News,

    TimedOut,

    /// <summary>The server stops.</summary>
    Stopping,
}

/// <summary>
/// Everybody on this node who waits for news of a chat. Nothing is asked again and again: announcements wake, and a
/// wait costs one small object and a timer.
/// </summary>
internal sealed class ChatWaiters : IDisposable
{
    // Owner of the lock: this class; it guards rooms and isStopping.
    private readonly Lock gate = new();
    private readonly Dictionary<long, HashSet<ChatWaiter>> rooms = [];
    private readonly TimeProvider time;
    private readonly IDisposable subscription;
    private readonly CancellationTokenRegistration stopping;
    private bool isStopping;

    public ChatWaiters(IBackplane backplane, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        this.time = time;
        subscription = backplane.Subscribe(Hear);
        stopping = lifetime.ApplicationStopping.Register(ReleaseAll);
    }

    /// <summary>How many wait for news of a conversation.</summary>
    public int CountIn(long conversationId)
    {
        lock (gate) return rooms.TryGetValue(conversationId, out var waiters) ? waiters.Count : 0;
    }

    /// <summary>From now on news of the conversation are noted, until the returned object is disposed: enter first, then read.</summary>
    public ChatWaiter Enter(long conversationId)
    {
        var waiter = new ChatWaiter(this, conversationId, time);
        lock (gate)
        {
            if (!rooms.TryGetValue(conversationId, out var waiters)) rooms[conversationId] = waiters = [];
            waiters.Add(waiter);
            if (isStopping) waiter.End(WaitEnd.Stopping);
        }

        return waiter;
    }

    public void Dispose()
    {
        subscription.Dispose();
        stopping.Dispose();
    }

    internal void Leave(ChatWaiter waiter)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(waiter.ConversationId, out var waiters)) return;

            waiters.Remove(waiter);
            if (waiters.Count == 0) rooms.Remove(waiter.ConversationId);
        }
    }

    /// <summary>New rows, and whatever may close the chat to somebody.</summary>
    private void Hear(Announcement announcement)
    {
        if (announcement is MayHaveMissed)
        {
            foreach (var waiter in Everybody()) waiter.End(WaitEnd.News);
            return;
        }

        if (announcement is not (ChatChanged or RoomUpdated or ParticipantsChanged or Disinvited or RoomDeleted)) return;

        ChatWaiter[] waiting;
        lock (gate)
        {
            if (!rooms.TryGetValue(announcement.ConversationId, out var waiters)) return;

            waiting = [.. waiters];
        }

        foreach (var waiter in waiting) waiter.End(WaitEnd.News);
    }

    private void ReleaseAll()
    {
        lock (gate) isStopping = true;
        foreach (var waiter in Everybody()) waiter.End(WaitEnd.Stopping);
    }

    private ChatWaiter[] Everybody()
    {
        lock (gate) return [.. rooms.Values.SelectMany(waiters => waiters)];
    }
}

/// <summary>One who waits for news of one chat.</summary>
internal sealed class ChatWaiter(ChatWaiters waiters, long conversationId, TimeProvider time) : IDisposable
{
    private TaskCompletionSource<WaitEnd> end = Fresh();

    public long ConversationId => conversationId;

    /// <summary>Returns at once when something has happened since <see cref="ChatWaiters.Enter"/> or the last <see cref="LookAgain"/>.</summary>
    public async Task<WaitEnd> WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        var current = Volatile.Read(ref end);
        if (current.Task.IsCompleted || atMost <= TimeSpan.Zero) return current.Task.IsCompleted ? await current.Task : WaitEnd.TimedOut;

        await using var timer = time.CreateTimer(
            static state => ((TaskCompletionSource<WaitEnd>)state!).TrySetResult(WaitEnd.TimedOut), current, atMost, Timeout.InfiniteTimeSpan);
        await using var cancellation = ct.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<WaitEnd>)state!).TrySetCanceled(token), current);
        return await current.Task;
    }

    /// <summary>What happens from here on is news; to be called before looking.</summary>
    public void LookAgain() => Volatile.Write(ref end, Fresh());

    public void Dispose() => waiters.Leave(this);

    internal void End(WaitEnd why) => Volatile.Read(ref end).TrySetResult(why);

    private static TaskCompletionSource<WaitEnd> Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
