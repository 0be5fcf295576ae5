using System.Text.Json;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Load;

/// <summary>Somebody without an account who has joined a conversation.</summary>
/// <param name="Node">Who serves it.</param>
/// <param name="Token">The conversation.</param>
/// <param name="Cookie">By which it is known.</param>
/// <param name="SessionId">Of the REST API.</param>
internal sealed record Guest(Node Node, string Token, string Cookie, string SessionId)
{
    private static readonly TimeSpan ComesBackAfter = TimeSpan.FromSeconds(1);

    /// <summary>Joins as somebody new.</summary>
    /// <param name="node">Where.</param>
    /// <param name="token">The conversation.</param>
    /// <param name="connection">To this node; many may use it one after the other.</param>
    /// <param name="ct">Cancels the joining.</param>
    public static async Task<Guest> JoinAsync(Node node, string token, HttpConnection connection, CancellationToken ct = default)
    {
        var join = HttpConnection.Request("POST", $"{Api.Talk}/v4/room/{token}/participants/active");
        var reply = await connection.SendAsync(join, ct);
        for (var tries = 0; reply.Status == 503 && tries < 20; tries++)
        {
            await Task.Delay(ComesBackAfter, ct);
            reply = await connection.SendAsync(join, ct);
        }

        return new Guest(node, token, connection.Cookie!, Data(reply).GetProperty("sessionId").GetString()!);
    }

    /// <summary>What it shows to the signaling server, as JSON by version of hello.</summary>
    public async Task<JsonElement> ParamsAsync(HttpConnection connection, CancellationToken ct = default) =>
        Data(await connection.SendAsync(HttpConnection.Request("GET", $"{Api.Talk}/v3/signaling/settings?token={Token}", cookie: Cookie), ct)).GetProperty("helloAuthParams");

    private static JsonElement Data(Reply reply)
    {
        using var document = reply.Status == 200 ? JsonDocument.Parse(reply.Body) : throw new InvalidOperationException($"A guest was answered with {reply.Status}.");
        return document.RootElement.GetProperty("ocs").GetProperty("data").Clone();
    }
}
