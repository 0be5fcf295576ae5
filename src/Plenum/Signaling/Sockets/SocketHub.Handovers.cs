using System.Text;
using Plenum.Media;

namespace Plenum.Signaling;

/// <summary>Sessions that go on at another node than the one where they began (calls §G.3).</summary>
internal sealed partial class SocketHub
{
    /// <summary>A session that another node has given away goes on here, with the same ids and with what it missed.</summary>
    /// <param name="handed">The session.</param>
    /// <param name="resumeId">Its private id.</param>
    /// <param name="joined">Its place, as the database knows it; null when it has none, or none any more.</param>
    /// <returns>Completes when it is known how it stands there, so that it can be resumed.</returns>
    public Task TakeOver(HandedOver handed, string resumeId, JoinedRoom? joined)
    {
        var session = new SocketSession(handed.Id, resumeId, handed.User, [.. handed.Features], SeatKind.Client);
        foreach (var missed in handed.Missed) session.Deliver(Encoding.UTF8.GetBytes(missed.Frame), missed.Kind);
        lock (gate)
        {
            Add(session);
            Watch(session);
            if (handed.Seat is { } seat && joined is not null) return SitAgain(session, seat, joined);
            if (handed.Seat is { } lost) Vacate(session, lost);
            return Task.CompletedTask;
        }
    }

    private Task SitAgain(SocketSession session, HandedSeat handed, JoinedRoom joined)
    {
        var room = RoomOf(joined);
        room.Elsewhere.Remove(session.Id);
        foreach (var other in handed.Others.Where(other => !room.Seats.ContainsKey(other.Id))) room.Elsewhere.TryAdd(other.Id, new RemoteSeat(other) { IsAnnounced = true });
        session.Seat = session.LastSeat = new Seat(room, session, joined, pings.During(joined.Session))
        {
            Standing = handed.IsInside ? Standing.Inside : Standing.HeldBack,
            AdmittedAfter = handed.AdmittedAfter,
            IsAnnounced = true,
            KnowsItself = true,
            IsIntroduced = handed.IsIntroduced,
            Properties = handed.Properties,
        };
        room.Seats[session.Id] = session.Seat;
        TellNodes(room, [session.Seat], areNew: true);
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Ring(room, news =>
        {
            news.HasChanges = true;
            news.Told.Add(looked);
        });
        return looked.Task;
    }

    /// <summary>Its session of the REST API has ended on the way.</summary>
    private void Vacate(SocketSession session, HandedSeat lost)
    {
        session.Deliver(Frames.NoRoom(id: null));
        link.Tell(new SeatsLeft(lost.ConversationId, lost.Token, link.Node, [session.Id]));
        if (rooms.TryGetValue(lost.ConversationId, out var room)) Unseat(room, session.Id);
    }

    /// <summary>Another node has the client: whoever is here sees no difference.</summary>
    private void GiveAway(SessionAsked asked)
    {
        if (!resumable.TryGetValue(asked.Digest, out var session) || session.Kind != SeatKind.Client) return;

        link.Tell(new SessionGiven(asked.AskId, asked.Node, session.HandOver()));
        Drop(session);
        if (session.Seat is { } seat)
        {
            seat.Leave();
            media.Leave(session.Id);
            foreach (var kind in Enum.GetValues<StreamKind>()) link.Tell(new StreamElsewhere(seat.Room.ConversationId, seat.Room.Token, link.Node, new StreamKey(session.Id, kind), Feed: null));
            seat.Room.Seats.Remove(session.Id);
            if (seat.Room.Seats.Count == 0) Close(seat.Room);
            else seat.Room.Elsewhere[session.Id] = new RemoteSeat(SeatElsewhere.Of(seat)) { IsAnnounced = seat.IsAnnounced, Row = seat.Row };
        }

        session.Connection?.Close(Frames.Bye(id: null, HelloErrors.SessionResumed));
    }

    /// <summary>It came too late for whoever asked: nobody has the session any more.</summary>
    private void Settle(SessionGiven given)
    {
        if (questions.Settle(given.AskId, given.Session) || given.Session.Seat is not { } seat) return;

        link.Tell(new SeatsLeft(seat.ConversationId, seat.Token, link.Node, [given.Session.Id]));
        if (rooms.TryGetValue(seat.ConversationId, out var room)) Unseat(room, given.Session.Id);
    }
}
