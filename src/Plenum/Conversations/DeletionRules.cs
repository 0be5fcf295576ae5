using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Conversations;

/// <summary>Which conversations can be deleted, and by whom (conversations §3.3, quirk Q6).</summary>
internal static class DeletionRules
{
    private static readonly Refusal NotByGuests = new(RefusalKind.Forbidden);

    /// <param name="conversation">The conversation.</param>
    /// <param name="moderator">One of its moderators.</param>
    /// <param name="betweenTwoAllowed">The setting <c>delete_one_to_one_conversations</c>.</param>
    public static Refusal? Check(Conversation conversation, Attendee moderator, bool betweenTwoAllowed)
    {
        if (!moderator.IsAccountModerator) return NotByGuests;
        if (conversation.Has(ConversationAttributes.Preserved)) return SettingRefusals.Preserved;
        return conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne && !betweenTwoAllowed
            ? SettingRefusals.NotDeletable
            : null;
    }
}
