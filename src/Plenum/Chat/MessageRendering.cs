using Plenum.Common;
using Plenum.Meetings;
using RichObject = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Plenum.Chat;

/// <summary>Who looks at a message, and under which address this server is reached from there.</summary>
/// <param name="Viewer">Null for the neutral form.</param>
/// <param name="BaseUrl">Scheme, host and path without a slash at the end.</param>
internal readonly record struct Viewpoint(Actor? Viewer, string BaseUrl);

/// <summary>Renders a batch of messages for any number of viewers: says first whose names it needs, and renders once they are read.</summary>
internal sealed class MessageRendering
{
    private static readonly Dictionary<string, RichObject> NoParameters = [];

    private readonly IReadOnlyDictionary<long, Conversation> conversations;
    private readonly Dictionary<long, List<MentionToken>> mentions = [];
    private readonly Dictionary<long, SystemParameters> parameters = [];

    /// <param name="conversations">The conversations of the messages by id.</param>
    /// <param name="messages">What is to be rendered, parents included.</param>
    public MessageRendering(IReadOnlyDictionary<long, Conversation> conversations, IEnumerable<Message> messages)
    {
        this.conversations = conversations;
        foreach (var message in messages) Need(message);
    }

    /// <summary>To be read before anything is rendered.</summary>
    public Names Names { get; } = new();

    /// <summary>A message mentions everybody: it carries an address of this server.</summary>
    public bool DependsOnBaseUrl { get; private set; }

    /// <summary>
    /// Whether a message may read differently for this viewer than for others: texts speak to their author, to whoever
    /// is affected and to the sides of a one-to-one, all of whose names are needed.
    /// </summary>
    public bool DependsOn(Actor viewer) => Names.Includes(viewer.Id);

    public MessageView Of(Message message, Viewpoint from)
    {
        var (key, text, objects) = message.Kind switch
        {
            MessageKind.System => Announced(message, from.Viewer),
            MessageKind.CommentDeleted => Deleted(message, from.Viewer),
            MessageKind.Comment => Said(message, from),
            _ => throw new InvalidOperationException($"Unknown kind of message: {message.Kind}"),
        };
        var editor = message.Kind == MessageKind.Comment ? message.Editor : null;
        return new MessageView
        {
            Id = message.Id,
            Token = conversations[message.ConversationId].Token,
            ActorType = message.ActorType,
            ActorId = message.ActorId,
            ActorDisplayName = Names.Of(message.ConversationId, message.Actor, message.ActorDisplayName),
            Timestamp = message.At.ToUnixTimeSeconds(),
            Message = text,
            MessageParameters = objects,
            SystemMessage = key,
            MessageType = message.Kind switch
            {
                MessageKind.System => "system",
                MessageKind.CommentDeleted => "comment_deleted",
                _ => "comment",
            },
            IsReplyable = MessageRules.IsReplyable(message.Kind, message.ActorType),
            ReferenceId = message.ReferenceId,
            ExpirationTimestamp = message.ExpiresAt.ToUnix(),
            Markdown = message.Kind != MessageKind.System,
            ThreadId = message.ThreadRootId ?? message.Id,
            LastEditActorType = editor?.Type,
            LastEditActorId = editor?.Id,
            LastEditActorDisplayName = editor is { } known ? Names.Of(message.ConversationId, known) : null,
            LastEditTimestamp = editor is null ? null : message.EditedAt?.ToUnixTimeSeconds(),
            Deleted = message.Kind == MessageKind.CommentDeleted ? true : null,
            Silent = message.Silent ? true : null,
        };
    }

    private void Need(Message message)
    {
        var conversation = conversations[message.ConversationId];
        Names.Need(conversation.Id, message.Actor);
        if (message.Editor is { } editor) Names.Need(conversation.Id, editor);
        if (message.Kind == MessageKind.System) NeedParameters(message, conversation);
        else if (message.Kind == MessageKind.Comment && message.Text.Contains('@', StringComparison.Ordinal)) NeedMentions(message, conversation);
    }

    private void NeedParameters(Message message, Conversation conversation)
    {
        var stored = parameters[message.Id] = SystemParameters.Of(message);
        if (stored.Affected is { } affected) Names.Need(conversation.Id, affected);
        if (stored.Group is { } group) Names.NeedGroup(group);
        foreach (var user in stored.Users) Names.Need(conversation.Id, Actor.User(user));
        if (message.Text == SystemMessageKeys.CallMissed) NeedSides(conversation);
    }

    private void NeedMentions(Message message, Conversation conversation)
    {
        var tokens = MentionRules.Find(message.Text);
        if (tokens.Count == 0) return;

        mentions[message.Id] = tokens;
        foreach (var token in tokens)
        {
            Names.Need(conversation.Id, token.Target);
            if (token.Shorter is { } shorter) Names.Need(conversation.Id, shorter);
        }

        if (!tokens.Exists(token => token.IsFor(MentionTarget.Everybody))) return;

        NeedSides(conversation);
        DependsOnBaseUrl = true;
    }

