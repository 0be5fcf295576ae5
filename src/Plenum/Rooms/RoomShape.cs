using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Rooms;

/// <summary>
/// The four shapes of the Room object (conversations §2.1): somebody with only the link, a preview, a participant, and
/// a participant who waits in the lobby.
/// </summary>
internal static class RoomShape
{
    public static RoomView Of(RoomFacts facts)
    {
        if (facts.Attendee is { } attendee) return Participant(facts, attendee);
        return facts.Preview ? Preview(facts) : Anonymous(facts);
    }

    private static RoomView Anonymous(RoomFacts facts) => new()
    {
        Id = facts.Conversation.Id,
        Token = facts.Conversation.Token,
        Type = facts.Conversation.Type,
        HasPassword = facts.Conversation.PasswordHash is not null,
        RecordingConsent = Consent(facts),
        AvatarVersion = RoomAvatar.VersionOf(facts.Conversation),
        IsCustomAvatar = RoomAvatar.IsCustom(facts.Conversation),
    };

    private static RoomView Preview(RoomFacts facts)
    {
        var conversation = facts.Conversation;
        return Anonymous(facts) with
        {
            Name = conversation.Name,
            DisplayName = facts.DisplayName,
            Description = conversation.Listable == Listable.ParticipantsOnly ? "" : conversation.Description,
            ObjectType = conversation.ObjectType,
            ObjectId = conversation.ObjectId,
            ReadOnly = conversation.ReadOnly ? 1 : 0,
            Listable = conversation.Listable,
            HasCall = conversation.ActiveSince is not null,
            CallStartTime = conversation.ActiveSince.ToUnix(),
            CallFlag = conversation.CallFlag,
            LastActivity = conversation.LastActivity.ToUnixTimeSeconds(),
            LobbyState = conversation.LobbyState,
            LobbyTimer = conversation.LobbyTimer.ToUnix(),
            SipEnabled = conversation.SipEnabled,
            BreakoutRoomMode = conversation.BreakoutRoomMode,
            BreakoutRoomStatus = conversation.BreakoutRoomStatus,
            Attributes = conversation.Attributes,
        };
    }

    private static RoomView Participant(RoomFacts facts, Attendee attendee)
    {
        var (conversation, config, session) = (facts.Conversation, facts.Config, facts.Session);
        var effective = PermissionRules.Effective(attendee, conversation, config.DefaultPermissions);
        var waits = LobbyRules.Blocks(conversation.LobbyState, attendee.ParticipantType, effective);
        var view = Preview(facts) with
        {
            Name = facts.PeerId is { } peer && !waits ? peer : conversation.Name,
            Description = conversation.Description,
            ParticipantType = attendee.ParticipantType,
            ParticipantFlags = session?.InCall ?? CallFlags.Disconnected,
            LastPing = session?.LastPing.ToUnixTimeSeconds() ?? 0,
            SessionId = session?.SessionId ?? "0",
            ActorType = attendee.ActorType,
            ActorId = attendee.ActorId,
            InvitedActorId = attendee.InvitedAddress,
            AttendeeId = attendee.Id,
            AttendeePin = Pin(facts, attendee),
            Permissions = effective,
            AttendeePermissions = attendee.Permissions,
            CallPermissions = Permissions.Inherit,
            DefaultPermissions = conversation.DefaultPermissions,
            MessageExpiration = conversation.MessageExpiration,
            CanLeaveConversation = facts.HasAccount && CanLeave(conversation, attendee, config.DeleteOneToOneConversations),
            CanDeleteConversation = facts.HasAccount && CanDelete(conversation, attendee, config.DeleteOneToOneConversations),
            CanEnableSip = facts.HasAccount && SipRules.CanEnable(conversation, attendee, config, facts.InSipGroups),
            IsFavorite = attendee.Favorite,
            IsArchived = attendee.Archived,
            IsImportant = attendee.Important,
            IsSensitive = attendee.Sensitive,
            NotificationLevel = NotificationLevels.Of(conversation.Type, attendee, config.DefaultGroupNotification),
            NotificationCalls = attendee.NotificationCalls ? 1 : 0,
            SipEnabled = config.SipConfigured ? conversation.SipEnabled : SipState.Disabled,
            MentionPermissions = conversation.MentionPermissions,
            LastReadMessage = attendee.LastReadMessage,
            LastCommonReadMessage = attendee.ReadPrivate ? 0 : facts.CommonRead,
            Shown = facts.PeerStatus,
        };
        return waits ? Waiting(view) : Inside(view, facts, attendee, effective);
    }

    /// <summary>Settings are shown to people in the lobby; the call, the chat and what is new in it are not (webinars §3.8).</summary>
    private static RoomView Waiting(RoomView view) => view with
    {
        HasCall = false,
        CallFlag = CallFlags.Disconnected,
        CallStartTime = 0,
        CallRecording = 0,
    };

    private static RoomView Inside(RoomView view, RoomFacts facts, Attendee attendee, Permissions effective)
    {
        var unread = Unread(facts, attendee);
        return view with
        {
            CanStartCall = StartCallRules.MayStart(facts.Conversation, attendee.ParticipantType, effective, facts.Config.StartCalls, facts.InStartCallGroups),
            LastMessage = attendee.Sensitive ? null : facts.LastMessage,
            LastReadMessage = attendee.LastReadMessage == 0 ? Attendee.UnreadFromStart : attendee.LastReadMessage,
            UnreadMessages = unread,
            UnreadMention = unread > 0 && attendee.LastMentionMessage > Math.Max(0, attendee.LastReadMessage),
            UnreadMentionDirect = unread > 0 && attendee.LastMentionDirect > Math.Max(0, attendee.LastReadMessage),
        };
    }

    /// <summary>Guests have no unread counter; a chat marked as unread from the start shows at least 1.</summary>
    private static int Unread(RoomFacts facts, Attendee attendee)
    {
        if (!facts.HasAccount) return 0;
        return facts.Unread == 0 && attendee.LastReadMessage is 0 or Attendee.UnreadFromStart ? 1 : facts.Unread;
    }

    private static string? Pin(RoomFacts facts, Attendee attendee) =>
        SipRules.IsOn(facts.Conversation, facts.Config) ? attendee.Pin : "";

    /// <summary>Where a conversation between two can be deleted, leaving it would be that.</summary>
    private static bool CanLeave(Conversation conversation, Attendee attendee, bool betweenTwoIsDeleted) =>
        conversation.Type != ConversationType.NoteToSelf
        && !(betweenTwoIsDeleted && conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne)
        && (attendee.IsAccountModerator || !conversation.Has(ConversationAttributes.Announcement));

    private static bool CanDelete(Conversation conversation, Attendee attendee, bool oneToOneToo) =>
        attendee.IsAccountModerator
        && !conversation.Has(ConversationAttributes.Preserved)
        && (oneToOneToo || conversation.Type is not (ConversationType.OneToOne or ConversationType.FormerOneToOne));

    private static int Consent(RoomFacts facts)
    {
        if (!facts.Config.RecordingAvailable || facts.Conversation.Has(ConversationAttributes.Classified)) return 0;
        return facts.Config.RecordingConsent == 2 ? facts.Conversation.RecordingConsent : facts.Config.RecordingConsent;
    }
}
