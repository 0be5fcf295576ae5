using System.Text.Json;

namespace Plenum.Media;

/// <summary>Reading what Janus says, which may be anything.</summary>
internal static class JanusReading
{
    /// <returns>Empty for anything but a string.</returns>
    public static string Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>Ids are unsigned and use all 64 bits.</summary>
    /// <returns>0 for anything but such a number.</returns>
    public static ulong Number(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) ? number : 0;

    /// <returns>An undefined element for anything but an object.</returns>
    public static JsonElement Inner(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;

    /// <summary>What the plugin itself says.</summary>
    public static JsonElement PluginData(this JsonElement message) => message.Inner("plugindata").Inner("data");

    /// <summary>What Janus says of the sound and the picture of a stream.</summary>
    /// <param name="data">What has <c>streams</c> in it.</param>
    /// <param name="name">Of a text that each of them has.</param>
    public static IReadOnlyList<string> PartsOf(this JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty("streams", out var streams) && streams.ValueKind == JsonValueKind.Array
            ? [.. streams.EnumerateArray().Where(stream => stream.Text("type") is "audio" or "video").Select(stream => stream.Text(name)).Where(text => text.Length > 0)]
            : [];

    /// <returns>Null when it went well.</returns>
    public static JanusException? Refusal(this JsonElement message)
    {
        if (message.Text("janus") == "error") return Of(message.Inner("error"), "code", "reason");

        var data = message.PluginData();
        return data.Number("error_code") > 0 ? Of(data, "error_code", "error") : null;
    }

    private static JanusException Of(JsonElement error, string code, string reason) => new((int)Math.Min(error.Number(code), int.MaxValue), error.Text(reason));
}
