namespace Plenum.Media;

/// <summary>Janus refused something, did not answer in time, or is gone.</summary>
/// <param name="code">Janus's number for it (calls §H.3); 0 when it said nothing.</param>
/// <param name="reason">Janus's words, for the log.</param>
internal sealed class JanusException(int code, string reason) : Exception($"Janus: {reason} ({code})")
{
    /// <summary>There is no such feed: the publisher sends nothing yet.</summary>
    public const int NoSuchFeed = 428;

    /// <summary>The stream is over, and nobody has said so.</summary>
    public const int NoSuchRoom = 426;

    public int Code => code;
}
