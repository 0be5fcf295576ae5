using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Conversations;

/// <summary>What is known about a password somebody wants to set.</summary>
/// <param name="IsEmpty">There is none.</param>
/// <param name="Required">Public conversations must have one.</param>
/// <param name="Problem">What the password policy has against it, in words for people; null when nothing.</param>
internal readonly record struct PasswordFacts(bool IsEmpty, bool Required, string? Problem);

/// <summary>Between group and public, and the password that goes with public (conversations §3.4, quirks Q1, Q14, Q26).</summary>
internal static class TypeRules
{
    public static Result<bool> MakePublic(Conversation conversation, PasswordFacts password)
    {
        if (conversation.Has(ConversationAttributes.Preserved)) return SettingRefusals.Preserved;
        if (password is { Required: true, IsEmpty: true }) return Refusal.Invalid("password", SettingRefusals.PasswordNeeded);
        if (conversation.Type == ConversationType.Public) return false;
        if (conversation.Has(ConversationAttributes.Classified)) return SettingRefusals.Classified;
        if (conversation.Type != ConversationType.Group) return SettingRefusals.Type;
        if (IsTiedToBreakoutRooms(conversation)) return SettingRefusals.BreakoutRoom;
        return password is { IsEmpty: false, Problem: { } problem } ? Refusal.Invalid("password", problem) : true;
    }

    public static Result<bool> MakePrivate(Conversation conversation)
    {
        if (conversation.Has(ConversationAttributes.Preserved)) return SettingRefusals.Preserved;
        if (conversation.Type == ConversationType.Group) return false;
        if (conversation.Type != ConversationType.Public) return SettingRefusals.Type;
        return IsTiedToBreakoutRooms(conversation) ? SettingRefusals.BreakoutRoom : true;
    }

    /// <summary>An empty password removes the one there is.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="password">The new password.</param>
    /// <param name="isSame">It is the one that is set already, or neither is there one.</param>
    public static Result<bool> SetPassword(Conversation conversation, PasswordFacts password, bool isSame)
    {
        if (conversation.Type != ConversationType.Public) return SettingRefusals.Type;
        if (conversation.IsBreakoutRoom) return SettingRefusals.BreakoutRoom;
        if (isSame) return false;
        if (password is { Required: true, IsEmpty: true }) return Refusal.Invalid("value", SettingRefusals.PasswordNeeded);
        return password is { IsEmpty: false, Problem: { } problem } ? Refusal.Invalid("value", problem) : true;
    }

    private static bool IsTiedToBreakoutRooms(Conversation conversation) =>
        conversation.IsBreakoutRoom || conversation.BreakoutRoomMode != BreakoutMode.NotConfigured;
}
