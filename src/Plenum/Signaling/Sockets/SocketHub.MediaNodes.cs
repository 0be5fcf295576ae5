using Plenum.Media;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>Streams whose publisher is connected to another node than who watches: all nodes reach the same engines.</summary>
internal sealed partial class SocketHub
{
    /// <summary>From now on the other nodes hear of streams that begin and end here.</summary>
    public void SpreadStreams() => media.Changed = Spread;

    private void Spread(StreamKey stream, Feed? feed)
    {
        if (!link.IsNeeded) return;

        lock (gate)
        {
            if (sessions.GetValueOrDefault(stream.SessionId)?.Seat is { Room: var room }) link.Tell(new StreamElsewhere(room.ConversationId, room.Token, link.Node, stream, feed));
        }
    }

    /// <summary>Asks the other nodes for a stream that nobody here knows of; nothing for those of this node.</summary>
    public void AskFor(SocketSession viewer, StreamKey stream)
    {
        lock (gate)
        {
            if (viewer.Seat is not { Room: var room } || !room.Elsewhere.ContainsKey(stream.SessionId) || media.Board.Find(stream) is not null) return;

            link.Tell(new StreamAsked(room.ConversationId, room.Token, link.Node, stream));
        }
    }

    /// <summary>Has somebody who is connected elsewhere see a stream.</summary>
    /// <returns>False for somebody who is not there.</returns>
    public bool TryShowElsewhere(SocketSession publisher, StreamKey stream, string viewer)
    {
        lock (gate)
        {
            if (publisher.Seat is not { Standing: Standing.Inside, Room: var room } || !room.Elsewhere.ContainsKey(viewer)) return false;

            link.Tell(new StreamShown(room.ConversationId, room.Token, link.Node, stream, viewer));
            return true;
        }
    }

    private void HearMedia(SocketRoom room, Announcement announcement)
    {
        switch (announcement)
        {
            case StreamElsewhere moved when moved.Node != link.Node && room.Elsewhere.ContainsKey(moved.Stream.SessionId):
                media.Learn(moved.Stream, moved.Feed);
                break;
            case StreamAsked asked when asked.Node != link.Node && room.Seats.ContainsKey(asked.Stream.SessionId) && media.Board.Find(asked.Stream) is { } feed:
                link.Tell(new StreamElsewhere(room.ConversationId, room.Token, link.Node, asked.Stream, feed));
                break;
            case StreamShown shown when shown.Node != link.Node && room.Seats.GetValueOrDefault(shown.Viewer) is { Session: { HasMedia: true } viewer }:
                AskFor(viewer, shown.Stream);
                media.Request(viewer.Id, shown.Stream, sid: "", new MediaAsker(signal => Tell(viewer, signal), _ => { }, ct => MayBeShownAsync(viewer, shown.Stream.SessionId, ct)));
                break;
        }
    }

    /// <summary>Somebody at another node is here no more, and so its streams are not.</summary>
    private void ForgetStreams(string sessionId)
    {
        foreach (var kind in Enum.GetValues<StreamKind>()) media.Learn(new StreamKey(sessionId, kind), feed: null);
    }
}
