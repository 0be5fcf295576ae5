using Plenum.Common;
using Plenum.Telemetry;

namespace Plenum.Realtime;

/// <summary>Something that has to happen at an instant which the database knows.</summary>
internal interface IDueWork
{
    /// <returns>When it is due for the first time; null when nothing is waiting.</returns>
    Task<DateTimeOffset?> NextAsync(CancellationToken ct);

    /// <summary>Does what is due now. Claims each piece by a conditional update, so that it happens once on however many nodes.</summary>
    Task RunAsync(CancellationToken ct);
}

/// <summary>Work that memory holds back, to write it together: written as well when the server stops.</summary>
internal interface IHeldWork : IDueWork;

/// <summary>Tells the loop that a deadline may have moved nearer.</summary>
internal sealed class DueWorkBell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        try
        {
            rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been rung already; the loop has yet to look.
        }
    }

    /// <summary>Returns when the bell rings or the instant comes.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        using var alarm = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, ct);
        try
        {
            await rung.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The instant has come.
        }
    }

    public void Dispose() => rung.Dispose();
}

/// <summary>
/// One loop for all deadlines: sleeps until the earliest, does what is due, and again. The deadlines are in the
/// database, so a restart or another node changes nothing.
/// </summary>
internal sealed partial class DueWorkLoop(IServiceScopeFactory scopes, IBackplane backplane, DueWorkBell bell, DueWorkPulse pulse, TimeProvider time, ILogger<DueWorkLoop> log) : BackgroundService
{
    /// <summary>Looks at the database at least this often: another process may have set a deadline.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Work that says it is due right after it was done (a row it cannot move on, a clock that differs from another
    /// node's) must not keep a processor busy. Short enough for whatever else becomes due to be on time.
    /// </summary>
    private static readonly TimeSpan StillDuePause = TimeSpan.FromMilliseconds(100);

    /// <summary>So many rounds in a row may leave something due because more and more became due meanwhile.</summary>
    private const int MostRoundsInARow = 10;

    // Owner of the lock: this class; one round at a time. It guards these two.
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<string, int> roundsInARow = new(StringComparer.Ordinal);
    private readonly HashSet<string> stillDue = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hears = backplane.Subscribe(announcement =>
        {
            if (announcement is DeadlineMoved or MayHaveMissed) bell.Ring();
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            var sleep = await RunOnceAsync(stoppingToken);
            if (sleep <= TimeSpan.Zero) continue;

            // Work that stays due may ring the bell itself.
            if (stillDue.Count > 0) await Task.Delay(sleep, time, stoppingToken);
            else await bell.WaitAsync(sleep, time, stoppingToken);
        }
    }

    /// <summary>The round under way is rolled back where it stands; then what memory holds is written. All requests have ended by now.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        foreach (var work in scope.ServiceProvider.GetServices<IDueWork>().OfType<IHeldWork>())
        {
            try
            {
                await work.RunAsync(cancellationToken);
            }
            catch (Exception exception)
            {
                // The database may be gone as well; nothing else must be kept from stopping.
                Failed(log, exception, work.GetType().Name);
            }
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    /// <summary>Does what is due, when a round that is under way has ended, and says for how long nothing is.</summary>
    internal async Task<TimeSpan> RunOnceAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            return await RunRoundAsync(ct);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<TimeSpan> RunRoundAsync(CancellationToken ct)
    {
        DateTimeOffset? earliest = null;
        var failed = new List<string>();
        await using var scope = scopes.CreateAsyncScope();
        foreach (var work in scope.ServiceProvider.GetServices<IDueWork>())
        {
            var next = await RunAsync(work, failed, ct);
            if (earliest is null || next < earliest) earliest = next ?? earliest;
        }

        pulse.Beat(failed);
        var sleep = (earliest ?? DateTimeOffset.MaxValue) - time.Now();
        return sleep < LongestSleep ? sleep : LongestSleep;
    }

    /// <returns>When to look at this work again; null for not before anybody asks.</returns>
    private async Task<DateTimeOffset?> RunAsync(IDueWork work, List<string> failed, CancellationToken ct)
    {
        var name = work.GetType().Name;
        try
        {
            var first = await work.NextAsync(ct);
            if (first is null || first > time.Now()) return Moved(name, first);

            PlenumMetrics.DueWorkBegan(name, time.Now() - first.Value);
            await work.RunAsync(ct);
            var next = await work.NextAsync(ct);
            if (next is null || next > time.Now()) return Moved(name, next);

            var rounds = roundsInARow[name] = roundsInARow.GetValueOrDefault(name) + 1;
            if (next > first && rounds <= MostRoundsInARow) return next;

            if (stillDue.Add(name)) StillDue(log, name);
            return time.Now() + StillDuePause;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // One kind of work that fails must not keep the others waiting.
            Failed(log, exception, name);
            PlenumMetrics.DueWorkFailed(name);
            failed.Add(name);
            return time.Now() + AfterFailure;
        }
    }

    private DateTimeOffset? Moved(string name, DateTimeOffset? next)
    {
        roundsInARow.Remove(name);
        stillDue.Remove(name);
        return next;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Due work {Work} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string work);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Due work {Work} is due again right after it was done")]
    private static partial void StillDue(ILogger logger, string work);
}
