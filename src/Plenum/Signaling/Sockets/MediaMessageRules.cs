using System.Text.Json;
using Plenum.Media;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>What clients say to the media engine (calls §E.11), and what they may.</summary>
internal static class MediaMessageRules
{
    /// <summary>Longer names of codecs and profiles there are none.</summary>
    private const int LongestCodec = 32;

    private static readonly (string Wire, string Room)[] Codecs =
        [("audiocodec", "audiocodec"), ("videocodec", "videocodec"), ("vp9profile", "vp9_profile"), ("h264profile", "h264_profile")];

    /// <summary>Everything but a screen is the camera's stream.</summary>
    public static StreamKind KindOf(JsonElement data) => data.Text("roomType") == "screen" ? StreamKind.Screen : StreamKind.Video;

    public static string NameOf(StreamKind kind) => kind switch
    {
        StreamKind.Video => "video",
        StreamKind.Screen => "screen",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    public static string SdpOf(JsonElement data) => data.TryObject("payload", out var payload) ? payload.Text("sdp") : "";

    public static MediaOffer OfferOf(JsonElement data)
    {
        var sdp = SdpOf(data);
        var codecs = Codecs.Select(codec => (codec.Room, Value: data.Text(codec.Wire))).Where(codec => codec.Value.Length is > 0 and <= LongestCodec);
        return new MediaOffer(sdp, SdpRules.Described(sdp), Math.Max(0, Integer(data, "bitrate") ?? 0), codecs.ToDictionary(codec => codec.Room, codec => codec.Value, StringComparer.Ordinal));
    }

    /// <summary>The candidate within the candidate; it has been looked at already.</summary>
    public static JsonElement CandidateOf(JsonElement data) => data.GetProperty("payload").GetProperty("candidate").Clone();

    /// <returns>Null when it asks for nothing, or for a layer that there is not.</returns>
    public static StreamSelection? SelectionOf(JsonElement data)
    {
        if (!data.TryObject("payload", out var payload)) return null;

        var (substream, temporal) = (Integer(payload, "substream"), Integer(payload, "temporal"));
        if (substream is < 0 or > SelectionRules.HighestLayer || temporal is < 0 or > SelectionRules.HighestLayer) return null;

        var selection = new StreamSelection(substream, temporal, Flag(payload, "audio"), Flag(payload, "video"));
        return selection == new StreamSelection(Substream: null, Temporal: null, Audio: null, Video: null) ? null : selection;
    }

    /// <summary>The camera's sound and picture need a permission each, whatever their direction; a screen needs its own.</summary>
    public static bool MayPublish(StreamKind kind, SentMedia media, Permissions permissions)
    {
        if (kind == StreamKind.Screen) return (permissions & Permissions.PublishScreen) != 0;

        return ((media & SentMedia.Audio) == 0 || (permissions & Permissions.PublishAudio) != 0)
            && ((media & SentMedia.Video) == 0 || (permissions & Permissions.PublishVideo) != 0);
    }

    private static int? Integer(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static bool? Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        }
        : null;
}
