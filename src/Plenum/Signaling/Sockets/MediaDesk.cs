using System.Text.Json;
using Plenum.Media;

namespace Plenum.Signaling;

/// <summary>
/// Takes what clients say to the media engine out of what they say to each other (calls §E.11): nothing of it is passed
/// on. Nobody waits here; whoever asks for a stream that does not flow yet goes on meanwhile.
/// </summary>
internal sealed class MediaDesk(SocketHub hub, MediaStreams streams)
{
    /// <returns>False when it is not for the engine.</returns>
    public bool TryTake(SocketSession from, string? messageId, JsonElement recipient, JsonElement data)
    {
        if (!from.HasMedia || recipient.Text("type") != "session") return false;

        var (target, kind, sid) = (recipient.Text("sessionid"), MediaMessageRules.KindOf(data), data.Text("sid"));
        var (own, theirs) = (new StreamKey(from.Id, kind), new StreamKey(target, kind));
        var isOwn = target == from.Id;
        switch (data.Text("type"))
        {
            case "offer":
                var offer = MediaMessageRules.OfferOf(data);
                With(from, from.Id, messageId, () => streams.Offer(own, offer, Publisher(from, messageId, kind, offer.Media)));
                return true;
            case "candidate" when isOwn:
                var way = MediaMessageRules.CandidateOf(data);
                With(from, from.Id, messageId, () => streams.Reach(own, way, Publisher(from, messageId, kind, SentMedia.None)));
                return true;
            case "candidate":
                streams.Reach(from.Id, theirs, sid, MediaMessageRules.CandidateOf(data), Viewer(from, messageId, target));
                return true;
            case "answer":
                if (!isOwn) streams.Answer(from.Id, theirs, sid, MediaMessageRules.SdpOf(data), Viewer(from, messageId, target));
                return true;
            case "requestoffer":
                if (!isOwn) With(from, target, messageId, () => Request(from, messageId, theirs, sid));
                return true;
            case "sendoffer":
                if (!isOwn) With(from, target, messageId, () => Show(from, messageId, own, target));
                return true;
            case "selectStream":
                if (MediaMessageRules.SelectionOf(data) is { } selection) streams.Select(from.Id, theirs, selection, Viewer(from, messageId, target));
                return true;
            case "unshareScreen" when isOwn:
                streams.UnpublishSoon(new StreamKey(from.Id, StreamKind.Screen));
                return true;
            case "endOfCandidates":
                return true;
            default:
                return false;
        }
    }

    /// <summary>Does it while both are in the same room, so that whatever it begins ends when one of them leaves.</summary>
    private void With(SocketSession from, string other, string? messageId, Action act)
    {
        if (!hub.TryTogether(from, other, act)) hub.Refuse(from, messageId, MediaErrors.NotAllowed);
    }

    private void Request(SocketSession from, string? messageId, StreamKey stream, string sid)
    {
        hub.AskFor(from, stream);
        streams.Request(from.Id, stream, sid, Viewer(from, messageId, stream.SessionId));
    }

    /// <summary>Who publishes makes somebody else watch.</summary>
    private void Show(SocketSession from, string? messageId, StreamKey stream, string target)
    {
        if (hub.TryShowElsewhere(from, stream, target) || hub.Find(target) is not { } viewer) return;

        streams.Request(target, stream, sid: "", new MediaAsker(signal => hub.Tell(viewer, signal), error => hub.Refuse(from, messageId, error), ct => hub.MayBeShownAsync(viewer, from.Id, ct)));
    }

    private MediaAsker Publisher(SocketSession from, string? messageId, StreamKind kind, SentMedia media) =>
        new(signal => hub.Tell(from, signal), error => hub.Refuse(from, messageId, error), ct => hub.MayPublishAsync(from, kind, media, ct));

    private MediaAsker Viewer(SocketSession from, string? messageId, string target) =>
        new(signal => hub.Tell(from, signal), error => hub.Refuse(from, messageId, error), ct => hub.MayWatchAsync(from, target, ct));
}
