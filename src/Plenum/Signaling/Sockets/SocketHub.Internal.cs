using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>Internal clients and those for whom they speak (calls §E.12).</summary>
internal sealed partial class SocketHub
{
    /// <summary>Of one internal client: more than any bridge has lines.</summary>
    private const int MostVirtual = 1_000;

    /// <summary>A session without a socket takes a place.</summary>
    /// <param name="owner">Who speaks for it.</param>
    /// <param name="wish">What it is.</param>
    /// <param name="id">Its public id.</param>
    /// <param name="joined">Its place.</param>
    /// <returns>False when its owner is gone, has one of this name or too many.</returns>
    public bool AddVirtual(SocketSession owner, VirtualWish wish, string id, JoinedRoom joined)
    {
        lock (gate)
        {
            if (!sessions.ContainsKey(owner.Id) || owner.Virtuals.Count >= MostVirtual || FindVirtual(owner, wish.Token, wish.Name) is not null) return false;

            var session = new SocketSession(id, resumeId: id, new SocketUser(wish.UserId, wish.DisplayName), [], SeatKind.Virtual)
            {
                Virtual = new VirtualSession(owner, wish.Name) { Flags = wish.Flags ?? 0 },
            };
            sessions.Add(id, session);
            owner.Virtuals.Add(session);
            Place(session, joined, joined.Session is null ? wish.InCall ?? VirtualWish.Telephone : null);
            return true;
        }
    }

    /// <summary>Muted, talking, in the call or not.</summary>
    /// <returns>The session; null when its owner has none of this name.</returns>
    public SocketSession? UpdateVirtual(SocketSession owner, VirtualWish wish)
    {
        lock (gate)
        {
            if (FindVirtual(owner, wish.Token, wish.Name) is not { Virtual: { } virtually, Seat: { } seat } session) return null;

            if (wish.InCall is { } flags && seat.OwnInCall is not null) SetOwnInCall(seat, flags);
            if (wish.Flags is not { } now || now == virtually.Flags) return session;

            virtually.Flags = now;
            link.Tell(new FlagsElsewhere(seat.Room.ConversationId, seat.Room.Token, link.Node, session.Id, now));
            Tell(seat.Room, Frames.Flags(seat.Room.Token, session.Id, now));
            return session;
        }
    }

    /// <returns>False when its owner has none of this name.</returns>
    public bool RemoveVirtual(SocketSession owner, string token, string name)
    {
        lock (gate)
        {
            if (FindVirtual(owner, token, name) is not { } session) return false;

            End(session, [], leavesTalk: true);
            return true;
        }
    }

    /// <summary>An internal client says itself whether it is in the call.</summary>
    public void SetInCall(SocketSession session, CallFlags flags)
    {
        lock (gate)
        {
            session.OwnInCall = flags;
            if (session.Seat is { OwnInCall: not null } seat) SetOwnInCall(seat, flags);
        }
    }

    private void SetOwnInCall(Seat seat, CallFlags flags)
    {
        seat.OwnInCall = flags;
        if (seat.IsAnnounced) TellNodes(seat.Room, [seat], areNew: true);
        Ring(seat.Room, news => news.HasCall = true);
    }

    private static SocketSession? FindVirtual(SocketSession owner, string token, string name) =>
        owner.Virtuals.Find(session => session.Virtual!.Name == name && session.Seat?.Room.Token == token);

    /// <summary>A virtual session has lost its place: who speaks for it hangs up.</summary>
    private void HangUp(SocketSession session)
    {
        session.Virtual!.Owner.Deliver(Frames.HangUp(session.Virtual.Name));
        End(session, [], leavesTalk: false);
    }
}
