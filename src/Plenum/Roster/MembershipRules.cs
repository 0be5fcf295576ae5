using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Roster;

/// <summary>Who belongs to a conversation only while being there (calls §A.6, conversations §5.10).</summary>
internal static class MembershipRules
{
    /// <summary>When the last session times out: people who followed the public link, and guests who left nothing behind, not even a name.</summary>
    public static bool EndsWithExpiry(Attendee attendee) =>
        attendee.ParticipantType == ParticipantType.SelfJoinedUser
        || attendee is { ActorType: ActorTypes.Guests, ParticipantType: ParticipantType.Guest, DisplayName: "", Permissions: Permissions.Inherit };
}
