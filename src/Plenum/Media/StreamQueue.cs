using System.Threading.Channels;

namespace Plenum.Media;

/// <summary>What is to be done for one stream, one thing after the other, while those who ask go on. Bounded: whoever asks for too much is told so.</summary>
internal sealed partial class StreamQueue
{
    /// <summary>An offer and its candidates are some dozens.</summary>
    private const int Longest = 256;

    private readonly Channel<Func<CancellationToken, Task>> queue = Channel.CreateBounded<Func<CancellationToken, Task>>(new BoundedChannelOptions(Longest) { SingleReader = true });

    // Whoever closes may hold a lock: nothing that waits goes on in its place.
    private readonly TaskCompletionSource<Func<Task>> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger log;

    public StreamQueue(ILogger log)
    {
        this.log = log;
        _ = Task.Run(RunAsync);
    }

    /// <returns>False when there is too much to do already, or nothing any more.</returns>
    public bool TryAdd(Func<CancellationToken, Task> work) => queue.Writer.TryWrite(work);

    /// <summary>What is under way is broken off, nothing of the rest is done but this.</summary>
    public void Close(Func<Task> last)
    {
        if (closed.TrySetResult(last)) queue.Writer.TryComplete();
    }

    private async Task RunAsync()
    {
        using var ended = new CancellationTokenSource();
        var ending = EndAsync(ended);
        await foreach (var work in queue.Reader.ReadAllAsync())
        {
            if (!closed.Task.IsCompleted) await DoAsync(() => work(ended.Token));
        }

        await ending;
        await DoAsync(await closed.Task);
    }

    private async Task EndAsync(CancellationTokenSource ended)
    {
        await closed.Task;
        await ended.CancelAsync();
    }

    private async Task DoAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (closed.Task.IsCompleted)
        {
            // Nobody waits for it.
        }
        catch (Exception exception)
        {
            Failed(log, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Something was to be done for a media stream and failed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
