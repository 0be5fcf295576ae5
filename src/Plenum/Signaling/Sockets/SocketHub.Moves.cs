using Plenum.BreakoutRooms;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>Clients are sent to another room, and moderators hear who has not arrived (webinars §5.8).</summary>
internal sealed partial class SocketHub
{
    /// <summary>Those who sit in the room; and when it has been deleted, those who sat there last and have not gone anywhere since.</summary>
    private void Switch(SwitchTo order)
    {
        var concerned = order.SessionIds.ToHashSet(StringComparer.Ordinal);
        var frame = Frames.SwitchTo(order.Target);
        var seats = rooms.TryGetValue(order.ConversationId, out var room)
            ? room.Seats.Values
            : sessions.Values.Where(session => session is { Seat: null, LastSeat: { } last } && last.Room.ConversationId == order.ConversationId).Select(session => session.LastSeat!);
        foreach (var seat in seats)
        {
            if (concerned.Contains(seat.TalkSessionId)) seat.Session.Deliver(frame);
        }
    }

    /// <summary>Tells the moderators in a room who was sent somewhere in their meeting and has not arrived.</summary>
    /// <param name="room">The parent or one of its breakout rooms.</param>
    /// <param name="moves">Everybody who is missing in the meeting.</param>
    public void TellMissing(SocketRoom room, MeetingMoves moves)
    {
        lock (gate)
        {
            var frame = default(byte[]);
            foreach (var seat in room.Insiders)
            {
                if (seat.Row is { } row && row.Type.IsModerator()) seat.Session.Deliver(frame ??= Frames.Missing(room.Token, moves));
            }
        }
    }
}
