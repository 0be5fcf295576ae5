using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plenum.Media;

/// <summary>Which parts of a stream somebody gets (calls §E.11), said as Janus understands it.</summary>
internal static class SelectionRules
{
    /// <summary>The largest number of a layer.</summary>
    public const int HighestLayer = 2;

    /// <param name="attached">What Janus said when the viewer came: <c>streams</c> with <c>type</c> and <c>mid</c> of each part.</param>
    /// <param name="selection">What the viewer wants.</param>
    public static JsonArray Of(JsonElement attached, StreamSelection selection)
    {
        var parts = new JsonArray();
        if (attached.ValueKind != JsonValueKind.Object || !attached.TryGetProperty("streams", out var streams) || streams.ValueKind != JsonValueKind.Array) return parts;

        foreach (var stream in streams.EnumerateArray())
        {
            var part = new JsonObject { ["mid"] = stream.Text("mid") };
            switch (stream.Text("type"))
            {
                case "audio":
                    if (selection.Audio is { } audio) part["send"] = audio;
                    break;
                case "video":
                    if (selection.Video is { } video) part["send"] = video;
                    if (selection.Substream is { } substream) part["substream"] = substream;
                    if (selection.Temporal is { } temporal) part["temporal"] = temporal;
                    break;
            }

            if (part.Count > 1) parts.Add(part);
        }

        return parts;
    }
}
