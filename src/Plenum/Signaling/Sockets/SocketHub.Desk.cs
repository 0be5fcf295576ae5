using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>Those who sit at Plenum's own page: moderators watch their breakout rooms there, and everybody sees how long they last.</summary>
internal sealed partial class SocketHub
{
    private int ownPages;

    /// <summary>Somebody is connected who understands events that no other signaling server has.</summary>
    public bool HasOwnPages => Volatile.Read(ref ownPages) > 0;

    /// <summary>The conversations in which somebody sits.</summary>
    public long[] Rooms()
    {
        lock (gate) return [.. rooms.Keys];
    }

    /// <summary>Tells everybody inside a meeting until when its breakout rooms are open.</summary>
    private void TellTimer(BreakoutTimerChanged changed)
    {
        foreach (var id in changed.RoomIds.Prepend(changed.ConversationId))
        {
            if (!rooms.TryGetValue(id, out var room)) continue;

            var frame = default(byte[]);
            foreach (var seat in room.Seats.Values.Where(seat => seat is { HasOwnEvents: true, Standing: Standing.Inside }))
            {
                seat.Session.Deliver(frame ??= Frames.Timer(room.Token, changed.Token, changed.EndsAt), FrameKind.Timer);
            }
        }
    }

    /// <summary>Tells the moderators who sit in a meeting that its board has changed.</summary>
    /// <param name="conversationIds">The parent and its breakout rooms.</param>
    /// <param name="parent">The token of the parent.</param>
    public void TellBoard(IEnumerable<long> conversationIds, string parent)
    {
        lock (gate)
        {
            foreach (var id in conversationIds)
            {
                if (!rooms.TryGetValue(id, out var room)) continue;

                var frame = default(byte[]);
                foreach (var seat in room.Seats.Values.Where(seat => seat is { HasOwnEvents: true, IsModerator: true })) seat.Session.Deliver(frame ??= Frames.Board(room.Token, parent), FrameKind.Board);
            }
        }
    }
}
