using System.Text.Json;
using Plenum.Media;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>Coming into rooms, leaving them, and what is said in them (calls §E.5, §E.9, §E.10).</summary>
internal sealed partial class SocketHub
{
    /// <summary>What is said in one room before one knows who may say it.</summary>
    private const int MostEarly = 1_000;

    /// <summary>Takes a place in a room. Nobody is told before the door has been looked at.</summary>
    /// <returns>Its former place, which the REST API has to be told of; null when there was none.</returns>
    public Seat? Sit(SocketSession session, JoinedRoom joined, string? messageId)
    {
        lock (gate)
        {
            if (!sessions.ContainsKey(session.Id)) return null;

            if (session.Seat is { } same && same.Room.Token == joined.Token)
            {
                Evict(joined, session);
                same.ComeAgain(joined, pings.During(joined.Session));
                session.Deliver(Frames.Error(messageId, HelloErrors.AlreadyJoined, new { room = new { roomid = joined.Token, properties = joined.Properties } }));
                TellNodes(same.Room, [same], areNew: true);
                Ring(same.Room, news => news.HasChanges = true);
                return null;
            }

            Evict(joined, session);
            var former = TakeSeat(session);
            session.Deliver(Frames.Room(messageId, joined.Token, joined.Properties, session.HasMedia ? Bandwidth : null));
            Place(session, joined, session.Kind == SeatKind.Internal ? session.OwnInCall : null);
            Watch(session);
            return former;
        }
    }

    /// <param name="session">Who sits down.</param>
    /// <param name="joined">Where.</param>
    /// <param name="ownInCall">The place in the call of somebody who is not in the database.</param>
    private void Place(SocketSession session, JoinedRoom joined, CallFlags? ownInCall)
    {
        var room = RoomOf(joined);
        session.Seat = session.LastSeat = new Seat(room, session, joined, pings.During(joined.Session)) { OwnInCall = ownInCall };
        room.Seats.Add(session.Id, session.Seat);
        Ring(room, news => (news.HasChanges, news.HasCall) = (true, news.HasCall || session.Kind != SeatKind.Client));
    }

    /// <returns>The place that it had; null when it was in no room.</returns>
    public Seat? Stand(SocketSession session, string? messageId)
    {
        lock (gate)
        {
            var former = TakeSeat(session);
            if (former is null) return null;

            session.Deliver(Frames.NoRoom(messageId));
            Watch(session);
            return former;
        }
    }

    /// <summary>
    /// Passes on what one session says to others: to one, to a user's, to the room or to those in its call. Never to
    /// itself, and never past the lobby, in neither direction. Whom nobody knows gets nothing, without a word.
    /// </summary>
    public void Relay(SocketSession from, string type, JsonElement recipient, JsonElement data)
    {
        lock (gate)
        {
            if (from.Seat is { Standing: Standing.Unknown } early)
            {
                // It has joined and speaks before one has looked at the door: heard when one has.
                var (whom, what) = (recipient.Clone(), data.Clone());
                Later(early, () => Relay(from, type, whom, what));
                return;
            }

            if (from.Seat is not { Standing: Standing.Inside, Row: { } row } seat || !MaySay(type, data, row)) return;

            if (type == "message") NoteHand(seat, data);
            var to = recipient.Text("type");
            Pass(Recipients(seat, to, recipient), new Saying(type, to, from.Id, from.User.UserId, data));
            Cross(seat, type, recipient, data);
        }
    }

    /// <summary>Does it when one knows how the client stands in the room, if it is still there.</summary>
    private static void Later(Seat seat, Action act)
    {
        if (seat.Room.Early.Count < MostEarly) seat.Room.Early.Add((seat, act));
    }

    /// <summary>What is meant for somebody without a client goes to whoever speaks for it.</summary>
    private static void Pass(IEnumerable<Seat> seats, Saying saying)
    {
        byte[]? frame = null;
        foreach (var session in seats.Select(seat => seat.Session))
        {
            if (session.Virtual is { } one) one.Owner.Deliver(Frames.Relayed(saying, one.Name));
            else session.Deliver(frame ??= Frames.Relayed(saying));
        }
    }

    /// <summary>Talk apps tell everybody one by one, and those who come later again; Plenum's own page tells the REST API.</summary>
    private void NoteHand(Seat seat, JsonElement data)
    {
        if (HandSignals.Read(data) is not { } said || said == seat.SaidHand || seat.HasOwnEvents || seat.Session.Kind != SeatKind.Client) return;

        seat.SaidHand = said;
        HandSaid?.Invoke(seat.TalkSessionId, said);
    }

    private SocketRoom RoomOf(JoinedRoom joined)
    {
        if (rooms.TryGetValue(joined.ConversationId, out var known)) return known;

        var room = rooms[joined.ConversationId] = new SocketRoom(joined.ConversationId, joined.Token);
        Ask(room);
        return room;
    }

    private void Close(SocketRoom room)
    {
        rooms.Remove(room.ConversationId);
        room.Transient.Clear();
        foreach (var id in room.Elsewhere.Keys) ForgetStreams(id);
    }

    private static bool MaySay(string type, JsonElement data, RosterRow row)
    {
        if (type == "control") return row.Type.IsAccountModerator();
        if (data.Text("type") is not ("offer" or "answer") || !data.TryObject("payload", out var payload)) return true;

        return SignalRules.MayPublish(SdpRules.Sent(payload.Text("sdp")), data.Text("roomType"), row.Permissions);
    }

    private static IEnumerable<Seat> Recipients(Seat seat, string to, JsonElement recipient)
    {
        var others = seat.Room.Insiders.Where(other => other != seat);
        return to switch
        {
            "session" => seat.Room.Seats.GetValueOrDefault(recipient.Text("sessionid")) is { Standing: Standing.Inside } one && one != seat ? [one] : [],
            "user" when recipient.Text("userid") is { Length: > 0 } userId && userId != seat.Session.User.UserId => others.Where(other => other.Session.User.UserId == userId),
            "room" => others,
            "call" => others.Where(other => other.IsInCall),
            _ => [],
        };
    }

    private static void Tell(SocketRoom room, byte[] frame)
    {
        foreach (var seat in room.Insiders) seat.Session.Deliver(frame);
    }

    /// <summary>Another connection that shows the same session of the REST API is the one that is gone.</summary>
    private void Evict(JoinedRoom joined, SocketSession by)
    {
        if (!rooms.TryGetValue(joined.ConversationId, out var room)) return;

        foreach (var ghost in room.Elsewhere.Values.Where(seat => seat.TalkSessionId == joined.TalkSessionId).ToArray()) Unseat(room, ghost.Id);
        var former = room.Seats.Values.FirstOrDefault(seat => seat.Session != by && seat.TalkSessionId == joined.TalkSessionId);
        if (former is not null) End(former.Session, Frames.Bye(id: null, HelloErrors.RoomSessionReconnected), leavesTalk: false);
    }

    private Seat? TakeSeat(SocketSession session)
    {
        if (session.Seat is not { } seat) return null;

        session.Seat = null;
        seat.Leave();
        if (media.Knows(session.Id)) media.Leave(session.Id);
        var room = seat.Room;
        room.Seats.Remove(session.Id);
        DropOwnKey(room, session.Id);
        if (seat.IsAnnounced) link.Tell(new SeatsLeft(room.ConversationId, room.Token, link.Node, [session.Id]));
        if (room.Seats.Count == 0) Close(room);
        else if (seat.IsAnnounced) Ring(room, news => news.Left.Add(session.Id));
        return seat;
    }
}
