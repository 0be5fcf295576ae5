using System.Net;
using Plenum.Settings;
using Plenum.Telemetry;

namespace Plenum.ExternalSignaling;

/// <summary>
/// Brings messages to a signaling server: three tries for one that does not answer or fails, with growing pauses; one
/// that has not been heard of since the last message gets a single one, so that nothing piles up behind it.
/// </summary>
internal sealed partial class Courier(IHttpClientFactory clients, ServerPulse pulse, BackendAddress address, TimeProvider time, ILogger<Courier> log)
{
    /// <summary>Checks the server's certificate.</summary>
    public const string Verified = "signaling-rooms";

    /// <summary>For servers that the administrator entered without "verify".</summary>
    public const string Unverified = "signaling-rooms-unverified";

    private const int MostTries = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Never throws: what cannot be delivered is logged and counted.</summary>
    /// <param name="servers">The settings as they are now; the first server is told.</param>
    /// <param name="token">The room.</param>
    /// <param name="body">The message.</param>
    /// <param name="stopping">Ends the pauses.</param>
    public async Task DeliverAsync(ServerList servers, string token, byte[] body, CancellationToken stopping)
    {
        var server = servers.Servers[0];
        if (!servers.IsUsable || SignalingRequest.RoomOf(server.Server, token) is not { } to)
        {
            Undelivered(log, server.Server, "its address or the secret cannot be used");
            PlenumMetrics.RoomMessage("failed");
            pulse.Failed(server.Server);
            return;
        }

        var tries = pulse.DownSince(server.Server) is null ? MostTries : 1;
        for (var tried = 1; ; tried++)
        {
            var (isDone, problem, isWorthAnotherTry) = await TryAsync(server, to, body, servers.Secret);
            if (isDone)
            {
                pulse.Took(server.Server);
                PlenumMetrics.RoomMessage("ok");
                return;
            }

            if (!isWorthAnotherTry || tried >= tries || !await PauseAsync(tried, stopping))
            {
                pulse.Failed(server.Server);
                PlenumMetrics.RoomMessage("failed");
                Undelivered(log, to.Host, problem);
                return;
            }
        }
    }

    private async Task<(bool IsDone, string Problem, bool IsWorthAnotherTry)> TryAsync(ServerList.Entry server, Uri to, byte[] body, string secret)
    {
        try
        {
            using var request = SignalingRequest.Signed(to, body, secret, address.Url);
            using var answer = await clients.CreateClient(server.Verify ? Verified : Unverified).SendAsync(request, CancellationToken.None);
            pulse.Answered(server.Server, answer);
            return (answer.IsSuccessStatusCode, $"status {(int)answer.StatusCode}", answer.StatusCode >= HttpStatusCode.InternalServerError);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return (false, exception.GetBaseException().Message, true);
        }
    }

    /// <returns>False when the server is being stopped: no more tries.</returns>
    private async Task<bool> PauseAsync(int tried, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(FirstPause * Math.Pow(2, tried - 1), time, stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signaling server {Server} did not take a message about a room: {Reason}")]
    private static partial void Undelivered(ILogger logger, string server, string reason);
}
