using System.Collections.Frozen;
using static Plenum.Chat.SystemMessageKeys;

namespace Plenum.Chat;

/// <summary>
/// The wording of one kind of system message. Where a variant is missing the next more general one is used;
/// <c>{actor}</c>, <c>{user}</c>, … are placeholders for clients, <c>[newName]</c>, <c>[duration]</c>, … are filled in here.
/// </summary>
/// <param name="Neutral">What somebody sees who has no part in it.</param>
internal sealed record SystemText(string Neutral)
{
    /// <summary>The reader did it.</summary>
    public string? You { get; init; }

    /// <summary>An administrator did it at the command line.</summary>
    public string? Admin { get; init; }

    /// <summary>The server did it by itself.</summary>
    public string? Automatic { get; init; }

    /// <summary>It was done to the reader.</summary>
    public string? Affected { get; init; }

    public string? AdminAffected { get; init; }

    public string? AutomaticAffected { get; init; }

    /// <summary>Somebody did it to himself.</summary>
    public string? Self { get; init; }

    public string? SelfYou { get; init; }

    /// <summary>It was done silently.</summary>
    public string? Quiet { get; init; }

    public string? QuietYou { get; init; }
}

/// <summary>All system messages that are shown; a key that is not here is hidden (chat §18).</summary>
internal static class SystemTexts
{
    public static readonly FrozenDictionary<string, SystemText> All = new Dictionary<string, SystemText>(StringComparer.Ordinal)
    {
        [ConversationCreated] = Done("set up this conversation") with { Automatic = "This conversation was set up automatically" },
        [ConversationRenamed] = Done("changed the name from \"[oldName]\" to \"[newName]\""),
        [DescriptionSet] = Done("changed the description"),
        [DescriptionRemoved] = Done("cleared the description"),
        [AvatarSet] = Done("changed the picture of the conversation"),
        [AvatarRemoved] = Done("removed the picture of the conversation"),
        [PasswordSet] = Done("protected the conversation with a password"),
        [PasswordRemoved] = Done("dropped the password"),
        [GuestsAllowed] = Done("opened the conversation for guests"),
        [GuestsDisallowed] = Done("closed the conversation for guests"),
        [ReadOnly] = Done("locked the chat"),
        [ReadOnlyOff] = Done("unlocked the chat"),
        [ListableNone] = Done("made the conversation findable for its members only"),
        [ListableUsers] = Done("made the conversation findable for all accounts"),
        [ListableAll] = Done("made the conversation findable for all accounts and app guests"),
        [PreserveConversation] = Done("protected the conversation from deletion"),
        [PreserveConversationOff] = Done("lifted the protection from deletion"),
        [LobbyNonModerators] = Done("closed the conversation to everybody but moderators"),
        [LobbyNone] = Done("opened the conversation to everybody"),
        [LobbyTimerReached] = new("The conversation is open now"),
        [BreakoutRoomsStarted] = Done("started the breakout rooms"),
        [BreakoutRoomsStopped] = Done("ended the breakout rooms") with { Automatic = "The time of the breakout rooms is over" },
        [MessageExpirationEnabled] = Done("set messages to vanish after [duration]"),
        [MessageExpirationDisabled] = Done("switched vanishing messages off"),

        [UserAdded] = To("added {user}", "added you") with
        {
            Automatic = "{user} was added",
            AutomaticAffected = "You were added",
            Self = "{actor} joined the conversation",
            SelfYou = "You joined the conversation",
        },
        [UserRemoved] = To("removed {user}", "removed you") with
        {
            Automatic = "{user} was removed",
            AutomaticAffected = "You were removed",
            Self = "{actor} left the conversation",
            SelfYou = "You left the conversation",
        },
        [GroupAdded] = Done("added group {group}"),
        [GroupRemoved] = Done("removed group {group}"),
        [PhoneAdded] = Done("added {phone}"),
        [PhoneRemoved] = Done("removed {phone}"),
        [OwnerPromoted] = To("made {user} an owner", "made you an owner"),
        [OwnerDemoted] = To("took ownership from {user}", "took ownership from you"),
        [ModeratorPromoted] = To("made {user} a moderator", "made you a moderator"),
        [ModeratorDemoted] = To("took moderation from {user}", "took moderation from you"),
        [GuestModeratorPromoted] = To("made {user} a moderator", "made you a moderator"),
        [GuestModeratorDemoted] = To("took moderation from {user}", "took moderation from you"),

        [CallStarted] = Done("started a call") with { Quiet = "{actor} started a quiet call", QuietYou = "You started a quiet call" },
        [CallJoined] = Done("entered the call"),
        [CallLeft] = Done("left the call"),
        [CallMissed] = new("Missed call from {user}") { You = "No answer from {user}" },
        [CallEnded] = new("The call with [people] ended ([duration])"),
        [CallEndedEveryone] = Done("ended the call with [people] ([duration])") with { Automatic = "The call with [people] reached its longest duration ([duration])" },

        [MessageDeleted] = Done("deleted a message"),
        [MessageEdited] = Done("edited a message"),
        [HistoryCleared] = Done("cleared the history of the chat"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Calls between two people are told from each one's side.</summary>
    public static readonly SystemText OneToOneCall = new("Incoming call") { You = "Outgoing call", Quiet = "Incoming quiet call", QuietYou = "Outgoing quiet call" };

    public const string CallEndedShort = "The call ended ([duration])";

    public static readonly SystemText CallEndedEveryoneShort = Done("ended the call ([duration])") with { Automatic = "The call reached its longest duration ([duration])" };

    public const string DeletedByYou = "You deleted this message";

    public const string DeletedByAuthor = "The author deleted this message";

    public const string DeletedByOther = "{actor} deleted this message";

    public static bool IsKnown(string key) => All.ContainsKey(key);

    private static SystemText Done(string what) => new($"{{actor}} {what}") { You = $"You {what}", Admin = $"An administrator {what}" };

    private static SystemText To(string user, string you) =>
        Done(user) with { Affected = $"{{actor}} {you}", AdminAffected = $"An administrator {you}" };
}
