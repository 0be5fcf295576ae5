using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Participants;

internal static class AttendeeQueries
{
    /// <summary>Owners and moderators: those who can administer the conversation with an account.</summary>
    public static IQueryable<Attendee> OfAccountModerators(this IQueryable<Attendee> all, Conversation conversation)
    {
        var id = conversation.Id;
        return all.Where(attendee => attendee.ConversationId == id
            && (attendee.ParticipantType == ParticipantType.Owner || attendee.ParticipantType == ParticipantType.Moderator));
    }

    /// <summary>The accounts that belong to the conversation for good: a conversation without any of them is over.</summary>
    public static IQueryable<Attendee> OfPersons(this IQueryable<Attendee> all, Conversation conversation)
    {
        var id = conversation.Id;
        return all.Where(attendee => attendee.ConversationId == id && attendee.ActorType == ActorTypes.Users
            && (attendee.ParticipantType == ParticipantType.Owner || attendee.ParticipantType == ParticipantType.Moderator || attendee.ParticipantType == ParticipantType.User));
    }
}
