using System.Text.Json.Serialization;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.UserStatuses;

namespace Plenum.Rooms;

/// <summary>
/// The Room object (conversations §2.2): a conversation as one person sees it. The initial values are those of somebody
/// who has only the link; see <see cref="RoomShape"/>.
/// </summary>
internal sealed record RoomView : ViewWithStatus
{
    public required long Id { get; init; }

    public required string Token { get; init; }

    public required ConversationType Type { get; init; }

    public string Name { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public string Description { get; init; } = "";

    public string ObjectType { get; init; } = "";

    public string ObjectId { get; init; } = "";

    public ParticipantType ParticipantType { get; init; } = ParticipantType.Guest;

    public CallFlags ParticipantFlags { get; init; }

    public long LastPing { get; init; }

    public string SessionId { get; init; } = "0";

    public string ActorType { get; init; } = "";

    public string ActorId { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InvitedActorId { get; init; }

    public long AttendeeId { get; init; }

    public string? AttendeePin { get; init; } = "";

    public Permissions Permissions { get; init; } = Permissions.Custom;

    public Permissions AttendeePermissions { get; init; } = Permissions.Custom;

    public Permissions CallPermissions { get; init; } = Permissions.Custom;

    public Permissions DefaultPermissions { get; init; } = Permissions.Custom;

    public int ReadOnly { get; init; }

    public Listable Listable { get; init; }

    public int MessageExpiration { get; init; }

    public required bool HasPassword { get; init; }

    public bool HasCall { get; init; }

    public long CallStartTime { get; init; }

    public CallFlags CallFlag { get; init; }

    public int CallRecording { get; init; }

    public required int RecordingConsent { get; init; }

    public bool CanStartCall { get; init; }

    public bool CanLeaveConversation { get; init; }

    public bool CanDeleteConversation { get; init; }

    [JsonPropertyName("canEnableSIP")]
    public bool CanEnableSip { get; init; }

    public long LastActivity { get; init; }

    public bool IsFavorite { get; init; }

    public bool IsArchived { get; init; }

    public bool IsImportant { get; init; }

    public bool IsSensitive { get; init; }

    public string[] TagIds { get; init; } = [];

    public NotificationLevel NotificationLevel { get; init; } = NotificationLevel.Never;

    public int NotificationCalls { get; init; }

    public LobbyState LobbyState { get; init; }

    public long LobbyTimer { get; init; }

    public SipState SipEnabled { get; init; }

    public BreakoutMode BreakoutRoomMode { get; init; }

    public BreakoutStatus BreakoutRoomStatus { get; init; }

    public int MentionPermissions { get; init; }

    public string LiveTranscriptionLanguageId { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageView? LastMessage { get; init; }

    public long LastReadMessage { get; init; }

    public long LastCommonReadMessage { get; init; }

    public int UnreadMessages { get; init; }

    public bool UnreadMention { get; init; }

    public bool UnreadMentionDirect { get; init; }

    public long LastPinnedId { get; init; }

    public long HiddenPinnedId { get; init; }

    public int HasScheduledMessages { get; init; }

    public ConversationAttributes Attributes { get; init; }

    public required string AvatarVersion { get; init; }

    public required bool IsCustomAvatar { get; init; }

    /// <summary>Only in the answer of a creation that could not invite everybody: actor type to ids.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? InvalidParticipants { get; init; }
}
