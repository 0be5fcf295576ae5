using Plenum.Calls;
using Plenum.Common;

namespace Plenum.Signaling;

/// <summary>
/// What Plenum's own page is told of a room and Talk has no word for: moderators how many wait, everybody inside whose
/// hand is up. Every change has a number, and every seat knows the last one it was told. The hub's lock guards it.
/// </summary>
internal sealed class OwnNews(string token)
{
    private HashSet<(Actor Actor, string DisplayName)> waiting = [];
    private IReadOnlyList<HandView> hands = [];
    private (int Waiting, int Hands) newest;

    /// <summary>Notes what has changed since the last look.</summary>
    public void Look(RoomReading reading)
    {
        if (!waiting.SetEquals(reading.Waiting)) (waiting, newest.Waiting) = (reading.Waiting, newest.Waiting + 1);
        if (!hands.SequenceEqual(reading.Hands)) (hands, newest.Hands) = (reading.Hands, newest.Hands + 1);
    }

    /// <summary>Those who are behind: with the hands, and of moderators with who waits.</summary>
    public (List<Seat> Listeners, List<Seat> Desks) Uninformed(IEnumerable<Seat> insiders)
    {
        var own = insiders.Where(seat => seat.HasOwnEvents).ToArray();
        return ([.. own.Where(seat => seat.Knows.Hands != newest.Hands)], [.. own.Where(seat => seat.IsModerator && seat.Knows.Waiting != newest.Waiting)]);
    }

    /// <summary>They waited and may come in, while the lobby stays closed for others.</summary>
    public void TellLetIn(List<Seat> seats)
    {
        var frame = default(byte[]);
        foreach (var seat in seats.Where(seat => seat.HasOwnEvents)) seat.Session.Deliver(frame ??= Frames.LetIn(token));
    }

    /// <returns>How many entries went out.</returns>
    public int TellWaiting(List<Seat> desks)
    {
        var frame = Frames.Waiting(token, waiting.Select(one => one.Actor).Distinct().Count());
        foreach (var seat in desks)
        {
            seat.Session.Deliver(frame, FrameKind.Waiting);
            seat.Knows = seat.Knows with { Waiting = newest.Waiting };
        }

        return desks.Count;
    }

    /// <inheritdoc cref="TellWaiting"/>
    public int TellHands(List<Seat> listeners)
    {
        var frame = Frames.Hands(token, hands);
        foreach (var seat in listeners)
        {
            seat.Session.Deliver(frame, FrameKind.Hands);
            seat.Knows = seat.Knows with { Hands = newest.Hands };
        }

        return listeners.Count * (hands.Count + 1);
    }
}
