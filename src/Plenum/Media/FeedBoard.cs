namespace Plenum.Media;

/// <summary>Which streams can be watched now, and who waits for one that cannot yet.</summary>
internal sealed class FeedBoard
{
    // Owner of the lock: this class; it guards both.
    private readonly Lock gate = new();
    private readonly Dictionary<StreamKey, Feed> live = [];
    private readonly Dictionary<StreamKey, List<TaskCompletionSource<Feed>>> waiting = [];

    /// <summary>The stream flows.</summary>
    public void Post(StreamKey stream, Feed feed)
    {
        lock (gate)
        {
            live[stream] = feed;
            if (!waiting.Remove(stream, out var those)) return;

            foreach (var one in those) one.TrySetResult(feed);
        }
    }

    /// <summary>It does not any more, unless it does somewhere else already.</summary>
    public void Remove(StreamKey stream, Feed feed)
    {
        lock (gate)
        {
            if (feed.IsOf(live.GetValueOrDefault(stream))) live.Remove(stream);
        }
    }

    /// <returns>Null while it does not flow.</returns>
    public Feed? Find(StreamKey stream)
    {
        lock (gate) return live.GetValueOrDefault(stream);
    }

    /// <returns>How many wait for it.</returns>
    public int AwaitedBy(StreamKey stream)
    {
        lock (gate) return waiting.GetValueOrDefault(stream)?.Count ?? 0;
    }

    /// <returns>Null when it does not flow in time.</returns>
    public async Task<Feed?> WaitAsync(StreamKey stream, TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        var mine = new TaskCompletionSource<Feed>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Feed> inTime;
        lock (gate)
        {
            if (live.TryGetValue(stream, out var feed)) return feed;
            if (!waiting.TryGetValue(stream, out var those)) waiting[stream] = those = [];
            inTime = mine.Task.WaitAsync(atMost, time, ct);
            those.Add(mine);
        }

        try
        {
            return await inTime;
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (gate)
            {
                if (waiting.TryGetValue(stream, out var those) && those.Remove(mine) && those.Count == 0) waiting.Remove(stream);
            }
        }
    }
}
