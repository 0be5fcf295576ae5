using Plenum.Meetings;

namespace Plenum.Notifications;

/// <summary>Where people who are added are told so (platform §13.2).</summary>
internal static class InvitationRules
{
    /// <summary>Not in what begins by itself: a one-to-one shows up with its first message, a file's conversation with the file.</summary>
    public static bool Tells(ConversationType type, string objectType) =>
        type is ConversationType.Group or ConversationType.Public && objectType != ObjectTypes.File;
}
