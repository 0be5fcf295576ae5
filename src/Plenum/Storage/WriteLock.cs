using Plenum.Telemetry;

namespace Plenum.Storage;

/// <summary>
/// SQLite has one writer at a time. Writers of this process queue here, first come first served, instead of
/// colliding in the file and sleeping between retries. Owner of the lock: <see cref="UnitOfWork"/>.
/// </summary>
internal sealed class WriteLock : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    public async Task<IDisposable> TakeAsync(CancellationToken ct)
    {
        using (PlenumMetrics.WaitingForTurn()) await gate.WaitAsync(ct);
        return new Release(gate);
    }

    /// <summary>For a database in which writers need not queue.</summary>
    public static IDisposable NoTurn { get; } = new Release(gate: null);

    public void Dispose() => gate.Dispose();

    private sealed class Release(SemaphoreSlim? gate) : IDisposable
    {
        private SemaphoreSlim? held = gate;

        public void Dispose() => Interlocked.Exchange(ref held, value: null)?.Release();
    }
}
