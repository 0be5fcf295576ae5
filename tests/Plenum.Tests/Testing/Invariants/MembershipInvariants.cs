using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Who is in the breakout rooms: I5–I7.</summary>
internal static class MembershipInvariants
{
    public static IEnumerable<string> Of(MeetingSnapshot meeting, Conversation parent)
    {
        var inParent = meeting.Attendees.Where(attendee => attendee.ConversationId == parent.Id).ToDictionary(attendee => attendee.Actor);
        var placed = meeting.Attendees.Where(attendee => attendee.ConversationId != parent.Id).ToLookup(attendee => attendee.Actor);
        foreach (var person in placed)
        {
            if (!inParent.ContainsKey(person.Key)) yield return $"I5: {person.Key.Id} is in a room and not in the parent";
            if (!IsHosted(parent, person.Key)) yield return $"I5: a room of a {parent.Type} conversation has one of the {person.Key.Type}";
        }

        if (meeting.Rooms.Count == 0) yield break;

        foreach (var (actor, member) in inParent.Where(entry => IsHosted(parent, entry.Key)))
        {
            var types = placed[actor].Select(attendee => attendee.ParticipantType).ToList();
            if (member.IsModerator && (types.Count != meeting.Rooms.Count || types.Exists(type => type != member.ParticipantType)))
            {
                yield return $"I6: {actor.Id} is {member.ParticipantType} and in {types.Count} of {meeting.Rooms.Count} rooms as {string.Join(',', types)}";
            }

            if (!member.IsModerator && types.Exists(type => type.IsModerator())) yield return $"I6: {actor.Id} moderates a room only";
            if (!member.IsModerator && types.Count > 1) yield return $"I7: {actor.Id} is in {types.Count} rooms";
        }
    }

    private static bool IsHosted(Conversation parent, Actor actor) =>
        actor.Type == ActorTypes.Users || (parent.Type == ConversationType.Public && actor.Type is ActorTypes.Guests or ActorTypes.Emails);
}
