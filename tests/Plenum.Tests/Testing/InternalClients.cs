using System.Text.Json;
using Plenum.Signaling;

namespace Plenum.Tests.Testing;

/// <summary>What internal clients of the embedded signaling server say.</summary>
internal static class InternalClients
{
    private const string Secret = "internal-test-secret";

    /// <summary>Lets internal clients in until the returned object is disposed.</summary>
    public static Task<IAsyncDisposable> WithInternalClientsAsync(this PlenumServer server) => server.ConfigAsync((InternalHello.SecretKey, Secret));

    public static Task<JsonElement> InternalHelloAsync(this SignalingClient client, string? token = null, string[]? features = null)
    {
        var random = new string('r', 32);
        return client.GreetAsync(new { version = "1.0", features = features ?? [], auth = new { type = "internal", @params = new { random, token = token ?? InternalHello.Proof(Secret, random), backend = $"{client.Url}/" } } });
    }

    public static Task SayInternalAsync(this SignalingClient client, string type, object content, string? id = null)
    {
        var frame = new Dictionary<string, object> { ["type"] = "internal", ["internal"] = new Dictionary<string, object> { ["type"] = type, [type] = content } };
        if (id is not null) frame["id"] = id;
        return client.SayAsync(frame);
    }

    /// <summary>Asks for what is going to be refused.</summary>
    public static Task<JsonElement> AskInternalAsync(this SignalingClient client, string type, object content) =>
        client.AskAsync("internal", new Dictionary<string, object> { ["type"] = type, [type] = content });

    /// <summary>Takes an order to call a number.</summary>
    public static Task AcceptAsync(this SignalingClient bridge, JsonElement order, string roomid, string callid) =>
        bridge.SayInternalAsync("dialout", new { type = "status", roomid, status = new { callid, status = "accepted" } }, order.GetProperty("id").GetString());
}
