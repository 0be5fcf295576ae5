using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Orders that nobody has followed yet: whom they concern, and that they come to an end.</summary>
internal static class MoveInvariants
{
    public static IEnumerable<string> Of(MeetingSnapshot meeting, Conversation parent)
    {
        var attendees = meeting.Attendees.ToDictionary(attendee => attendee.Id);
        var sessions = meeting.Sessions.ToDictionary(session => session.SessionId, StringComparer.Ordinal);
        foreach (var move in meeting.Moves)
        {
            if (move.MeetingId != parent.Id || !attendees.TryGetValue(move.AttendeeId, out var target))
            {
                yield return $"move {move.Id} leads out of the meeting";
                continue;
            }

            if (move.DueAt <= move.OrderedAt) yield return $"move {move.Id} is overdue from the beginning";
            if (!sessions.TryGetValue(move.SessionId, out var session)) continue;

            if (session.ConversationId != move.FromId) yield return $"move {move.Id} begins where its client is not";
            if (attendees[session.AttendeeId].Actor != target.Actor) yield return $"move {move.Id} sends {attendees[session.AttendeeId].ActorId} to where {target.ActorId} belongs";
        }
    }

    /// <summary>When nobody has done anything for as long as a move may take.</summary>
    public static IEnumerable<string> OfSettled(MeetingSnapshot meeting)
    {
        foreach (var move in meeting.Moves) yield return $"unsettled: move {move.Id}, ordered at {move.OrderedAt:T}, is due at {move.DueAt:T}";
        foreach (var room in meeting.Rooms.Where(room => room.CallGraceEndsAt is not null)) yield return $"unsettled: the grace of {room.Name} lasts until {room.CallGraceEndsAt:T}";
    }
}
