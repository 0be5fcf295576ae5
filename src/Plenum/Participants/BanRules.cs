using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Participants;

/// <summary>Whom a moderator wants to ban.</summary>
/// <param name="ActorType"><c>users</c>, <c>guests</c>, <c>emails</c> or <c>ip</c>.</param>
/// <param name="ActorId">An actor id, an address or an address range.</param>
/// <param name="InternalNote">Why, for moderators only.</param>
internal sealed record BanWish(string ActorType, string ActorId, string InternalNote);

/// <summary>Who may be banned from where (conversations §5.12).</summary>
internal static class BanRules
{
    public const int MaxNoteLength = 4000;
    public const int MaxIdLength = 64;

    private static readonly Refusal NotThere = Refusal.Invalid("room");
    private static readonly Refusal NotAnActor = Refusal.Invalid("bannedActor");
    private static readonly Refusal NoteTooLong = Refusal.Invalid("internalNote");
    private static readonly Refusal Oneself = Refusal.Invalid("self");
    private static readonly Refusal Moderator = Refusal.Invalid("moderator");

    /// <param name="conversation">Where.</param>
    /// <param name="wish">Whom.</param>
    /// <param name="moderator">Who bans.</param>
    /// <param name="target">The attendee that is meant, if there is one.</param>
    public static Refusal? Check(Conversation conversation, BanWish wish, Attendee moderator, Attendee? target)
    {
        if (!conversation.IsGroupOrPublic) return NotThere;
        if (!IsActor(wish)) return NotAnActor;
        if (wish.InternalNote.EnumerateRunes().Count() > MaxNoteLength) return NoteTooLong;
        if (new Actor(wish.ActorType, wish.ActorId) == moderator.Actor) return Oneself;
        return target is { IsModerator: true } ? Moderator : null;
    }

    private static bool IsActor(BanWish wish) => wish.ActorType switch
    {
        ActorTypes.Users or ActorTypes.Guests or ActorTypes.Emails => wish.ActorId.Length is > 0 and <= MaxIdLength,
        Ban.Ip => wish.ActorId.Length <= MaxIdLength && AddressRange.IsValid(wish.ActorId),
        _ => false,
    };
}
