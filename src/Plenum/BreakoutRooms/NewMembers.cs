using Plenum.Meetings;
using Plenum.Roster;

namespace Plenum.BreakoutRooms;

/// <summary>What people of a parent are in a breakout room (webinars §5.1): their role goes with them, their permissions do not.</summary>
internal static class NewMembers
{
    public static NewAttendee Of(Attendee inParent) => Of(inParent, inParent.ParticipantType);

    /// <param name="inParent">The attendee of the parent.</param>
    /// <param name="type">What it is there, or is about to become.</param>
    public static NewAttendee Of(Attendee inParent, ParticipantType type) =>
        new(inParent.Actor, inParent.DisplayName, TypeInRoom(type)) { InvitedAddress = inParent.InvitedAddress };

    /// <summary>Nobody joins a breakout room by its link: who joined the parent so is an ordinary user there.</summary>
    private static ParticipantType TypeInRoom(ParticipantType type) =>
        type == ParticipantType.SelfJoinedUser ? ParticipantType.User : type;
}
