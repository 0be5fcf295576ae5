using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plenum.Media;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>One message that a client wants to have passed on.</summary>
/// <param name="From">The session that it says it comes from.</param>
/// <param name="To">The session it is for.</param>
/// <param name="Content">Everything it says; the server adds who sent it.</param>
internal sealed record OutgoingSignal(string From, string To, JsonObject Content)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Type => SignalRules.Text(Content, "type");

    public string RoomType => SignalRules.Text(Content, "roomType");

    /// <summary>Empty for anything that describes no session.</summary>
    public string Sdp => Content["payload"] is JsonObject payload ? SignalRules.Text(payload, "sdp") : "";

    /// <summary>What the recipient gets.</summary>
    public string Payload()
    {
        Content["from"] = From;
        return Content.ToJsonString(Relaxed);
    }
}

/// <summary>What clients may have passed on by internal signaling (calls §C).</summary>
internal static class SignalRules
{
    private const string Message = "message";
    private const string Screen = "screen";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <param name="json">A list of <c>{ev, fn, sessionId}</c>, in which <c>fn</c> is JSON in a string.</param>
    /// <returns>Those that can be understood; null when the list itself cannot.</returns>
    public static List<OutgoingSignal>? Parse(string json) =>
        Read(json) is JsonArray list ? [.. list.OfType<JsonObject>().Select(Of).OfType<OutgoingSignal>()] : null;

    /// <summary>Control is for moderators with an account; descriptions that would send what the sender may not are not passed on.</summary>
    public static bool MaySend(OutgoingSignal signal, ParticipantType type, Permissions permissions)
    {
        if (signal.Type == "control") return type.IsAccountModerator();
        if (signal.Type is not ("offer" or "answer")) return true;

        return MayPublish(SdpRules.Sent(signal.Sdp), signal.RoomType, permissions);
    }

    /// <summary>The camera's sound and picture need a permission each, a screen one of its own.</summary>
    public static bool MayPublish(SentMedia sent, string roomType, Permissions permissions)
    {
        if (roomType == Screen) return sent == SentMedia.None || Has(Permissions.PublishScreen);
        return ((sent & SentMedia.Audio) == 0 || Has(Permissions.PublishAudio)) && ((sent & SentMedia.Video) == 0 || Has(Permissions.PublishVideo));

        bool Has(Permissions permission) => (permissions & permission) != 0;
    }

    /// <returns>Empty for anything but a string.</returns>
    internal static string Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static OutgoingSignal? Of(JsonObject item)
    {
        if (Text(item, "ev") != Message || Read(Text(item, "fn")) is not JsonObject content) return null;

        var (from, to) = (Text(item, "sessionId"), Text(content, "to"));
        return from.Length == 0 || to.Length == 0 ? null : new OutgoingSignal(from, to, content);
    }

    private static JsonNode? Read(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
