using Plenum.Common;

namespace Plenum.Administration;

/// <summary>When this node was started.</summary>
internal sealed class RunningSince(TimeProvider time) : IHostedService
{
    public DateTimeOffset StartedAt { get; private set; } = time.Now();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        StartedAt = time.Now();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
