using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plenum.Media;

/// <summary>
/// What one session publishes of a kind: a room of its own at Janus with this publisher in it (calls §E.11, §H.2). Its
/// work is done one after the other: an offer that comes while another one is being answered waits for its turn.
/// </summary>
internal sealed class PublishedStream(StreamKey key, MediaStreams streams, TimeProvider time, ILogger log)
{
    /// <summary>Candidates that come before there is anybody to tell.</summary>
    private const int MostEarly = 64;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly StreamQueue queue = new(log);
    private readonly List<JsonElement> early = [];
    private Peer? peer;

    /// <summary>What was offered last.</summary>
    public SentMedia Media { get; private set; }

    /// <summary>Answers an offer: publishes, or changes what is published; an offer of another peer connection replaces it.</summary>
    /// <returns>False when there is too much to do already.</returns>
    public bool TryOffer(MediaOffer offer, MediaAsker asker)
    {
        Media = offer.Media;
        return queue.TryAdd(ct => OfferAsync(offer, asker, ct));
    }

    public bool TryCandidate(JsonElement candidate, MediaAsker asker) => queue.TryAdd(ct => CandidateAsync(candidate, asker, ct));

    public void Close() => queue.Close(LeaveAsync);

    /// <summary>Ends what is published now, a second from now.</summary>
    public void CloseSoon() => queue.TryAdd(ct =>
    {
        if (peer is { } ending) _ = CloseAsync(ending);
        return Task.CompletedTask;
    });

    private async Task CloseAsync(Peer ending)
    {
        await Task.Delay(Soon, time);
        queue.TryAdd(_ => peer == ending ? LeaveAsync() : Task.CompletedTask);
    }

    private async Task OfferAsync(MediaOffer offer, MediaAsker asker, CancellationToken ct)
    {
        if (!await asker.MayAsync(ct))
        {
            asker.Refuse(MediaErrors.NotAllowed);
            return;
        }

        try
        {
            var origin = SdpRules.OriginOf(offer.Sdp);
            if (peer is not null && peer.Origin != origin) await LeaveAsync();
            peer ??= await JoinAsync(origin, offer, asker, ct);
        }
        catch (JanusException)
        {
            asker.Refuse(MediaErrors.ClientNotFound);
            return;
        }

        try
        {
            await AnswerAsync(peer, offer, asker, ct);
        }
        catch (JanusException)
        {
            asker.Refuse(MediaErrors.ProcessingFailed);
            await LeaveAsync();
        }
    }

    private async Task AnswerAsync(Peer current, MediaOffer offer, MediaAsker asker, CancellationToken ct)
    {
        var body = new JsonObject { ["request"] = "configure", ["audio"] = true, ["video"] = true, ["data"] = true };
        var configured = await current.Handle.AskAsync(body, ct, new JsonObject { ["type"] = "offer", ["sdp"] = offer.Sdp });
        if (configured.Inner("jsep").Text("sdp") is not { Length: > 0 } answer) throw new JanusException(0, "no answer to an offer");

        current.Feed = current.Feed with { Parts = configured.PluginData().PartsOf("mid") };
        if (current.Flows) streams.Flows(key, current.Feed);
        asker.Tell(MediaSignal.Description("answer", key, current.Handle.Sid, answer));
        current.Gate.Open();
        foreach (var candidate in early) current.Handle.Trickle(CandidateGate.ToJanus(candidate));
        early.Clear();
    }

    private async Task CandidateAsync(JsonElement candidate, MediaAsker asker, CancellationToken ct)
    {
        if (peer is { } current) current.Handle.Trickle(CandidateGate.ToJanus(candidate));
        else if (!await asker.MayAsync(ct)) asker.Refuse(MediaErrors.NotAllowed);
        else if (early.Count < MostEarly) early.Add(candidate);
    }

    private async Task<Peer> JoinAsync(string origin, MediaOffer offer, MediaAsker asker, CancellationToken ct)
    {
        var connection = streams.Pool.LeastLoaded() ?? throw new JanusException(0, "none is up");
        var handle = await connection.AttachAsync(ct);
        var gate = new CandidateGate(candidate => asker.Tell(MediaSignal.Candidate(key, handle.Sid, candidate)));
        var coming = new Peer(handle, gate, origin, new Feed(connection.Url, NewRoom(), []));
        handle.Hears = message => Hear(coming, message);
        try
        {
            await handle.AskAsync(RoomFor(offer, coming.Feed.Room), ct);
            await handle.AskAsync(new JsonObject { ["request"] = "join", ["ptype"] = "publisher", ["room"] = coming.Feed.Room, ["id"] = (int)key.Kind }, ct);
            return coming;
        }
        catch
        {
            // Also when it is broken off: what Janus has made so far is not to stay.
            await LeaveAsync(coming);
            throw;
        }
    }

    private JsonObject RoomFor(MediaOffer offer, ulong id)
    {
        var limit = streams.LimitOf(key.Kind);
        var room = new JsonObject
        {
            ["request"] = "create",
            ["room"] = id,
            ["description"] = AbandonedRooms.DescriptionOf(key),
            ["publishers"] = 1,
            ["bitrate"] = offer.Bitrate > 0 ? Math.Min(offer.Bitrate, limit) : limit,
            ["bitrate_cap"] = true,
            ["videoorient_ext"] = false,
        };
        foreach (var (name, value) in offer.Codecs) room[name] = value;
        return room;
    }

    /// <summary>Known before Janus has answered, so that it can be destroyed whatever comes between; small enough for every reader of JSON.</summary>
    private static ulong NewRoom() => (BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) >> 11) + 1;

    /// <summary>Janus's events; nothing waits in here.</summary>
    private void Hear(Peer from, JsonElement message)
    {
        switch (message.Text("janus"))
        {
            case "trickle":
                from.Gate.Pass(message.Inner("candidate"));
                break;
            case "webrtcup" when !from.IsGone:
                from.Flows = true;
                streams.Flows(key, from.Feed);
                break;
            case "hangup" or "detached" when !from.IsGone:
                queue.TryAdd(_ => peer == from ? LeaveAsync() : Task.CompletedTask);
                break;
        }
    }

    private Task LeaveAsync()
    {
        var leaving = peer;
        peer = null;
        return leaving is null ? Task.CompletedTask : LeaveAsync(leaving);
    }

    /// <summary>Janus tells those who watch nothing when a room goes: they are let go here.</summary>
    private async Task LeaveAsync(Peer leaving)
    {
        leaving.IsGone = true;
        streams.Ends(key, leaving.Feed);
        try
        {
            await leaving.Handle.AskAsync(new JsonObject { ["request"] = "destroy", ["room"] = leaving.Feed.Room }, CancellationToken.None);
        }
        catch (JanusException)
        {
            // It is gone with the connection, or was never made.
        }

        leaving.Handle.Detach();
    }

    /// <summary>A peer connection at Janus, alone in its room.</summary>
    private sealed class Peer(JanusHandle handle, CandidateGate gate, string origin, Feed feed)
    {
        public JanusHandle Handle => handle;

        public CandidateGate Gate => gate;

        /// <summary>The same in all offers of the client's peer connection.</summary>
        public string Origin => origin;

        public Feed Feed { get; set; } = feed;

        /// <summary>The client is connected.</summary>
        public bool Flows { get; set; }

        public bool IsGone { get; set; }
    }
}
