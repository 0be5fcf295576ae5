using Plenum.Meetings;
using Plenum.Realtime;

namespace Plenum.Notifications;

/// <summary>
/// Tells accounts of what this node has committed to chats, after the commit and never in its way: what comes while one
/// lot is written is the next lot, and after a large one it rests, so that writers of messages hardly notice. A server that dies in between loses the notifications of that lot, not the messages.
/// Owner of the lock: this class; it guards what waits.
/// </summary>
internal sealed partial class ChatNotifier(IServiceScopeFactory scopes, IBackplane backplane, ILogger<ChatNotifier> log) : IHostedService, IDisposable
{
    /// <summary>So much waits at most: more than is written in a minute is better lost than kept.</summary>
    public const int MostWaiting = 50_000;

    private const int MostAtOnce = 500;

    /// <summary>Rest for each row: several times what it takes to write it.</summary>
    private static readonly TimeSpan RestPerRow = TimeSpan.FromMicroseconds(30);

    private static readonly TimeSpan DrainsWithin = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly Queue<long> said = [];
    private readonly Dictionary<long, long> seen = [];
    private TaskCompletionSource? idle;
    private IDisposable? hears;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        hears = backplane.SubscribeToOwn(Take);
        return Task.CompletedTask;
    }

    /// <summary>What was committed is still told, as far as that goes quickly.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        hears?.Dispose();
        await Task.WhenAny(IdleAsync(), Task.Delay(DrainsWithin, cancellationToken));
    }

    public void Dispose() => hears?.Dispose();

    /// <summary>An account looks at a chat: what it was told of it until now is taken back.</summary>
    public void Seen(ChatSeen one)
    {
        lock (gate)
        {
            if (seen.Count >= MostWaiting) return;

            seen[one.AttendeeId] = Math.Max(one.UpTo, seen.GetValueOrDefault(one.AttendeeId));
            Begin();
        }
    }

    /// <summary>Completes when nothing waits and nothing is being written.</summary>
    public Task IdleAsync()
    {
        lock (gate) return idle?.Task ?? Task.CompletedTask;
    }

    private void Take(IReadOnlyList<Announcement> committed)
    {
        foreach (var news in committed)
        {
            if (news is ChatChanged { IsToBeTold: true } chat) Take(chat.MessageId);
        }
    }

    private void Take(long messageId)
    {
        lock (gate)
        {
            if (said.Count < MostWaiting)
            {
                said.Enqueue(messageId);
                Begin();
                return;
            }
        }

        Dropped(log, messageId);
    }

    /// <summary>Inside the lock. Not in the name of the request, which may be over by then.</summary>
    private void Begin()
    {
        if (idle is not null) return;

        idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static notifier => _ = notifier.WriteAllAsync(), this, preferLocal: false);
    }

    private async Task WriteAllAsync()
    {
        while (Next() is var (messages, looks))
        {
            var rows = await TryAsync(messages.Count, telling => telling.TellAsync([.. messages], CancellationToken.None))
                + await TryAsync(looks.Count, telling => telling.SeenAsync(looks, CancellationToken.None));
            await Task.Delay(rows * RestPerRow);
        }
    }

    /// <returns>Null when nothing waits any more.</returns>
    private (List<long> Said, List<ChatSeen> Seen)? Next()
    {
        lock (gate)
        {
            if (said.Count + seen.Count == 0)
            {
                idle!.SetResult();
                idle = null;
                return null;
            }

            var messages = new List<long>();
            while (messages.Count < MostAtOnce && said.TryDequeue(out var message)) messages.Add(message);
            List<ChatSeen> looks = [.. seen.Take(MostAtOnce).Select(one => new ChatSeen(one.Key, one.Value))];
            looks.ForEach(look => seen.Remove(look.AttendeeId));
            return (messages, looks);
        }
    }

    /// <returns>How many rows were written or deleted.</returns>
    private async Task<int> TryAsync(int count, Func<ChatTelling, Task<int>> write)
    {
        if (count == 0) return 0;

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await write(scope.ServiceProvider.GetRequiredService<ChatTelling>());
        }
        catch (Exception exception)
        {
            // The next lot is not concerned.
            Failed(log, exception, count);
            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Notifications of {Count} messages or readers could not be written")]
    private static partial void Failed(ILogger logger, Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Too many notifications wait to be written: nobody is told of message {MessageId}")]
    private static partial void Dropped(ILogger logger, long messageId);
}
