using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Plenum.Media;

/// <summary>
/// What the sessions of this node publish and watch. Nothing in here waits: what is asked for is put into the stream's
/// own queue.
/// </summary>
internal sealed class MediaStreams(JanusPool pool, FeedBoard board, IOptions<JanusOptions> options, TimeProvider time, ILogger<MediaStreams> log)
{
    // Owner of the lock: this class; it guards both.
    private readonly Lock gate = new();
    private readonly Dictionary<StreamKey, PublishedStream> published = [];
    private readonly Dictionary<string, Dictionary<StreamKey, SubscribedStream>> watched = new(StringComparer.Ordinal);

    public JanusPool Pool => pool;

    public FeedBoard Board => board;

    /// <summary>The most that may be sent, in bits per second.</summary>
    public int LimitOf(StreamKind kind) => kind switch
    {
        StreamKind.Video => options.Value.MaxStreamBitrate,
        StreamKind.Screen => options.Value.MaxScreenBitrate,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    public void Offer(StreamKey key, MediaOffer offer, MediaAsker asker) => Check(Publisher(key).TryOffer(offer, asker), asker);

    /// <param name="key">The own stream.</param>
    /// <param name="candidate">As clients name it.</param>
    /// <param name="asker">Who publishes it.</param>
    public void Reach(StreamKey key, JsonElement candidate, MediaAsker asker) => Check(Publisher(key).TryCandidate(candidate, asker), asker);

    public void Request(string viewer, StreamKey key, string sid, MediaAsker asker) => Check(Viewer(viewer, key).TryRequest(sid, asker), asker);

    public void Answer(string viewer, StreamKey key, string sid, string sdp, MediaAsker asker)
    {
        if (Find(viewer, key) is { } stream) Check(stream.TryAnswer(sid, sdp, asker), asker);
        else if (sid.Length == 0) asker.Refuse(MediaErrors.ClientNotFound);
    }

    public void Reach(string viewer, StreamKey key, string sid, JsonElement candidate, MediaAsker asker)
    {
        if (Find(viewer, key) is { } stream) Check(stream.TryCandidate(sid, candidate, asker), asker);
        else asker.Refuse(MediaErrors.ClientNotFound);
    }

    public void Select(string viewer, StreamKey key, StreamSelection selection, MediaAsker asker)
    {
        if (Find(viewer, key) is { } stream) Check(stream.TrySelect(selection, asker), asker);
        else asker.Refuse(MediaErrors.ClientNotFound);
    }

    /// <summary>What of a session's is published.</summary>
    public SentMedia? PublishedBy(StreamKey key)
    {
        lock (gate) return published.TryGetValue(key, out var stream) ? stream.Media : null;
    }

    /// <summary>Ends what is published; those who watch it lose it.</summary>
    public void Unpublish(StreamKey key)
    {
        PublishedStream? stream;
        lock (gate) published.Remove(key, out stream);
        stream?.Close();
    }

    /// <summary>The same a moment later, unless something else is published by then: the others are to hear of it first.</summary>
    public void UnpublishSoon(StreamKey key)
    {
        PublishedStream? stream;
        lock (gate) stream = published.GetValueOrDefault(key);
        stream?.CloseSoon();
    }

    /// <returns>Whether it publishes or watches anything.</returns>
    public bool Knows(string sessionId)
    {
        lock (gate) return watched.ContainsKey(sessionId) || KeysOf(sessionId).Any(published.ContainsKey);
    }

    /// <summary>Ends everything that a session publishes and watches.</summary>
    public void Leave(string sessionId)
    {
        var over = new List<SubscribedStream>();
        lock (gate)
        {
            if (watched.Remove(sessionId, out var theirs)) over.AddRange(theirs.Values);
            foreach (var key in KeysOf(sessionId))
            {
                foreach (var others in watched.Values)
                {
                    if (others.Remove(key, out var stream)) over.Add(stream);
                }
            }
        }

        foreach (var key in KeysOf(sessionId)) Unpublish(key);
        foreach (var stream in over) stream.Close();
    }

    /// <summary>Called when a stream of a session here begins to flow, and without a feed when it is over.</summary>
    public Action<StreamKey, Feed?>? Changed { get; set; }

    /// <summary>A stream has begun to flow.</summary>
    public void Flows(StreamKey key, Feed feed)
    {
        board.Post(key, feed);
        Changed?.Invoke(key, feed);
    }

    /// <summary>A stream is over.</summary>
    public void Ends(StreamKey key, Feed feed)
    {
        LetGo(key, feed);
        Changed?.Invoke(key, null);
    }

    /// <summary>Another node's stream flows, or does not any more.</summary>
    public void Learn(StreamKey key, Feed? feed)
    {
        if (board.Find(key) is { } former && !former.IsOf(feed)) LetGo(key, former);
        if (feed is not null) board.Post(key, feed);
    }

    private void LetGo(StreamKey key, Feed feed)
    {
        board.Remove(key, feed);
        SubscribedStream[] viewers;
        lock (gate) viewers = [.. watched.Values.Select(theirs => theirs.GetValueOrDefault(key)).OfType<SubscribedStream>()];
        foreach (var viewer in viewers) viewer.End(feed);
    }

    private static IEnumerable<StreamKey> KeysOf(string sessionId) => Enum.GetValues<StreamKind>().Select(kind => new StreamKey(sessionId, kind));

    private static void Check(bool isTaken, MediaAsker asker)
    {
        if (!isTaken) asker.Refuse(MediaErrors.ProcessingFailed);
    }

    private PublishedStream Publisher(StreamKey key)
    {
        lock (gate)
        {
            if (!published.TryGetValue(key, out var stream)) published[key] = stream = new PublishedStream(key, this, time, log);
            return stream;
        }
    }

    private SubscribedStream Viewer(string viewer, StreamKey key)
    {
        lock (gate)
        {
            if (!watched.TryGetValue(viewer, out var theirs)) watched[viewer] = theirs = [];
            if (!theirs.TryGetValue(key, out var stream)) theirs[key] = stream = new SubscribedStream(key, this, time, log);
            return stream;
        }
    }

    private SubscribedStream? Find(string viewer, StreamKey key)
    {
        lock (gate) return watched.GetValueOrDefault(viewer)?.GetValueOrDefault(key);
    }
}
