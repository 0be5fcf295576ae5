using Plenum.AccessLadder;
using Plenum.Common;

namespace Plenum.Messaging;

/// <summary>Why a wait is over.</summary>
internal enum WaitOutcome
{
    /// <summary>There is an answer.</summary>
    Answered,

    /// <summary>Something happened that concerns only this one: the ladder has to be climbed and the chat read anew.</summary>
    LookAgain,

    TimedOut,

    /// <summary>The server stops.</summary>
    Stopping,
}

/// <param name="Outcome">Why the wait is over.</param>
/// <param name="Answer">What there is to read, or the rung that no longer holds, when there is an answer.</param>
internal readonly record struct WaitEnd(WaitOutcome Outcome, Result<Received?> Answer = default);

/// <summary>One who waits for news of one chat: what has to be known about a reader while nothing else of the request is kept.</summary>
internal sealed class ChatWaiter(ChatWaiters waiters, long conversationId, Entrant who, Reading reading, string baseUrl) : IDisposable
{
    private readonly TaskCompletionSource<WaitEnd> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long ConversationId => conversationId;

    public Entrant Who => who;

    public Reading Reading => reading;

    /// <summary>The address under which the reader reaches this server.</summary>
    public string BaseUrl => baseUrl;

    /// <summary>Returns at once when the wait has ended since <see cref="ChatWaiters.Enter"/>.</summary>
    public async Task<WaitEnd> WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        if (atMost <= TimeSpan.Zero) End(new WaitEnd(WaitOutcome.TimedOut));
        if (end.Task.IsCompleted) return await end.Task;

        await using var timer = time.CreateTimer(static waiter => ((ChatWaiter)waiter!).End(new WaitEnd(WaitOutcome.TimedOut)), this, atMost, Timeout.InfiniteTimeSpan);
        await using var cancellation = ct.UnsafeRegister(static (waiter, token) => ((ChatWaiter)waiter!).end.TrySetCanceled(token), this);
        return await end.Task;
    }

    /// <summary>Ends the wait; whatever ended it first counts.</summary>
    public void End(WaitEnd why) => end.TrySetResult(why);

    /// <summary>Nobody could look for news: the request fails as if it had looked itself.</summary>
    public void Fail(Exception exception) => end.TrySetException(exception);

    public void Dispose() => waiters.Leave(this);
}
