using System.Text.Json;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>
/// Rooms whose people are connected to several nodes: each tells the others who sits there with it, and what is said to
/// those. Of a node that dies the sessions end in the database, and that is heard everywhere.
/// </summary>
internal sealed partial class SocketHub
{
    private void HearNode(Announcement announcement)
    {
        if (!rooms.TryGetValue(announcement.ConversationId, out var room)) return;

        switch (announcement)
        {
            case SeatsTaken taken when taken.Node != link.Node:
                Seat(room, taken);
                break;
            case SeatsLeft left when left.Node != link.Node:
                foreach (var id in left.Ids) Unseat(room, id);
                break;
            case SeatsAsked asked when asked.Node != link.Node:
                TellNodes(room, room.Seats.Values.Where(seat => seat.IsAnnounced), areNew: false);
                break;
            case FlagsElsewhere flags when flags.Node != link.Node && room.Elsewhere.TryGetValue(flags.Id, out var seat):
                seat.Flags = flags.Flags;
                Tell(room, Frames.Flags(room.Token, flags.Id, flags.Flags));
                break;
            case SaidElsewhere said when said.Node != link.Node:
                Pass(room, said);
                break;
            case TransientElsewhere change when change.Node != link.Node:
                Change(room, change.Key, change.Value is { } json ? JsonElement.Parse(json) : null, change.TtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
                break;
            default:
                HearMedia(room, announcement);
                break;
        }
    }

    private void Ask(SocketRoom room) => link.Tell(new SeatsAsked(room.ConversationId, room.Token, link.Node));

    private void TellNodes(SocketRoom room, IEnumerable<Seat> seats, bool areNew)
    {
        if (!link.IsNeeded) return;

        var taken = seats.Select(SeatElsewhere.Of).ToArray();
        var transient = areNew ? null : room.Transient.Values.ToDictionary(pair => pair.Key, pair => pair.Value.GetRawText(), StringComparer.Ordinal);
        if (taken.Length > 0) link.Tell(new SeatsTaken(room.ConversationId, room.Token, link.Node, areNew, taken, transient));
    }

    private void Seat(SocketRoom room, SeatsTaken taken)
    {
        var own = room.Seats.Values.ToLookup(seat => seat.TalkSessionId, StringComparer.Ordinal);
        var elsewhere = room.Elsewhere.Values.ToLookup(seat => seat.TalkSessionId, StringComparer.Ordinal);
        foreach (var seat in taken.Seats)
        {
            // A client that has come back at another node shows the same session of the REST API.
            var former = own[seat.TalkSessionId].FirstOrDefault();
            if (former is not null && !taken.AreNew) continue;
            if (former is not null) End(former.Session, Frames.Bye(id: null, HelloErrors.RoomSessionReconnected), leavesTalk: false);

            foreach (var ghost in elsewhere[seat.TalkSessionId].Where(ghost => ghost.Id != seat.Id)) Unseat(room, ghost.Id);
            var known = room.Elsewhere.GetValueOrDefault(seat.Id);
            room.Elsewhere[seat.Id] = new RemoteSeat(seat) { IsAnnounced = known is { IsAnnounced: true }, Row = known?.Row };
        }

        foreach (var (key, value) in taken.Transient ?? new Dictionary<string, string>(StringComparer.Ordinal)) 
        {
            if (room.Transient.Find(key) is null) Change(room, key, JsonElement.Parse(value), ttl: null);
        }

        Ring(room, news => (news.HasChanges, news.HasCall) = (true, news.HasCall || taken.Seats.Any(seat => seat.OwnInCall is not null)));
    }

    private void Unseat(SocketRoom room, string id)
    {
        if (!room.Elsewhere.Remove(id, out var seat)) return;

        ForgetStreams(id);
        DropOwnKey(room, id);
        if (seat.IsAnnounced) Ring(room, news => news.Left.Add(id));
    }

    /// <summary>Says the same to those at other nodes.</summary>
    private void Cross(Seat from, string type, JsonElement recipient, JsonElement data)
    {
        var room = from.Room;
        if (room.Elsewhere.Count == 0) return;

        var to = recipient.Text("type");
        var (whom, isThere) = to switch
        {
            "session" => (recipient.Text("sessionid"), room.Elsewhere.ContainsKey(recipient.Text("sessionid"))),
            "user" => (recipient.Text("userid"), recipient.Text("userid") != from.Session.User.UserId && room.Elsewhere.Values.Any(other => other.UserId == recipient.Text("userid"))),
            "room" or "call" => ("", true),
            _ => ("", false),
        };
        if (!isThere) return;

        link.Tell(new SaidElsewhere(room.ConversationId, room.Token, link.Node, type, to, whom, from.Session.Id, from.Session.User.UserId, data.GetRawText(), room.LastMessageId));
    }

    /// <summary>Who waited in the lobby when it was said does not hear it, even if the lobby has opened on its way.</summary>
    private static void Pass(SocketRoom room, SaidElsewhere said)
    {
        var meant = room.Insiders.Where(seat => seat.AdmittedAfter <= said.After && said.To switch
        {
            "session" => seat.Session.Id == said.Whom,
            "user" => seat.Session.User.UserId == said.Whom,
            "room" => true,
            "call" => seat.IsInCall,
            _ => false,
        });
        Pass(meant, new Saying(said.Type, said.To, said.Sender, said.UserId, JsonElement.Parse(said.Data)));
    }
}
