namespace Plenum.Chat;

/// <summary>Talk's keys for system messages (chat §18.2).</summary>
internal static class SystemMessageKeys
{
    public const string ConversationCreated = "conversation_created";
    public const string ConversationRenamed = "conversation_renamed";
    public const string DescriptionSet = "description_set";
    public const string DescriptionRemoved = "description_removed";
    public const string AvatarSet = "avatar_set";
    public const string AvatarRemoved = "avatar_removed";
    public const string PasswordSet = "password_set";
    public const string PasswordRemoved = "password_removed";
    public const string GuestsAllowed = "guests_allowed";
    public const string GuestsDisallowed = "guests_disallowed";
    public const string ReadOnly = "read_only";
    public const string ReadOnlyOff = "read_only_off";
    public const string ListableNone = "listable_none";
    public const string ListableUsers = "listable_users";
    public const string ListableAll = "listable_all";
    public const string PreserveConversation = "preserve_conversation";
    public const string PreserveConversationOff = "preserve_conversation_off";
    public const string LobbyNonModerators = "lobby_non_moderators";
    public const string LobbyNone = "lobby_none";
    public const string LobbyTimerReached = "lobby_timer_reached";
    public const string BreakoutRoomsStarted = "breakout_rooms_started";
    public const string BreakoutRoomsStopped = "breakout_rooms_stopped";
    public const string MessageExpirationEnabled = "message_expiration_enabled";
    public const string MessageExpirationDisabled = "message_expiration_disabled";
    public const string UserAdded = "user_added";
    public const string UserRemoved = "user_removed";
    public const string GroupAdded = "group_added";
    public const string GroupRemoved = "group_removed";
    public const string PhoneAdded = "phone_added";
    public const string PhoneRemoved = "phone_removed";
    public const string OwnerPromoted = "owner_promoted";
    public const string OwnerDemoted = "owner_demoted";
    public const string ModeratorPromoted = "moderator_promoted";
    public const string ModeratorDemoted = "moderator_demoted";
    public const string GuestModeratorPromoted = "guest_moderator_promoted";
    public const string GuestModeratorDemoted = "guest_moderator_demoted";
    public const string CallStarted = "call_started";
    public const string CallJoined = "call_joined";
    public const string CallLeft = "call_left";
    public const string CallMissed = "call_missed";
    public const string CallTried = "call_tried";
    public const string CallEnded = "call_ended";
    public const string CallEndedEveryone = "call_ended_everyone";
    public const string MessageDeleted = "message_deleted";
    public const string MessageEdited = "message_edited";
    public const string HistoryCleared = "history_cleared";
}
