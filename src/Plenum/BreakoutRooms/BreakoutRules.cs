using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.BreakoutRooms;

/// <summary>What may be done with breakout rooms, checked in the documented order (webinars §5.2, §5.7, §5.10, §5.11).</summary>
internal static class BreakoutRules
{
    public const int MinRooms = 1;
    public const int MaxRooms = 20;

    /// <summary>A group or public conversation that is no breakout room itself may be split once, into 1 to 20 rooms.</summary>
    public static Refusal? Configure(Conversation host, bool enabled, int mode, int amount)
    {
        if (host.Has(ConversationAttributes.Classified)) return BreakoutRefusals.Classified;
        if (!enabled) return BreakoutRefusals.Config;
        if (host.HasBreakoutRooms()) return BreakoutRefusals.Mode;
        if (!host.IsGroupOrPublic || host.IsBreakoutRoom) return BreakoutRefusals.Room;
        if ((BreakoutMode)mode is not (BreakoutMode.Automatic or BreakoutMode.Manual or BreakoutMode.Free)) return BreakoutRefusals.Mode;
        return amount is < MinRooms or > MaxRooms ? BreakoutRefusals.Amount : null;
    }

    /// <summary>Starting, stopping and broadcasting need rooms that are configured.</summary>
    public static Refusal? NeedsRooms(Conversation parent) => parent.HasBreakoutRooms() ? null : BreakoutRefusals.Mode;

    public static Refusal? Reorganize(Conversation parent, bool enabled) => enabled ? NeedsRooms(parent) : BreakoutRefusals.Config;

    /// <summary>People without an account have breakout rooms in a public parent only; elsewhere they would need one.</summary>
    public static Refusal? TakePart(Conversation parent, Attendee attendee) =>
        Hosts(parent, attendee.ActorType) ? null : BreakoutRefusals.AccountNeeded;

    /// <summary>In free mode everybody but the moderators, who are everywhere, chooses a room.</summary>
    public static Refusal? Switch(Conversation parent, Attendee attendee)
    {
        if (parent.BreakoutRoomMode != BreakoutMode.Free) return BreakoutRefusals.Mode;
        if (parent.BreakoutRoomStatus != BreakoutStatus.Started) return BreakoutRefusals.Status;
        return attendee.IsModerator ? BreakoutRefusals.Moderator : null;
    }

    /// <summary>Help can be asked for in a breakout room that is open.</summary>
    public static Refusal? Assistance(Conversation room) =>
        room is { IsBreakoutRoom: true, LobbyState: LobbyState.None } ? null : BreakoutRefusals.Room;

    /// <summary>Moderators see the rooms always, others while they are started.</summary>
    public static Refusal? List(Conversation parent, Attendee viewer)
    {
        if (!parent.HasBreakoutRooms()) return BreakoutRefusals.Mode;
        return viewer.IsModerator || parent.BreakoutRoomStatus == BreakoutStatus.Started ? null : BreakoutRefusals.Status;
    }

    /// <summary>All rooms are shown to moderators and to people who may choose; others see the one they are in.</summary>
    public static bool SeesAllRooms(Conversation parent, Attendee viewer) =>
        viewer.IsModerator || parent.BreakoutRoomMode == BreakoutMode.Free;

    /// <summary>An additional room (webinars §5.10): only for owners and moderators of a configured parent that has less than 20.</summary>
    /// <param name="parent">Null when the token leads nowhere.</param>
    /// <param name="attendee">What the creator is in the parent; null when nothing.</param>
    /// <param name="rooms">How many breakout rooms there are.</param>
    public static Refusal? Additional(Conversation? parent, Attendee? attendee, int rooms)
    {
        if (parent is null || attendee is null) return BreakoutRefusals.Object;
        if (!attendee.IsAccountModerator) return BreakoutRefusals.Permissions;
        return !parent.HasBreakoutRooms() || rooms >= MaxRooms ? BreakoutRefusals.Object : null;
    }

    /// <summary>
    /// Whom the breakout rooms of this parent take in: accounts, and in a public parent guests and e-mail guests too
    /// (webinars §5.1a).
    /// </summary>
    public static bool Hosts(Conversation parent, string actorType) =>
        actorType == ActorTypes.Users
        || (parent.Type == ConversationType.Public && actorType is ActorTypes.Guests or ActorTypes.Emails);

    /// <summary>A group or public conversation that was split.</summary>
    public static bool HasBreakoutRooms(this Conversation conversation) => conversation.BreakoutRoomMode != BreakoutMode.NotConfigured;

    /// <summary>For removing somebody from a breakout room alone, or leaving it: moderators stay in every room as long as they moderate the parent.</summary>
    public static Refusal? RemoveFrom(Conversation conversation, Attendee attendee) =>
        conversation.IsBreakoutRoom && attendee.IsModerator ? BreakoutRefusals.Moderator : null;

    /// <summary>For promoting and demoting: roles in a breakout room come from the parent.</summary>
    public static Refusal? ChangeRole(Conversation conversation) => conversation.IsBreakoutRoom ? BreakoutRefusals.RoomType : null;
}
