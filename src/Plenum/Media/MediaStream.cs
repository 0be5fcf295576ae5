using System.Text.Json;

namespace Plenum.Media;

/// <summary>What somebody publishes; the numbers are the feeds at Janus (calls §H.2).</summary>
internal enum StreamKind
{
    /// <summary>Camera and microphone.</summary>
    Video = 1,
    Screen = 2,
}

/// <summary>One stream of one session, which is named by its public id.</summary>
internal sealed record StreamKey(string SessionId, StreamKind Kind);

/// <summary>Where a stream can be watched.</summary>
/// <param name="Url">The Janus, as it was configured.</param>
/// <param name="Room">Its room there; each stream has one of its own.</param>
/// <param name="Parts">How Janus calls its sound and its picture; one that is switched on later comes as another one.</param>
internal sealed record Feed(string Url, ulong Room, IReadOnlyList<string> Parts)
{
    /// <summary>The same stream, perhaps with other parts.</summary>
    public bool IsOf(Feed? other) => other is not null && (other.Url, other.Room) == (Url, Room);
}

/// <summary>What a client wants to publish.</summary>
/// <param name="Sdp">Its description.</param>
/// <param name="Media">What is in it, whatever the direction.</param>
/// <param name="Bitrate">The most it is going to send, in bits per second; 0 for as much as it may.</param>
/// <param name="Codecs">Properties of a Janus room: <c>audiocodec</c>, <c>videocodec</c>, <c>vp9_profile</c>, <c>h264_profile</c>.</param>
internal sealed record MediaOffer(string Sdp, SentMedia Media, int Bitrate, IReadOnlyDictionary<string, string> Codecs);

/// <summary>Which parts of a stream somebody wants (calls §E.11); null leaves one as it is.</summary>
internal sealed record StreamSelection(int? Substream, int? Temporal, bool? Audio, bool? Video);

/// <summary>Something for a client.</summary>
/// <param name="Type"><c>offer</c>, <c>answer</c> or <c>candidate</c>.</param>
/// <param name="Stream">The stream it is about.</param>
/// <param name="Sid">The peer connection at Janus it belongs to.</param>
/// <param name="Payload">As it goes over the wire.</param>
internal sealed record MediaSignal(string Type, StreamKey Stream, string Sid, object Payload)
{
    public static MediaSignal Description(string type, StreamKey stream, string sid, string sdp) => new(type, stream, sid, new { type, sdp });

    public static MediaSignal Candidate(StreamKey stream, string sid, JsonElement candidate) => new("candidate", stream, sid, new { candidate });
}

/// <summary>Why nothing came of a request (calls §E.11).</summary>
internal static class MediaErrors
{
    public const string ClientNotFound = "client_not_found";
    public const string NotAllowed = "not_allowed";
    public const string ProcessingFailed = "processing_failed";
}

/// <summary>Who asks for something.</summary>
/// <param name="Tell">Says something to the client that the stream is for.</param>
/// <param name="Refuse">Answers the request with an error.</param>
/// <param name="MayAsync">Whether it may, as things are when its turn comes.</param>
internal sealed record MediaAsker(Action<MediaSignal> Tell, Action<string> Refuse, Func<CancellationToken, Task<bool>> MayAsync);
