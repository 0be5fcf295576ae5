using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Participants;

/// <summary>Who wants to make what of whom.</summary>
internal sealed record RoleChange
{
    public required Conversation Conversation { get; init; }

    public required Attendee Caller { get; init; }

    public required Attendee Target { get; init; }

    /// <summary>Up or down.</summary>
    public required bool Promote { get; init; }

    /// <summary>Talk's participant type; 0 is one step.</summary>
    public required int Requested { get; init; }

    /// <summary>How many owners and moderators with an account there are.</summary>
    public required int AccountModerators { get; init; }
}

/// <summary>Promoting and demoting (conversations §5.7): what becomes of whom, or the first reason why not.</summary>
internal static class RoleRules
{
    public const int OneStep = 0;

    public static readonly Refusal Unknown = Refusal.NotFound("participant");
    private static readonly Refusal NotAPerson = Refusal.Invalid("actor-type");
    private static readonly Refusal NotARole = Refusal.Invalid("participant-type");
    private static readonly Refusal Oneself = Refusal.Forbidden("self");
    private static readonly Refusal NoSuchStep = Refusal.Invalid("type");
    private static readonly Refusal OwnerOnly = Refusal.Forbidden("moderator");
    private static readonly Refusal NoOwners = Refusal.Invalid("room-type");
    private static readonly Refusal LastModerator = Refusal.Invalid("last-moderator");

    public static Result<ParticipantType> Decide(RoleChange change)
    {
        var (from, conversation) = (change.Target.ParticipantType, change.Conversation);
        if (change.Target.ActorType is not (ActorTypes.Users or ActorTypes.Guests or ActorTypes.Emails)) return NotAPerson;
        if (!IsRole(change)) return NotARole;
        if (change.Target.Id == change.Caller.Id && !IsOwnerSteppingDown(change)) return Oneself;
        if (Step(from, change.Promote, change.Requested) is not { } next) return NoSuchStep;
        if (BreakoutRules.ChangeRole(conversation) is { } locked) return locked;

        if (from == ParticipantType.Owner || next == ParticipantType.Owner)
        {
            if (!HasOwners(conversation)) return NoOwners;
            if (change.Caller.ParticipantType != ParticipantType.Owner) return OwnerOnly;
            if (change.Target.ActorType != ActorTypes.Users) return NotAPerson;
        }

        return from.IsAccountModerator() && next == ParticipantType.User && change.AccountModerators <= 1 ? LastModerator : next;
    }

    /// <summary>The table of transitions.</summary>
    /// <returns>The new type, or null where there is no such step.</returns>
    public static ParticipantType? Step(ParticipantType from, bool promote, int requested) => (from, promote, requested) switch
    {
        (ParticipantType.Moderator, true, 1) => ParticipantType.Owner,
        (ParticipantType.User or ParticipantType.SelfJoinedUser, true, 0 or 2) => ParticipantType.Moderator,
        (ParticipantType.User or ParticipantType.SelfJoinedUser, true, 1) => ParticipantType.Owner,
        (ParticipantType.Guest, true, 0 or 2) => ParticipantType.GuestModerator,
        (ParticipantType.Owner, false, 2) => ParticipantType.Moderator,
        (ParticipantType.Owner, false, 3) => ParticipantType.User,
        (ParticipantType.Moderator, false, 0 or 3) => ParticipantType.User,
        (ParticipantType.GuestModerator, false, 0 or 3) => ParticipantType.Guest,
        _ => null,
    };

    private static bool IsRole(RoleChange change) => (change.Promote, change.Requested) is (_, OneStep) or (true, 1 or 2) or (false, 2 or 3);

    private static bool IsOwnerSteppingDown(RoleChange change) =>
        change is { Promote: false, Requested: 2, Caller.ParticipantType: ParticipantType.Owner };

    private static bool HasOwners(Conversation conversation) =>
        conversation.IsGroupOrPublic
        && conversation.ObjectType is ObjectTypes.None or ObjectTypes.Classified or ObjectTypes.ClassifiedPersist
            or ObjectTypes.ExtendedConversation or ObjectTypes.InstantMeeting;
}
