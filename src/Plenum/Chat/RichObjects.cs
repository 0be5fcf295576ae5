using System.Globalization;
using Plenum.Common;
using Plenum.Meetings;
using RichObject = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Plenum.Chat;

/// <summary>The objects that stand behind placeholders; all values are strings (chat §2, §7.2).</summary>
internal static class RichObjects
{
    public const string UnnamedGuest = "Guest";

    public static RichObject User(string id, string name) => Of(("type", "user"), ("id", id), ("name", name), ("mention-id", id));

    /// <summary>A guest with or without an e-mail address.</summary>
    public static RichObject Guest(Actor guest, string name)
    {
        var id = $"{(guest.Type == ActorTypes.Emails ? "email" : "guest")}/{guest.Id}";
        return Of(("type", "guest"), ("id", id), ("name", name), ("mention-id", id));
    }

    public static RichObject MentionedGuest(string id, string name) => Guest(Actor.Guest(id), name);

    /// <summary>The mention of an e-mail guest, whose id has no prefix there.</summary>
    public static RichObject MentionedEmail(string id, string name) =>
        Of(("type", "email"), ("id", id), ("name", name), ("mention-id", $"email/{id}"));

    /// <summary>An added or removed group.</summary>
    public static RichObject Group(string id, string name) =>
        Of(("type", "group"), ("id", id), ("name", name), ("mention-id", $"group/{id}"));

    public static RichObject MentionedGroup(string id, string name) =>
        Of(("type", "user-group"), ("id", id), ("name", name), ("mention-id", $"group/{id}"));

    public static RichObject Highlight(string id, string name) => Of(("type", "highlight"), ("id", id), ("name", name));

    /// <summary>A conversation itself, by the number that nothing else names it by.</summary>
    public static RichObject Call(Conversation conversation, string name, string baseUrl) => Of(
        ("type", "call"),
        ("id", conversation.Id.ToString(CultureInfo.InvariantCulture)),
        ("name", name),
        ("call-type", CallType(conversation.Type)),
        ("icon-url", AvatarOf(conversation, baseUrl)));

    public static RichObject Everybody(Conversation conversation, string name, string baseUrl) => Of(
        ("type", "call"),
        ("id", conversation.Token),
        ("name", name),
        ("call-type", CallType(conversation.Type)),
        ("icon-url", AvatarOf(conversation, baseUrl)),
        ("mention-id", "all"));

    /// <summary>Whoever did something, with the name as it is shown in system messages.</summary>
    public static RichObject ActorOf(Actor actor, string name) => actor switch
    {
        { Type: ActorTypes.Users } => User(actor.Id, name),
        { Type: ActorTypes.DeletedUsers } => Highlight(ActorTypes.DeletedUsers, "Deleted user"),
        { Type: ActorTypes.Phones } => Highlight(actor.Id, name.Length > 0 ? name : "Phone"),
        _ when actor == Actor.System => Of(("type", "guest"), ("id", "guest/system"), ("name", "System")),
        _ when actor == Actor.CommandLine => Of(("type", "guest"), ("id", "guest/cli"), ("name", "Administration")),
        _ => Guest(actor, name.Length > 0 ? $"{name} (guest)" : UnnamedGuest),
    };

    private static string AvatarOf(Conversation conversation, string baseUrl) => $"{baseUrl}/ocs/v2.php/apps/spreed/api/v1/room/{conversation.Token}/avatar";

    private static string CallType(ConversationType type) => type switch
    {
        ConversationType.OneToOne or ConversationType.FormerOneToOne => "one2one",
        ConversationType.Public => "public",
        ConversationType.Group or ConversationType.Changelog or ConversationType.NoteToSelf => "group",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, message: null),
    };

    private static OrderedDictionary<string, string> Of(params (string Key, string Value)[] entries) =>
        new(entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)), StringComparer.Ordinal);
}
