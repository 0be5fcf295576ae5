namespace Plenum.Meetings;

/// <summary>Whom a lobby holds back, and when it opens by itself (webinars §3.2, §3.5).</summary>
internal static class LobbyRules
{
    /// <summary>Strictly later than the timer: at the very instant the lobby is still closed.</summary>
    public static bool IsDue(this Conversation conversation, DateTimeOffset now) =>
        conversation.LobbyState == LobbyState.NonModerators && conversation.LobbyTimer is { } opensAt && opensAt < now;

    public static bool Blocks(LobbyState lobby, ParticipantType type, Permissions effective) =>
        lobby == LobbyState.NonModerators && !type.IsModerator() && (effective & Permissions.IgnoreLobby) == 0;

    public static bool LobbyBlocks(this Conversation conversation, Attendee attendee, int serverDefault) =>
        Blocks(conversation.LobbyState, attendee.ParticipantType, PermissionRules.Effective(attendee, conversation, serverDefault));
}
