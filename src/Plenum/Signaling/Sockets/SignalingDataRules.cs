using System.Text.Json;

namespace Plenum.Signaling;

/// <summary>What messages between clients have to look like where the protocol knows them (calls §E.9); anything else is passed on as it is.</summary>
internal static class SignalingDataRules
{
    /// <returns>An error code, or null.</returns>
    public static string? ErrorOf(JsonElement data)
    {
        if (data.Text("roomType") is not ("" or "audio" or "video" or "screen")) return HelloErrors.InvalidFormat;

        return data.Text("type") switch
        {
            "offer" or "answer" when !data.TryObject("payload", out var description) || !description.Text("sdp").StartsWith("v=", StringComparison.Ordinal) => HelloErrors.InvalidSdp,
            "candidate" when !HasCandidate(data) => "invalid_candidate",
            _ => null,
        };
    }

    /// <summary>An empty one ends them.</summary>
    private static bool HasCandidate(JsonElement data) =>
        data.TryObject("payload", out var payload)
        && payload.TryObject("candidate", out var candidate)
        && candidate.TryGetProperty("candidate", out var text)
        && text.ValueKind == JsonValueKind.String;
}
