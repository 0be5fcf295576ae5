using Plenum.Meetings;
using Plenum.Settings;

namespace Plenum.Conversations;

/// <summary>
/// Makes a wish of a request (conversations §1.9, §3.2): what the request leaves out comes from the chosen preset, what
/// the administrator forces replaces both.
/// </summary>
internal static class CreationWishes
{
    public static CreationWish Of(CreationRequest request, string name, RoomPreset? preset, TalkConfig config)
    {
        var objectType = request.ObjectType.Trim();
        var wish = new CreationWish
        {
            Type = request.RoomType ?? preset?.Find("roomType") ?? (int)ConversationType.Group,
            Name = name,
            Description = request.Description.Trim(),
            ObjectType = objectType,
            ObjectId = IsPhone(objectType) ? ObjectTypes.Phone : request.ObjectId.Trim(),
            Attributes = preset?.Attributes ?? ConversationAttributes.None,
            Password = request.Password,
            ReadOnly = request.ReadOnly ?? preset?.Find("readOnly") ?? 0,
            Listable = config.Forced("listable") ?? request.Listable ?? preset?.Find("listable") ?? 0,
            MessageExpiration = config.Forced("message_expiration") ?? request.MessageExpiration ?? preset?.Find("messageExpiration") ?? 0,
            LobbyState = ForcedLobby(config, objectType) ?? request.LobbyState ?? preset?.Find("lobbyState") ?? 0,
            LobbyTimer = request.LobbyTimer,
            SipEnabled = config.Forced("sip_enabled") ?? request.SipEnabled ?? preset?.Find("sipEnabled") ?? 0,
            Permissions = config.Forced("permissions") ?? request.Permissions ?? preset?.Find("permissions") ?? 0,
            RecordingConsent = request.RecordingConsent ?? preset?.Find("recordingConsent") ?? 0,
            MentionPermissions = config.Forced("mention_permissions") ?? request.MentionPermissions ?? preset?.Find("mentionPermissions") ?? 0,
            Emoji = request.Emoji,
            AvatarColor = request.AvatarColor,
        };
        return CreationRules.Coerced(wish);
    }

    /// <summary>A lobby cannot be forced on what has none, such as a telephone call.</summary>
    private static int? ForcedLobby(TalkConfig config, string objectType) =>
        CreationRules.AllowsLobby(objectType) ? config.Forced("lobby_state") : null;

    private static bool IsPhone(string objectType) =>
        objectType is ObjectTypes.Phone or ObjectTypes.PhonePersist or ObjectTypes.PhoneTemporary;
}
