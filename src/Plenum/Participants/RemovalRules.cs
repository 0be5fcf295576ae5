using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Participants;

/// <summary>Somebody who leaves for good.</summary>
internal sealed record DepartureFacts
{
    public required Conversation Conversation { get; init; }

    public required Attendee Attendee { get; init; }

    /// <summary>How many accounts belong to the conversation for good.</summary>
    public required int Persons { get; init; }

    /// <summary>How many of them are owners or moderators.</summary>
    public required int AccountModerators { get; init; }

    /// <summary>The setting <c>delete_one_to_one_conversations</c>.</summary>
    public required bool DeletesOneToOnes { get; init; }
}

/// <summary>What a departure does.</summary>
internal enum Departure
{
    LeavesTheOthers = 1,
    EndsTheConversation = 2,
}

/// <summary>Who may be removed from a conversation and who may leave it for good (conversations §5.5, §5.6).</summary>
internal static class RemovalRules
{
    public static readonly Refusal Unknown = Refusal.NotFound("participant");
    private static readonly Refusal NotThere = Refusal.Invalid("room-type");
    private static readonly Refusal Owner = Refusal.Forbidden("owner");
    private static readonly Refusal Announcement = Refusal.Invalid("announcement");
    private static readonly Refusal LastModerator = Refusal.Invalid("last-moderator");
    private static readonly Refusal Preserved = Refusal.Forbidden("preserved");

    public static Refusal? Remove(Conversation conversation, Attendee target)
    {
        if (IsOneToOne(conversation)) return NotThere;
        return target.ParticipantType == ParticipantType.Owner ? Owner : BreakoutRules.RemoveFrom(conversation, target);
    }

    /// <summary>For removing oneself by attendee id as well: a one-to-one is left by its own route only.</summary>
    public static Refusal? RemoveOneself(Conversation conversation) => IsOneToOne(conversation) ? NotThere : null;

    public static Result<Departure> Leave(DepartureFacts facts)
    {
        var (conversation, attendee) = (facts.Conversation, facts.Attendee);
        var isOneToOne = IsOneToOne(conversation);
        if (conversation.Has(ConversationAttributes.Announcement) && !attendee.IsAccountModerator) return Announcement;
        if (BreakoutRules.RemoveFrom(conversation, attendee) is { } refusal) return refusal;
        if (!isOneToOne && attendee.IsAccountModerator && facts is { Persons: > 1, AccountModerators: 1 }) return LastModerator;
        if (IsTheLast(facts)) return conversation.Has(ConversationAttributes.Preserved) ? Preserved : Departure.EndsTheConversation;

        return isOneToOne && facts.DeletesOneToOnes ? Departure.EndsTheConversation : Departure.LeavesTheOthers;
    }

    private static bool IsTheLast(DepartureFacts facts) =>
        facts is { Persons: <= 1, Attendee.ParticipantType: ParticipantType.Owner or ParticipantType.Moderator or ParticipantType.User }
        && facts.Conversation is { Type: not ConversationType.Changelog, ObjectType: not ObjectTypes.File };

    private static bool IsOneToOne(Conversation conversation) => conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne;
}
