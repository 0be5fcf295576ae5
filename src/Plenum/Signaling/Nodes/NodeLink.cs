using System.Threading.Channels;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>
/// Tells the other nodes what happens on the sockets of this one, in the order in which it happened and as much in one
/// transaction as has come together. Nothing is dropped: while the database is slow or away, those who speak wait.
/// </summary>
internal sealed partial class NodeLink(IServiceScopeFactory scopes, TimeProvider time, ILogger<NodeLink> log) : BackgroundService
{
    private const int MostAtOnce = 500;

    /// <summary>With so many things waiting nobody says anything more.</summary>
    private const int FullAt = 2_000;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<Announcement> waiting = Channel.CreateUnbounded<Announcement>();
    private readonly bool hasOthers = HasOthers(scopes);

    // Who waits for room; replaced each time something has been told.
    private volatile TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What this node is called among the others.</summary>
    public string Node { get; } = Secret.Create(NameLength);

    public const int NameLength = 16;

    /// <summary>False on SQLite: nobody else listens.</summary>
    public bool IsNeeded => hasOthers;

    public void Tell(Announcement announcement)
    {
        if (hasOthers) waiting.Writer.TryWrite(announcement);
    }

    /// <summary>Completes when there is room for one more.</summary>
    public async ValueTask RoomAsync(CancellationToken ct)
    {
        while (waiting.Reader.Count >= FullAt)
        {
            var next = told.Task;
            if (waiting.Reader.Count >= FullAt) await next.WaitAsync(ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Announcement>();
        while (await waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var next)) batch.Add(next);
            while (!await TryTellAsync(batch, stoppingToken)) await Task.Delay(AfterFailure, time, stoppingToken);
            batch.Clear();
            Interlocked.Exchange(ref told, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    private async Task<bool> TryTellAsync(List<Announcement> batch, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await unit.RunAsync(
                () =>
                {
                    batch.ForEach(unit.Announce);
                    return Task.FromResult(Result.Done);
                },
                ct);
            return true;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Failed(log, exception);
            return false;
        }
    }

    private static bool HasOthers(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return !scope.ServiceProvider.GetRequiredService<PlenumDb>().HasSingleWriter;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Other nodes cannot be told what happens on the sockets of this one")]
    private static partial void Failed(ILogger logger, Exception exception);
}
