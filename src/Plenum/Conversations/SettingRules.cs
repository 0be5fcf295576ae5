using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Conversations;

/// <summary>
/// What moderators may set (conversations §3.4, webinars §5.11), each checked in the documented order. True: there is
/// something to change; false: it is so already, and nothing happens.
/// </summary>
internal static class SettingRules
{
    public const int MaxName = 255;
    public const int MaxDescription = 2000;

    /// <summary>31 December 9999, in Unix seconds: later than this is no instant.</summary>
    public const long LastInstant = 253402300799;

    /// <summary>Expects trimmed text; lengths are in characters, not in units of UTF-16.</summary>
    public static bool IsName(string name) => name.Length > 0 && HasAtMost(name, MaxName);

    public static bool IsDescription(string description) => HasAtMost(description, MaxDescription);

    public static Result<bool> Rename(Conversation conversation, string name)
    {
        if (conversation.ObjectType == ObjectTypes.Event) return SettingRefusals.Event;
        if (IsBetweenTwo(conversation)) return SettingRefusals.Type;
        if (conversation.Name == name) return false;
        return IsName(name) ? true : SettingRefusals.Value;
    }

    public static Result<bool> Describe(Conversation conversation, string description)
    {
        if (conversation.ObjectType == ObjectTypes.Event) return SettingRefusals.Event;
        if (conversation.Description == description) return false;
        if (!IsDescription(description)) return SettingRefusals.Value;
        return IsBetweenTwo(conversation) ? SettingRefusals.Type : true;
    }

    public static Result<bool> SetReadOnly(Conversation conversation, int state)
    {
        if ((conversation.ReadOnly ? 1 : 0) == state) return false;
        if (!conversation.IsGroupOrPublic) return SettingRefusals.Type;
        return state is 0 or 1 ? true : SettingRefusals.Value;
    }

    public static Result<bool> SetListable(Conversation conversation, int scope, int? forced)
    {
        if (conversation.Has(ConversationAttributes.Preserved)) return SettingRefusals.Preserved;
        if (IsForced(scope, forced, out var refusal)) return refusal;
        if ((int)conversation.Listable == scope) return false;
        if (conversation.Has(ConversationAttributes.Classified)) return SettingRefusals.Classified;
        if (!conversation.IsGroupOrPublic) return SettingRefusals.Type;
        if (conversation.IsBreakoutRoom) return SettingRefusals.BreakoutRoom;
        return scope is >= 0 and <= 2 ? true : SettingRefusals.Value;
    }

    public static Result<bool> SetMentionPermissions(Conversation conversation, int mentionPermissions, int? forced)
    {
        if (IsForced(mentionPermissions, forced, out var refusal)) return refusal;
        if (conversation.MentionPermissions == mentionPermissions) return false;
        if (!conversation.IsGroupOrPublic) return SettingRefusals.Type;
        if (conversation.IsBreakoutRoom) return SettingRefusals.BreakoutRoom;
        return mentionPermissions is 0 or 1 ? true : SettingRefusals.Value;
    }

    /// <summary>Always resets what attendees have of their own, so the same value again is a change.</summary>
    public static Refusal? SetDefaultPermissions(Conversation conversation, int permissions, int? forced)
    {
        if (IsForced(permissions, forced, out var refusal)) return refusal;
        if (IsBetweenTwo(conversation) || conversation.Type == ConversationType.NoteToSelf) return SettingRefusals.Type;
        if (conversation.IsBreakoutRoom) return SettingRefusals.BreakoutRoom;
        return PermissionRules.IsValid(permissions) ? null : SettingRefusals.Value;
    }

    public static Result<bool> SetMessageExpiration(Conversation conversation, int seconds, int? forced)
    {
        if (IsForced(seconds, forced, out var refusal)) return refusal;
        if (conversation.IsBreakoutRoom) return SettingRefusals.BreakoutRoom;
        if (conversation.Type == ConversationType.FormerOneToOne) return SettingRefusals.Type;
        return seconds >= 0 ? conversation.MessageExpiration != seconds : SettingRefusals.Value;
    }

    /// <param name="conversation">The conversation.</param>
    /// <param name="consent">0 or 1.</param>
    /// <param name="canRecord">The server can record calls.</param>
    public static Result<bool> SetRecordingConsent(Conversation conversation, int consent, bool canRecord)
    {
        if (!canRecord) return SettingRefusals.NoRecording;
        if (conversation.RecordingConsent == consent) return false;
        if (conversation.Has(ConversationAttributes.Classified)) return SettingRefusals.Classified;
        if (consent is not (0 or 1)) return SettingRefusals.Value;
        if (consent == 1 && conversation.ActiveSince is not null) return SettingRefusals.Call;
        return conversation.IsBreakoutRoom || conversation.BreakoutRoomStatus == BreakoutStatus.Started ? SettingRefusals.BreakoutRoom : true;
    }

    public static Result<bool> SetPreserved(Conversation conversation, ParticipantType caller, bool preserved)
    {
        if (caller != ParticipantType.Owner) return SettingRefusals.NotOwner;
        return conversation.Has(ConversationAttributes.Preserved) != preserved;
    }

    private static bool IsBetweenTwo(Conversation conversation) =>
        conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne;

    /// <summary>The administrator allows one value only.</summary>
    private static bool IsForced(int value, int? forced, out Refusal refusal)
    {
        refusal = SettingRefusals.Forced(forced ?? 0);
        return forced is { } only && only != value;
    }

    private static bool HasAtMost(string text, int characters)
    {
        if (text.Length <= characters) return true;

        foreach (var _ in text.EnumerateRunes())
        {
            if (--characters < 0) return false;
        }

        return true;
    }
}
