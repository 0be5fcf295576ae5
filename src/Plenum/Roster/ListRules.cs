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
}