    private void NeedSides(Conversation conversation)
    {
        foreach (var side in OneToOneRules.SidesOf(conversation)) Names.Need(conversation.Id, Actor.User(side));
    }

    private (string Key, string Text, IReadOnlyDictionary<string, RichObject> Parameters) Said(Message message, Viewpoint from)
    {
        var text = message.Text;
        IReadOnlyDictionary<string, RichObject> objects = NoParameters;
        if (mentions.TryGetValue(message.Id, out var tokens))
        {
            (text, var placeholders) = MentionRules.Replace(text, tokens, target => Resolves(message, target));
            objects = placeholders.ToDictionary(entry => entry.Key, entry => ObjectOf(message.ConversationId, entry.Value, from), StringComparer.Ordinal);
        }

        // Two slashes once kept a message from being read as a command; clients still send them.
        return ("", text.StartsWith("//", StringComparison.Ordinal) ? text[1..] : text, objects);
    }

    private (string Key, string Text, IReadOnlyDictionary<string, RichObject> Parameters) Deleted(Message message, Actor? viewer)
    {
        var deleter = message.Editor ?? message.Actor;
        var text = viewer == deleter ? SystemTexts.DeletedByYou
            : deleter == message.Actor ? SystemTexts.DeletedByAuthor
            : SystemTexts.DeletedByOther;
        return ("", text, new Dictionary<string, RichObject>(StringComparer.Ordinal) { ["actor"] = PersonOf(message.ConversationId, deleter, deleter == message.Actor ? message.ActorDisplayName : "") });
    }

    private (string Key, string Text, IReadOnlyDictionary<string, RichObject> Parameters) Announced(Message message, Actor? viewer)
    {
        var conversation = conversations[message.ConversationId];
        var stored = parameters[message.Id];
        var caller = stored.Users is [var only, ..] ? only : message.ActorId;
        var (key, text, objects) = SystemMessageRules.Read(new SystemFacts
        {
            Key = message.Text,
            Actor = message.Actor,
            ActorObject = PersonOf(conversation.Id, message.Actor, message.ActorDisplayName),
            Parameters = stored,
            Viewer = viewer,
            Silent = message.Silent,
            IsOneToOne = conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne,
            Peer = OneToOneRules.PeerOf(conversation, caller) is { } peer ? Actor.User(peer) : null,
            PersonObject = actor => PersonOf(conversation.Id, actor),
            GroupName = Names.OfGroup,
        });
        return (key, text, objects);
    }

    private bool Resolves(Message message, MentionTarget target) => target.Kind switch
    {
        MentionKind.User => Names.KnowsUser(message.ConversationId, target.Id),
        MentionKind.All => message.CanMentionAll,
        MentionKind.Guest or MentionKind.Email or MentionKind.Group or MentionKind.Team => true,
        _ => throw new InvalidOperationException($"Unknown kind of mention: {target.Kind}"),
    };

    private RichObject ObjectOf(long conversationId, MentionTarget target, Viewpoint from) => target.Kind switch
    {
        MentionKind.User => RichObjects.User(target.Id, Names.Of(conversationId, Actor.User(target.Id), target.Id)),
        MentionKind.All => RichObjects.Everybody(conversations[conversationId], NameOf(conversations[conversationId], from.Viewer), from.BaseUrl),
        MentionKind.Guest => RichObjects.MentionedGuest(target.Id, GuestName(conversationId, Actor.Guest(target.Id))),
        MentionKind.Email => RichObjects.MentionedEmail(target.Id, GuestName(conversationId, new Actor(ActorTypes.Emails, target.Id))),
        MentionKind.Group => RichObjects.MentionedGroup(target.Id, Names.KnowsGroup(conversationId, target.Id) ? Names.OfGroup(target.Id) : target.Id),
        MentionKind.Team => RichObjects.Highlight(target.Id, target.Id),
        _ => throw new InvalidOperationException($"Unknown kind of mention: {target.Kind}"),
    };

    private string GuestName(long conversationId, Actor guest) =>
        Names.Of(conversationId, guest) is { Length: > 0 } name ? name : RichObjects.UnnamedGuest;

    /// <summary>A one-to-one is called like the other side.</summary>
    private string NameOf(Conversation conversation, Actor? viewer) =>
        viewer is { } reader && OneToOneRules.PeerOf(conversation, reader.Id) is { } peer
            ? Names.Of(conversation.Id, Actor.User(peer), peer)
            : conversation.Name;

    /// <summary>An account that is gone is nobody in particular any more.</summary>
    private RichObject PersonOf(long conversationId, Actor actor, string kept = "") =>
        actor.Type == ActorTypes.Users && !Names.HasAccount(actor.Id)
            ? RichObjects.ActorOf(new Actor(ActorTypes.DeletedUsers, ActorTypes.DeletedUsers), "")
            : RichObjects.ActorOf(actor, Names.Of(conversationId, actor, kept));
}
