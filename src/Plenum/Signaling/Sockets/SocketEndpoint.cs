using Plenum.Accounts;
using Plenum.Ocs;
using Plenum.Settings;
using Plenum.Telemetry;

namespace Plenum.Signaling;

/// <summary>The WebSocket of the embedded signaling server (calls §E.1).</summary>
internal static class SocketEndpoint
{
    /// <summary>What clients learn as the server's address; they append <c>/spreed</c>.</summary>
    public const string Path = "/standalone-signaling";

    /// <summary>Often enough for proxies, and a client that does not answer for a minute is gone.</summary>
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(54);
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(60);

    public static void MapSignalingSocket(this IEndpointRouteBuilder app) =>
        app.Map($"{Path}/spreed", TalkAsync).AllowAnonymous().ExcludeFromDescription();

    /// <summary>400 for anything but a WebSocket; 404 while this server does not do the signaling.</summary>
    private static async Task TalkAsync(HttpContext http, SocketHub hub, MediaDesk desk, NodeLink link, RoomRounds rounds, IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<SocketDialogue> log, TimeProvider time)
    {
        if (!await IsEmbeddedAsync(scopes, http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var stops = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = PingEvery, KeepAliveTimeout = PongWithin });
        using var connection = new SocketConnection(socket, time);
        var dialogue = new SocketDialogue(scopes, hub, desk, link, rounds, time, log, connection, PublicUrl.Of(http.Request), BruteForce.NetworkOf(http.Connection.RemoteIpAddress));
        var writing = connection.WriteAsync(stops.Token);
        PlenumMetrics.Sockets.Add(1);
        try
        {
            await dialogue.RunAsync(stops.Token);
            connection.Finish();
            await writing;
        }
        finally
        {
            PlenumMetrics.Sockets.Add(-1);
        }
    }

    private static async Task<bool> IsEmbeddedAsync(IServiceScopeFactory scopes, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<TalkConfigStore>().GetAsync(ct)).SignalingMode == SignalingMode.Embedded;
    }
}
