using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Participants;

/// <summary>Who may be added where, before anybody is looked for (conversations §5.3).</summary>
internal static class AddRules
{
    public static readonly Refusal Unknown = Refusal.NotFound("new-participant");
    public static readonly Refusal NotAnAddress = Refusal.Invalid("new-participant");
    public static readonly Refusal Banned = Refusal.Invalid("ban");

    private static readonly Refusal NoTeams = Refusal.Invalid("new-participant");
    private static readonly Refusal NoFederation = new(RefusalKind.NotImplemented, "federation");

    public static Refusal? Check(Conversation conversation, string source)
    {
        if (!TakesPeople(conversation)) return Refusal.Invalid("room-type");
        if (conversation.IsBreakoutRoom && source != ActorTypes.Users) return Refusal.Invalid("source");
        if (conversation.Has(ConversationAttributes.Classified) && source is ActorTypes.Emails or ActorTypes.Phones) return Refusal.Invalid("classified");

        return source switch
        {
            ActorTypes.Users or ActorTypes.Groups or ActorTypes.Emails or ActorTypes.Phones => null,
            "circles" or "teams" => NoTeams,
            "federated_users" => NoFederation,
            _ => Refusal.Invalid("source"),
        };
    }

    /// <summary>One-to-ones and notes stay among those they are for.</summary>
    public static bool TakesPeople(Conversation conversation) =>
        conversation is { Type: not (ConversationType.OneToOne or ConversationType.FormerOneToOne or ConversationType.NoteToSelf), ObjectType: not ObjectTypes.SharePassword };
}
