using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plenum.Media;

/// <summary>Holds what Janus says about how it can be reached until the client has its description: candidates may come before it.</summary>
/// <param name="tell">Gets each candidate as clients know it.</param>
internal sealed class CandidateGate(Action<JsonElement> tell)
{
    // Owner of the lock: this class; it guards the two, and keeps candidates in order.
    private readonly Lock gate = new();
    private readonly List<JsonElement> held = [];
    private bool isOpen;

    /// <param name="candidate">As Janus names it: with <c>completed</c> for the end.</param>
    public void Pass(JsonElement candidate)
    {
        var named = OfJanus(candidate);
        lock (gate)
        {
            if (isOpen) tell(named);
            else held.Add(named);
        }
    }

    /// <summary>The client has its description.</summary>
    public void Open()
    {
        lock (gate)
        {
            isOpen = true;
            foreach (var candidate in held) tell(candidate);
            held.Clear();
        }
    }

    /// <summary>A client's candidate as Janus takes it: an empty one is the end.</summary>
    public static JsonObject ToJanus(JsonElement candidate) => candidate.Text("candidate").Length == 0
        ? new JsonObject { ["completed"] = true }
        : new JsonObject
        {
            ["candidate"] = candidate.Text("candidate"),
            ["sdpMid"] = candidate.Text("sdpMid"),
            ["sdpMLineIndex"] = candidate.Number("sdpMLineIndex"),
        };

    private static JsonElement OfJanus(JsonElement candidate) => JsonSerializer.SerializeToElement(new
    {
        sdpMid = candidate.Text("sdpMid") is { Length: > 0 } mid ? mid : null,
        sdpMLineIndex = candidate.Number("sdpMLineIndex"),
        candidate = candidate.Text("candidate"),
    });
}
