using Plenum.Common;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>Asks the other nodes something and takes the first answer. Owner of the lock: this class; it guards the questions that are open.</summary>
internal sealed class NodeQuestions(NodeLink link, TimeProvider time)
{
    private const int IdLength = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<string, TaskCompletionSource<object>> asked = new(StringComparer.Ordinal);

    /// <summary>How many questions are open.</summary>
    public int Count
    {
        get
        {
            lock (gate) return asked.Count;
        }
    }

    /// <param name="question">What to ask, given its id.</param>
    /// <param name="within">How long to wait.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>Null when nobody answers, and where there is nobody.</returns>
    public async Task<T?> AskAsync<T>(Func<string, Announcement> question, TimeSpan within, CancellationToken ct)
        where T : class
    {
        if (!link.IsNeeded) return null;

        var (askId, answer) = (Secret.Create(IdLength), new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously));
        var waiting = answer.Task.WaitAsync(within, time, ct);
        lock (gate) asked.Add(askId, answer);
        try
        {
            link.Tell(question(askId));
            return (T)await waiting;
        }
        catch (TimeoutException)
        {
            return answer.Task.IsCompletedSuccessfully ? (T)await answer.Task : null;
        }
        finally
        {
            lock (gate) asked.Remove(askId);
        }
    }

    /// <returns>False when nobody waits for it any more.</returns>
    public bool Settle(string askId, object answer)
    {
        lock (gate) return asked.Remove(askId, out var waiting) && waiting.TrySetResult(answer);
    }
}
