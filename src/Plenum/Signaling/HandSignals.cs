using System.Text.Json;
using System.Text.Json.Nodes;
using Plenum.Calls;

namespace Plenum.Signaling;

/// <summary>The message with which Talk apps say that their hand is up or down: <c>raiseHand</c> with <c>{state, timestamp}</c> (calls §F.1).</summary>
internal static class HandSignals
{
    private const string Type = "raiseHand";

    /// <returns>Null for any other message.</returns>
    public static SaidHand? Read(JsonElement data)
    {
        if (data.Text("type") != Type || !data.TryObject("payload", out var payload) || !payload.TryGetProperty("state", out var state)) return null;
        if (state.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;

        var stamp = payload.TryGetProperty("timestamp", out var timestamp) && timestamp.ValueKind == JsonValueKind.Number && timestamp.TryGetInt64(out var at) ? at : (long?)null;
        return new SaidHand(state.ValueKind == JsonValueKind.True, stamp);
    }

    /// <inheritdoc cref="Read(JsonElement)"/>
    public static SaidHand? Read(OutgoingSignal signal) =>
        signal.Type == Type && signal.Content["payload"] is JsonObject payload ? Read(JsonSerializer.SerializeToElement(new JsonObject { ["type"] = Type, ["payload"] = payload.DeepClone() })) : null;
}
