using Microsoft.Extensions.Options;
using Plenum.Common;

namespace Plenum.Storage;

/// <summary>
/// One server at a time serves a SQLite file: a second one would not hear what the first one's people do. The operating
/// system releases the lock however the server ends. Commands beside the server do not take it.
/// </summary>
internal sealed class SqliteOwner(IOptions<PlenumOptions> options) : IHostedService, IDisposable
{
    private const string FileName = "plenum.lock";

    private FileStream? held;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var directory = options.Value.DataDirectory;
        try
        {
            held = new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new StartFailure($"Another server uses {directory}. Several nodes share a PostgreSQL database, not a SQLite file: see docs/several-nodes.md.", exception);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => held?.Dispose();
}
