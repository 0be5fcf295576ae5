using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plenum.Media;

/// <summary>
/// One viewer of a stream (calls §E.11, §H.2). Waiting for a stream that does not flow yet takes place in here, so that
/// nothing else of the viewer's waits.
/// </summary>
internal sealed class SubscribedStream(StreamKey key, MediaStreams streams, TimeProvider time, ILogger log)
{
    /// <summary>So long somebody who publishes is awaited.</summary>
    public static readonly TimeSpan AwaitedFor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan InsistAfter = TimeSpan.FromSeconds(1);

    private const int MostInsisting = 5;
    private const int MostRetries = 20;

    private readonly StreamQueue queue = new(log);
    private SubscribedPeer? peer;
    private int offers;

    /// <summary>Where it comes from; null while it does not.</summary>
    public Feed? Feed => peer?.Feed;

    /// <summary>Offers the stream to the viewer; in place when it names the peer connection that it has.</summary>
    /// <returns>False when there is too much to do already.</returns>
    public bool TryRequest(string sid, MediaAsker asker)
    {
        var known = Volatile.Read(ref offers);
        return queue.TryAdd(ct => RequestAsync(sid, known, asker, ct));
    }

    public bool TryAnswer(string sid, string sdp, MediaAsker asker) => queue.TryAdd(ct => AnswerAsync(sid, sdp, asker, ct));

    public bool TryCandidate(string sid, JsonElement candidate, MediaAsker asker) => queue.TryAdd(_ =>
    {
        if (peer is null) asker.Refuse(MediaErrors.ClientNotFound);
        else if (sid.Length == 0 || sid == peer.Handle.Sid) peer.Take(candidate);
        return Task.CompletedTask;
    });

    public bool TrySelect(StreamSelection selection, MediaAsker asker) => queue.TryAdd(ct => SelectAsync(selection, asker, ct));

    /// <summary>The stream has ended.</summary>
    public void End(Feed feed) => queue.TryAdd(_ =>
    {
        if (feed.IsOf(peer?.Feed)) Leave();
        return Task.CompletedTask;
    });

    public void Close() => queue.Close(() =>
    {
        Leave();
        return Task.CompletedTask;
    });

    /// <param name="sid">The peer connection that the viewer has, or empty.</param>
    /// <param name="known">How many offers had been made when it asked: whoever asked again and has got one meanwhile needs no other.</param>
    /// <param name="asker">The viewer, or who publishes and wants to be seen.</param>
    /// <param name="ct">Ends with the stream.</param>
    private async Task RequestAsync(string sid, int known, MediaAsker asker, CancellationToken ct)
    {
        if (known != offers && peer is not null) return;
        if (!await asker.MayAsync(ct))
        {
            asker.Refuse(MediaErrors.NotAllowed);
            return;
        }

        try
        {
            if (peer is { } current && sid == current.Handle.Sid) await RenegotiateAsync(current, asker, ct);
            else await SubscribeAsync(asker, ct);
        }
        catch (JanusException)
        {
            asker.Refuse(peer is null ? MediaErrors.ClientNotFound : MediaErrors.ProcessingFailed);
            Leave();
        }
    }

    private async Task SubscribeAsync(MediaAsker asker, CancellationToken ct)
    {
        Leave();
        for (var tries = 1; ; tries++)
        {
            var feed = await streams.Board.WaitAsync(key, AwaitedFor, time, ct) ?? throw new JanusException(0, "nothing is published");
            var connection = streams.Pool.At(feed.Url) ?? throw new JanusException(0, "its engine is gone");
            var handle = await connection.AttachAsync(ct);
            var coming = new SubscribedPeer(handle, new CandidateGate(candidate => asker.Tell(MediaSignal.Candidate(key, handle.Sid, candidate))), feed);
            handle.Hears = message => Hear(coming, message);
            try
            {
                var body = new JsonObject
                {
                    ["request"] = "join",
                    ["ptype"] = "subscriber",
                    ["room"] = feed.Room,
                    ["streams"] = new JsonArray(new JsonObject { ["feed"] = (int)key.Kind }),
                    ["autoupdate"] = false,
                };
                var attached = await handle.AskAsync(body, ct);
                coming.Streams = attached.PluginData();
                Offer(coming, attached, asker);
                peer = coming;
                return;
            }
            catch (JanusException exception) when (exception.Code == JanusException.NoSuchFeed && tries < MostRetries)
            {
                handle.Detach();
            }
            catch (Exception exception)
            {
                handle.Detach();
                if (exception is JanusException { Code: JanusException.NoSuchRoom }) streams.Board.Remove(key, feed);
                throw;
            }

            await Task.Delay(RetryAfter, time, ct);
        }
    }

