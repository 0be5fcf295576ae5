namespace Plenum.Meetings;

/// <summary>Who may start a call where none is running (conversations §2.6, calls §A.2).</summary>
internal static class StartCallRules
{
    private const int Everyone = 0;
    private const int Accounts = 1;
    private const int Moderators = 2;

    /// <param name="conversation">Where the call would be.</param>
    /// <param name="type">What the caller is there.</param>
    /// <param name="effective">The caller's effective permissions.</param>
    /// <param name="startCalls">The setting <c>start_calls</c>.</param>
    /// <param name="inStartGroups">The setting <c>start_calls_groups</c> admits the caller.</param>
    public static bool MayStart(Conversation conversation, ParticipantType type, Permissions effective, int startCalls, bool inStartGroups)
    {
        if (IsForOneCall(conversation)) return true;
        if (conversation.Type == ConversationType.NoteToSelf || conversation.Has(ConversationAttributes.Channel)) return false;
        if ((effective & Permissions.StartCall) == 0 || !inStartGroups) return false;

        return startCalls switch
        {
            Everyone => true,
            Accounts => type != ParticipantType.Guest,
            Moderators => type.IsModerator(),
            _ => false,
        };
    }

    /// <summary>Conversations that exist only so that somebody can call: password verification, a telephone call from outside.</summary>
    private static bool IsForOneCall(Conversation conversation) =>
        (conversation.Type == ConversationType.Public && conversation.ObjectType == ObjectTypes.SharePassword)
        || (conversation.ObjectId == ObjectTypes.DirectDialIn
            && conversation.ObjectType is ObjectTypes.Phone or ObjectTypes.PhoneTemporary or ObjectTypes.PhonePersist);
}
