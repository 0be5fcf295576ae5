using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plenum.Media;

/// <summary>One peer connection at Janus: a publisher or a subscriber of the videoroom plugin (calls §H.2).</summary>
internal sealed class JanusHandle(JanusConnection connection, ulong id)
{
    private static readonly JsonElement Lost = JsonSerializer.SerializeToElement(new { janus = "detached" });

    public ulong Id => id;

    /// <summary>As clients know it.</summary>
    public string Sid { get; } = id.ToString(CultureInfo.InvariantCulture);

    public JanusConnection Connection => connection;

    /// <summary>Gets its events, one at a time, and must not wait; the last is <c>detached</c> when the connection is lost.</summary>
    public Action<JsonElement> Hears { private get; set; } = _ => { };

    /// <summary>Asks the plugin; the answer is an event, or comes at once.</summary>
    /// <exception cref="JanusException">It refused, did not answer in time, or is gone.</exception>
    public Task<JsonElement> AskAsync(JsonObject body, CancellationToken ct, JsonObject? jsep = null)
    {
        var message = new JsonObject { ["janus"] = "message", ["handle_id"] = id, ["body"] = body };
        if (jsep is not null) message["jsep"] = jsep;
        return connection.AskAsync(message, isDoneByAck: false, ct);
    }

    /// <summary>Passes on how the client can be reached.</summary>
    public void Trickle(JsonNode candidate) => connection.Tell(new JsonObject { ["janus"] = "trickle", ["handle_id"] = id, ["candidate"] = candidate });

    /// <summary>Nobody needs it any more; Janus closes what it had open.</summary>
    public void Detach()
    {
        connection.Forget(this);
        connection.Tell(new JsonObject { ["janus"] = "detach", ["handle_id"] = id });
    }

    public void Hear(JsonElement message) => Hears(message);

    /// <summary>The connection is gone and Janus with it.</summary>
    public void Lose() => Hears(Lost);
}
