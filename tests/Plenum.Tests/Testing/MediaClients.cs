using System.Text.Json;

namespace Plenum.Tests.Testing;

/// <summary>What clients say to the media engine.</summary>
internal static class MediaClients
{
    /// <summary>Says something and waits for what the engine answers: the data of a message of this type, or the code of an error as a string.</summary>
    public static async Task<JsonElement> AskEngineAsync(this SignalingClient client, string to, object data, string answer)
    {
        var id = await client.SayToEngineAsync(to, data);
        var frame = await client.HearAsync(frame => IsError(frame, id) || (DataOf(frame) is { } said && said.GetProperty("type").GetString() == answer));
        return frame.GetProperty("type").GetString() == "error" ? frame.GetProperty("error").GetProperty("code") : DataOf(frame)!.Value;
    }

    /// <summary>Says something.</summary>
    /// <returns>The id that an error would name.</returns>
    public static async Task<string> SayToEngineAsync(this SignalingClient client, string to, object data)
    {
        var id = Guid.NewGuid().ToString("N");
        await client.SayAsync(new { id, type = "message", message = new { recipient = new { type = "session", sessionid = to }, data } });
        return id;
    }

    /// <summary>Publishes; the answer, or an error.</summary>
    public static Task<JsonElement> PublishAsync(this SignalingClient client, string? sdp = null, string roomType = "video") =>
        client.AskEngineAsync(client.SessionId, new { type = "offer", roomType, payload = new { type = "offer", sdp = sdp ?? Descriptions.Offer() } }, "answer");

    /// <summary>Asks to see somebody; the offer, or an error.</summary>
    public static Task<JsonElement> WatchAsync(this SignalingClient client, string sessionId, string roomType = "video", string? sid = null) =>
        client.AskEngineAsync(sessionId, new { type = "requestoffer", roomType, sid }, "offer");

    public static string Sid(this JsonElement data) => data.GetProperty("sid").GetString()!;

    private static bool IsError(JsonElement frame, string id) => frame.GetProperty("type").GetString() == "error" && frame.TryGetProperty("id", out var answered) && answered.GetString() == id;

    private static JsonElement? DataOf(JsonElement frame) =>
        frame.GetProperty("type").GetString() == "message" && frame.GetProperty("message").GetProperty("data") is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("type", out _) ? data : null;
}
