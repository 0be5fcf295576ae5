using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Roster;

/// <summary>Who may see the list of participants (conversations §5.1).</summary>
internal static class ListRules
{
    public static readonly Refusal Hidden = new(RefusalKind.Forbidden, Body: default(Nothing));

    /// <summary>Guests never; in a channel moderators only.</summary>
    public static Refusal? Check(Conversation conversation, Attendee viewer)
    {
        if (viewer.ParticipantType == ParticipantType.Guest) return Hidden;
        if (conversation.Has(ConversationAttributes.Channel) && !viewer.IsModerator) return Hidden;
        return null;
    }

    /// <summary>Guests who are not there and to whom nobody gave permissions of their own are kept for the chat's sake only.</summary>
    /// <param name="attendee">A row of the list.</param>
    /// <param name="isPresent">It has a session that is alive.</param>
    public static bool Hides(Attendee attendee, bool isPresent) =>
        !isPresent
        && attendee is { ActorType: ActorTypes.Guests, ParticipantType: ParticipantType.Guest, Permissions: Permissions.Inherit or Permissions.Custom };
}
