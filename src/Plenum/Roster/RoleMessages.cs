using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Roster;

/// <summary>Which system message a change of somebody's participant type is told by (conversations §7).</summary>
internal static class RoleMessages
{
    /// <returns>The key, or null for a change that nobody is told of.</returns>
    public static string? KeyOf(ParticipantType from, ParticipantType to) => (from, to) switch
    {
        _ when from == to => null,
        (_, ParticipantType.Owner) => SystemMessageKeys.OwnerPromoted,
        (ParticipantType.Owner, _) => SystemMessageKeys.OwnerDemoted,
        (_, ParticipantType.Moderator) => SystemMessageKeys.ModeratorPromoted,
        (ParticipantType.Moderator, _) => SystemMessageKeys.ModeratorDemoted,
        (_, ParticipantType.GuestModerator) => SystemMessageKeys.GuestModeratorPromoted,
        (ParticipantType.GuestModerator, _) => SystemMessageKeys.GuestModeratorDemoted,
        _ => null,
    };

    /// <summary>Accounts are named by their id, guests by kind and id.</summary>
    public static Dictionary<string, object> ParametersOf(Actor actor) => actor.Type == ActorTypes.Users
        ? new(StringComparer.Ordinal) { ["user"] = actor.Id }
        : new(StringComparer.Ordinal) { ["type"] = actor.Type, ["id"] = actor.Id };
}
