using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Roster;

/// <summary>What the chat says about people who come and go (conversations §7): nothing about guests.</summary>
internal static class RosterMessages
{
    public static (string Key, Dictionary<string, object> Parameters)? Added(NewAttendee person) => person.Actor.Type switch
    {
        ActorTypes.Users => (SystemMessageKeys.UserAdded, UserParameter(person.Actor.Id)),
        ActorTypes.Groups => (SystemMessageKeys.GroupAdded, GroupParameter(person.Actor.Id)),
        ActorTypes.Phones => (SystemMessageKeys.PhoneAdded, PhoneParameters(person.Actor.Id, person.DisplayName)),
        _ => null,
    };

    public static (string Key, Dictionary<string, object> Parameters)? Removed(Attendee attendee) => attendee.ActorType switch
    {
        ActorTypes.Users => (SystemMessageKeys.UserRemoved, UserParameter(attendee.ActorId)),
        ActorTypes.Groups => (SystemMessageKeys.GroupRemoved, GroupParameter(attendee.ActorId)),
        ActorTypes.Phones => (SystemMessageKeys.PhoneRemoved, PhoneParameters(attendee.ActorId, attendee.DisplayName)),
        _ => null,
    };

    public static Dictionary<string, object> UserParameter(string id) => new(StringComparer.Ordinal) { ["user"] = id };

    private static Dictionary<string, object> GroupParameter(string id) => new(StringComparer.Ordinal) { ["group"] = id };

    private static Dictionary<string, object> PhoneParameters(string id, string name) => new(StringComparer.Ordinal) { ["phone"] = id, ["name"] = name };
}
