using System.Net.WebSockets;
using Microsoft.Extensions.Options;
using Plenum.Telemetry;

namespace Plenum.Media;

/// <param name="Url">As it is configured.</param>
/// <param name="IsUp">This node is connected to it.</param>
/// <param name="Load">What this node has it do.</param>
internal sealed record EngineState(string Url, bool IsUp, int Load)
{
    public static EngineState Of(string url, JanusConnection? connection) => new(url, connection is not null, connection?.Load ?? 0);
}

/// <summary>
/// The media engines: a connection to each that is kept up, the next try after 1 to 16 seconds. A new stream goes to the
/// one with the least to do; whoever watches it, to the same.
/// </summary>
internal sealed partial class JanusPool(IOptions<JanusOptions> options, TimeProvider time, ILogger<JanusPool> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(16);

    /// <summary>Clients that come back after a restart are to find the engines; a start does not wait for longer.</summary>
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stop = new();

    // Owner of the lock: this class; it guards the connections. Those that are up, by their configured address.
    private readonly Lock gate = new();
    private readonly Dictionary<string, JanusConnection> connections = new(StringComparer.Ordinal);
    private Task running = Task.CompletedTask;

    /// <summary>There is an engine, so that media can go through this server.</summary>
    public bool IsUp
    {
        get
        {
            lock (gate) return connections.Count > 0;
        }
    }

    /// <summary>All that are configured, in their order.</summary>
    public IReadOnlyList<EngineState> Engines()
    {
        lock (gate) return [.. options.Value.Servers.Select(url => EngineState.Of(url, connections.GetValueOrDefault(url)))];
    }

    /// <returns>The one with the least to do; null while none is up.</returns>
    public JanusConnection? LeastLoaded()
    {
        lock (gate) return connections.Values.MinBy(connection => connection.Load);
    }

    /// <returns>Null while it is not up.</returns>
    public JanusConnection? At(string url)
    {
        lock (gate) return connections.GetValueOrDefault(url);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var attempts = options.Value.Servers.Select(url => (Url: url, Tried: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))).ToArray();
        running = Task.WhenAll(attempts.Select(attempt => Task.Run(() => KeepUpAsync(attempt.Url, attempt.Tried), CancellationToken.None)));
        await Task.WhenAny(Task.WhenAll(attempts.Select(attempt => attempt.Tried.Task)), Task.Delay(StartWithin, time, cancellationToken));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        lock (gate)
        {
            foreach (var connection in connections.Values) connection.Abort();
        }

        await running.WaitAsync(cancellationToken);
    }

    public void Dispose() => stop.Dispose();

    private async Task KeepUpAsync(string url, TaskCompletionSource tried)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            if (await ConnectAsync(url) is { } connection)
            {
                pause = FirstPause;
                Up(log, url);
                lock (gate) connections[url] = connection;
                PlenumMetrics.MediaEngines.Add(1);
                tried.TrySetResult();
                if (stop.IsCancellationRequested) connection.Abort();
                _ = AbandonedRooms.DestroyAsync(connection, time);
                await connection.Ended;
                lock (gate) connections.Remove(url);
                PlenumMetrics.MediaEngines.Add(-1);
                if (!stop.IsCancellationRequested) Down(log, url, connection.Garbage);
            }

            tried.TrySetResult();
            await PauseAsync(pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<JanusConnection?> ConnectAsync(string url)
    {
        try
        {
            return await JanusConnection.OpenAsync(url, options.Value.Secret, time, stop.Token);
        }
        catch (Exception exception) when (exception is JanusException or WebSocketException or OperationCanceledException)
        {
            if (!stop.IsCancellationRequested) NotThere(log, url, exception.Message);
            return null;
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Janus at {Url} is up")]
    private static partial void Up(ILogger logger, string url);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Janus at {Url} is gone; {Garbage} of its messages could not be read")]
    private static partial void Down(ILogger logger, string url, int garbage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Janus at {Url} cannot be reached: {Reason}")]
    private static partial void NotThere(ILogger logger, string url, string reason);
}
