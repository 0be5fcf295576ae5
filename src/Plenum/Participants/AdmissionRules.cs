using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;

namespace Plenum.Participants;

/// <summary>Letting somebody through a lobby that stays closed for the others.</summary>
internal static class AdmissionRules
{
    private static readonly Refusal BreakoutRoom = Refusal.Invalid("breakout-room");

    /// <summary>
    /// The lobby of a breakout room is how it is stopped: starting opens it for everybody. Permissions that the
    /// administrator forces on everybody are changed for nobody.
    /// </summary>
    public static Refusal? Check(Conversation conversation, TalkConfig config) =>
        conversation.IsBreakoutRoom ? BreakoutRoom
        : config.Forced("permissions") is { } forced ? PermissionGrantRules.ForcedTo(forced)
        : null;

    /// <summary>Somebody who would have to wait, whether there or not. A lobby whose time has come holds nobody back.</summary>
    public static bool Waits(Conversation conversation, Attendee attendee, int serverDefault, DateTimeOffset now) =>
        attendee.ActorType != ActorTypes.Groups && !conversation.IsDue(now) && conversation.LobbyBlocks(attendee, serverDefault);

    /// <summary>What counts for the attendee now, and the lobby passed; nothing else is gained or lost.</summary>
    /// <returns>The value to store.</returns>
    public static Permissions Admitted(Conversation conversation, Attendee attendee, int serverDefault) =>
        PermissionRules.Effective(attendee.ParticipantType, attendee.Permissions, conversation.DefaultPermissions, ConversationAttributes.None, serverDefault)
        | Permissions.IgnoreLobby | Permissions.Custom;
}
