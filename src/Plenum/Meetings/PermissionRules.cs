namespace Plenum.Meetings;

/// <summary>Which permissions count (conversations §1.7).</summary>
internal static class PermissionRules
{
    private const Permissions CallBits = Permissions.StartCall | Permissions.JoinCall;

    /// <summary>Moderators have everything; others what is stored for them, else for the conversation, else the server's default.</summary>
    public static Permissions Effective(ParticipantType type, Permissions stored, Permissions ofConversation, ConversationAttributes attributes, int serverDefault)
    {
        var effective =
            type.IsModerator() ? Permissions.MaxDefault
            : stored != Permissions.Inherit ? stored
            : ofConversation != Permissions.Inherit ? ofConversation
            : (Permissions)serverDefault;
        return (attributes & ConversationAttributes.Channel) != 0 ? effective & ~CallBits : effective;
    }

    public static Permissions Effective(Attendee attendee, Conversation conversation, int serverDefault) =>
        Effective(attendee.ParticipantType, attendee.Permissions, conversation.DefaultPermissions, conversation.Attributes, serverDefault);

    /// <summary>0 inherits; everything else is marked as chosen.</summary>
    public static Permissions ToStore(int chosen) => chosen == 0 ? Permissions.Inherit : (Permissions)chosen | Permissions.Custom;

    public static bool IsValid(int permissions) => permissions is >= 0 and <= (int)Permissions.MaxCustom;
}