    /// <summary>With what the publisher has switched on since.</summary>
    private async Task RenegotiateAsync(SubscribedPeer current, MediaAsker asker, CancellationToken ct)
    {
        var parts = streams.Board.Find(key)?.Parts ?? current.Feed.Parts;
        var more = parts.Except(current.Streams.PartsOf("feed_mid"), StringComparer.Ordinal).Select(JsonNode? (part) => new JsonObject { ["feed"] = (int)key.Kind, ["mid"] = part }).ToArray();
        var body = more.Length > 0 ? new JsonObject { ["request"] = "update", ["subscribe"] = new JsonArray(more) } : new JsonObject { ["request"] = "configure", ["update"] = true };
        var updated = await current.Handle.AskAsync(body, ct);
        if (more.Length > 0) current.Streams = updated.PluginData();
        Offer(current, updated, asker);
    }

    private void Offer(SubscribedPeer current, JsonElement message, MediaAsker asker)
    {
        if (message.Inner("jsep").Text("sdp") is not { Length: > 0 } sdp) throw new JanusException(0, "no offer");

        offers++;
        asker.Tell(MediaSignal.Description("offer", key, current.Handle.Sid, sdp));
        current.Gate.Open();
    }

    /// <summary>Answers to a peer connection that is no more come late, and do no harm.</summary>
    private async Task AnswerAsync(string sid, string sdp, MediaAsker asker, CancellationToken ct)
    {
        if (peer is not { } current)
        {
            if (sid.Length == 0) asker.Refuse(MediaErrors.ClientNotFound);
            return;
        }

        if (sid.Length > 0 && sid != current.Handle.Sid) return;

        try
        {
            await current.Handle.AskAsync(new JsonObject { ["request"] = "start" }, ct, new JsonObject { ["type"] = "answer", ["sdp"] = sdp });
            current.Start();
        }
        catch (JanusException)
        {
            asker.Refuse(MediaErrors.ProcessingFailed);
            Leave();
        }
    }

    private async Task SelectAsync(StreamSelection selection, MediaAsker asker, CancellationToken ct)
    {
        if (peer is not { } current)
        {
            asker.Refuse(MediaErrors.ClientNotFound);
            return;
        }

        try
        {
            current.Wanted = selection.Substream ?? current.Wanted;
            await SelectAsync(current, selection, ct);
            if (selection.Substream is { } wanted) _ = InsistAsync(current, wanted);
        }
        catch (JanusException)
        {
            asker.Refuse(MediaErrors.ProcessingFailed);
        }
    }

    private static Task<JsonElement> SelectAsync(SubscribedPeer current, StreamSelection selection, CancellationToken ct) =>
        current.Handle.AskAsync(new JsonObject { ["request"] = "configure", ["streams"] = SelectionRules.Of(current.Streams, selection) }, ct);

    /// <summary>Another layer begins with a whole picture. Janus asks the publisher for one, but not twice in a short time: then somebody has to ask again.</summary>
    private async Task InsistAsync(SubscribedPeer current, int wanted)
    {
        for (var repeats = 0; repeats < MostInsisting; repeats++)
        {
            await Task.Delay(InsistAfter, time);
            if (current.Substream == wanted || current.Wanted != wanted) return;

            queue.TryAdd(ct => AskAgainAsync(current, wanted, ct));
        }
    }

    private async Task AskAgainAsync(SubscribedPeer current, int wanted, CancellationToken ct)
    {
        if (peer != current || current.Wanted != wanted) return;

        try
        {
            await SelectAsync(current, new StreamSelection(wanted, Temporal: null, Audio: null, Video: null), ct);
        }
        catch (JanusException)
        {
            // The viewer keeps the layer that it has.
        }
    }

    private void Hear(SubscribedPeer from, JsonElement message)
    {
        switch (message.Text("janus"))
        {
            case "trickle":
                from.Gate.Pass(message.Inner("candidate"));
                break;
            case "event" when message.PluginData() is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty("substream", out var substream) && substream.ValueKind == JsonValueKind.Number && substream.TryGetInt32(out var layer):
                from.Substream = layer;
                break;
            case "hangup" or "detached":
                queue.TryAdd(_ =>
                {
                    if (peer == from) Leave();
                    return Task.CompletedTask;
                });
                break;
        }
    }

    private void Leave()
    {
        peer?.Handle.Detach();
        peer = null;
    }
}
