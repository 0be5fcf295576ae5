namespace Plenum.Meetings;

internal enum ConversationType
{
    OneToOne = 1,
    Group = 2,
    Public = 3,
    Changelog = 4,
    FormerOneToOne = 5,
    NoteToSelf = 6,
}

internal enum ParticipantType
{
    Owner = 1,
    Moderator = 2,
    User = 3,
    Guest = 4,
    SelfJoinedUser = 5,
    GuestModerator = 6,
}

internal enum LobbyState
{
    None = 0,
    NonModerators = 1,
}

internal enum SipState
{
    Disabled = 0,
    WithPin = 1,
    WithoutPin = 2,
}

internal enum BreakoutMode
{
    NotConfigured = 0,
    Automatic = 1,
    Manual = 2,
    Free = 3,
}

/// <summary>On a parent: stopped or started. On a breakout room: 0, or assistance requested.</summary>
internal enum BreakoutStatus
{
    Stopped = 0,
    Started = 1,
    AssistanceRequested = 2,
}

internal enum Listable
{
    ParticipantsOnly = 0,
    Accounts = 1,
    Everyone = 2,
}

internal enum NotificationLevel
{
    Default = 0,
    Always = 1,
    Mention = 2,
    Never = 3,
}

internal enum SessionState
{
    Inactive = 0,
    Active = 1,
}

[Flags]
internal enum CallFlags
{
    Disconnected = 0,
    InCall = 1,
    WithAudio = 2,
    WithVideo = 4,
    WithPhone = 8,
}

[Flags]
internal enum ConversationAttributes
{
    None = 0,
    VoiceRoom = 1,
    Preserved = 2,
    Classified = 4,
    Channel = 8,
    Announcement = 16,
}

/// <summary>What an attendee may do. Stored values other than 0 carry <see cref="Custom"/>; 0 inherits.</summary>
[Flags]
internal enum Permissions
{
    Inherit = 0,
    Custom = 1,
    StartCall = 2,
    JoinCall = 4,
    IgnoreLobby = 8,
    PublishAudio = 16,
    PublishVideo = 32,
    PublishScreen = 64,
    Chat = 128,
    React = 256,
    MaxDefault = 510,
    MaxCustom = 511,
}

/// <summary>Talk's words for what a conversation belongs to.</summary>
internal static class ObjectTypes
{
    public const string None = "";
    public const string BreakoutRoom = "room";
    public const string Event = "event";
    public const string ExtendedConversation = "extended_conversation";
    public const string InstantMeeting = "instant_meeting";
    public const string Emails = "emails";
    public const string File = "file";
    public const string SharePassword = "share:password";
    public const string Phone = "phone";
    public const string PhonePersist = "phone_persist";
    public const string PhoneTemporary = "phone_temporary";
    public const string Classified = "classified";
    public const string ClassifiedPersist = "classified_persist";
    public const string NoteToSelf = "note_to_self";

    /// <summary>The object id of a conversation that a call from outside created.</summary>
    public const string DirectDialIn = "direct-dialin";
}
