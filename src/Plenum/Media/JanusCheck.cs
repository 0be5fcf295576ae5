using System.Net.WebSockets;
using Microsoft.Extensions.Options;

namespace Plenum.Media;

/// <param name="Ok">It can be used.</param>
/// <param name="Detail">What it is, or what is wrong; for people who know Janus.</param>
/// <param name="Took">How long it took to find out.</param>
internal sealed record EngineCheck(bool Ok, string Detail, TimeSpan Took);

/// <summary>Knocks at a media engine on behalf of an administrator: a connection of its own, and everything that a first stream needs.</summary>
internal sealed class JanusCheck(IOptions<JanusOptions> options, TimeProvider time)
{
    /// <param name="engine">The place in the list of engines, from 0.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>Null for a place that is empty.</returns>
    public async Task<EngineCheck?> KnockAsync(int engine, CancellationToken ct)
    {
        if (options.Value.Servers.ElementAtOrDefault(engine) is not { } url) return null;

        var began = time.GetTimestamp();
        try
        {
            var version = await LookAsync(url, ct);
            return new EngineCheck(Ok: true, $"Janus {version}".TrimEnd(), time.GetElapsedTime(began));
        }
        catch (Exception exception) when (exception is JanusException or WebSocketException)
        {
            return new EngineCheck(Ok: false, exception.Message, time.GetElapsedTime(began));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new EngineCheck(Ok: false, "no answer", time.GetElapsedTime(began));
        }
    }

    /// <returns>The version.</returns>
    private async Task<string> LookAsync(string url, CancellationToken ct)
    {
        var connection = await JanusConnection.OpenAsync(url, options.Value.Secret, time, ct);
        try
        {
            var version = await connection.VersionAsync(ct);
            await connection.AttachAsync(ct);
            return version;
        }
        finally
        {
            connection.Abort();
        }
    }
}
