using Plenum.Common;

namespace Plenum.BreakoutRooms;

/// <summary>Talk's words for what breakout rooms refuse (webinars §5.2).</summary>
internal static class BreakoutRefusals
{
    /// <summary>Confidential conversations do not split.</summary>
    public static readonly Refusal Classified = Refusal.Invalid("classified");

    /// <summary>Breakout rooms are switched off on this server.</summary>
    public static readonly Refusal Config = Refusal.Invalid("config");

    /// <summary>Configured already, not configured, or not a mode for this.</summary>
    public static readonly Refusal Mode = Refusal.Invalid("mode");

    /// <summary>Not a conversation that can have breakout rooms, or not a breakout room that is open.</summary>
    public static readonly Refusal Room = Refusal.Invalid("room");

    public static readonly Refusal Amount = Refusal.Invalid("amount");

    public static readonly Refusal AttendeeMap = Refusal.Invalid("attendeeMap");

    /// <summary>The breakout rooms are not started.</summary>
    public static readonly Refusal Status = Refusal.Invalid("status");

    /// <summary>Moderators are in every breakout room, always.</summary>
    public static readonly Refusal Moderator = Refusal.Invalid("moderator");

    /// <summary>Past, or more than a day ahead.</summary>
    public static readonly Refusal EndsAt = Refusal.Invalid("endsAt");

    public static readonly Refusal Target = Refusal.Invalid("target");

    public static readonly Refusal NewParticipant = Refusal.NotFound("new-participant");

    public static readonly Refusal Ban = Refusal.Invalid("ban");

    /// <summary>The object of an additional room is no configured parent of the caller, or is full.</summary>
    public static readonly Refusal Object = Refusal.Invalid("object");

    public static readonly Refusal Permissions = Refusal.Forbidden("permissions");

    /// <summary>Roles in a breakout room come from the parent.</summary>
    public static readonly Refusal RoomType = Refusal.Invalid("room-type");

    /// <summary>Only in a public parent do people without an account take part in breakout rooms.</summary>
    public static readonly Refusal AccountNeeded = new(RefusalKind.NotLoggedIn, Message: "Current user is not logged in");

    /// <summary>Banned in the room to go to.</summary>
    public static readonly Refusal Banned = Refusal.Forbidden("ban");
}
