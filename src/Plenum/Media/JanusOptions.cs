namespace Plenum.Media;

/// <summary>Where the media engines are; <c>Plenum__Media__Janus__…</c>.</summary>
internal sealed record JanusOptions
{
    /// <summary>The WebSocket of a Janus, such as <c>ws://127.0.0.1:8188</c>; empty where people reach each other directly.</summary>
    public string Url { get; init; } = "";

    /// <summary>More of them: a stream goes to the one with the least to do.</summary>
    public string[] Urls { get; init; } = [];

    /// <summary>Janus's <c>api_secret</c>; empty where it has none.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The most a camera may send, in bits per second.</summary>
    public int MaxStreamBitrate { get; init; } = 1_048_576;

    /// <summary>The most a screen may send, in bits per second.</summary>
    public int MaxScreenBitrate { get; init; } = 2_097_152;

    /// <summary>All of them, each once.</summary>
    public IEnumerable<string> Servers => Urls.Prepend(Url).Where(url => url.Length > 0).Distinct(StringComparer.Ordinal);

    public bool IsValid => MaxStreamBitrate > 0 && MaxScreenBitrate > 0 && Servers.All(IsSocket);

    private static bool IsSocket(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "ws" or "wss";
}
