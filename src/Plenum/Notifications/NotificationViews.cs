using System.Globalization;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Pages;
using Plenum.Storage;
using RichObject = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Plenum.Notifications;

/// <summary>Puts notifications into words and objects (platform §13.1, §13.2): the names that all of them need are read together.</summary>
internal sealed class NotificationViews(PlenumDb db)
{
    private const string App = "spreed";
    private const string Web = "WEB";
    private const string DirectCall = "#direct-call";

    private static readonly Dictionary<string, RichObject> NoObjects = [];

    /// <param name="all">Notifications of one account.</param>
    /// <param name="baseUrl">The address under which it reached the server.</param>
    /// <param name="ct">Cancels the reading of names.</param>
    public async Task<List<NotificationView>> OfAsync(IReadOnlyList<Listed> all, string baseUrl, CancellationToken ct)
    {
        if (all.Count == 0) return [];

        var conversations = all.Select(listed => listed.Conversation).DistinctBy(conversation => conversation.Id).ToDictionary(conversation => conversation.Id);
        var rendering = new MessageRendering(conversations, all.Select(listed => listed.Message).OfType<Message>());
        foreach (var listed in all)
        {
            rendering.Names.Need(listed.Conversation.Id, ActorOf(listed));
            foreach (var side in OneToOneRules.SidesOf(listed.Conversation)) rendering.Names.Need(listed.Conversation.Id, Actor.User(side));
        }

        await rendering.Names.ReadAsync(db, ct);
        return [.. all.Select(listed => Of(listed, rendering, baseUrl))];
    }

    private static NotificationView Of(Listed listed, MessageRendering rendering, string baseUrl)
    {
        var (notification, conversation) = (listed.Notification, listed.Conversation);
        var isSecret = listed.Attendee.Sensitive || conversation.Has(ConversationAttributes.Classified);
        var (subject, objects) = Subject(listed, rendering.Names, isSecret, baseUrl);
        var (message, messageObjects) = listed.Message is { } said && !isSecret ? Said(said, rendering, new Viewpoint(listed.Attendee.Actor, baseUrl)) : ("", NoObjects);
        var page = $"{baseUrl}/call/{conversation.Token}";
        var (link, objectId) = listed.Message is { } about && !isSecret
            ? (string.Create(CultureInfo.InvariantCulture, $"{page}#message_{about.Id}"), string.Create(CultureInfo.InvariantCulture, $"{conversation.Token}/{about.Id}"))
            : (page, conversation.Token);
        return new NotificationView
        {
            NotificationId = notification.Id,
            App = App,
            User = notification.AccountId,
            Datetime = notification.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture),
            ObjectType = ObjectTypeOf(notification.Kind),
            ObjectId = objectId,
            Subject = PlaceholderRules.Fill(subject, objects),
            SubjectRich = subject,
            SubjectRichParameters = objects,
            Message = PlaceholderRules.FillMessage(message, messageObjects),
            MessageRich = message,
            MessageRichParameters = messageObjects,
            Link = link,
            Icon = baseUrl + Branding.LogoPath,
            Actions = [ActionOf(listed, link, page)],
            ShouldNotify = true,
        };
    }

    private static (string Text, Dictionary<string, RichObject> Objects) Subject(Listed listed, Names names, bool isSecret, string baseUrl)
    {
        var (conversation, actor) = (listed.Conversation, ActorOf(listed));
        var name = isSecret ? NotificationTexts.SecretConversation : NameOf(conversation, listed.Attendee.ActorId, names);
        var objects = new Dictionary<string, RichObject>(StringComparer.Ordinal) { ["call"] = RichObjects.Call(conversation, name, baseUrl) };
        var who = isSecret ? "" : Name(actor, names.Of(conversation.Id, actor, listed.Message?.ActorDisplayName ?? ""), names, objects);
        var isBetweenTwo = conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne;
        return (NotificationTexts.SubjectOf(new SubjectFacts(listed.Notification.Kind, who, isBetweenTwo, listed.IsMissed, isSecret)), objects);
    }

    /// <summary>How somebody is spoken of; who has a name stands behind a placeholder.</summary>
    private static string Name(Actor actor, string name, Names names, Dictionary<string, RichObject> objects)
    {
        if (actor.Type == ActorTypes.Users)
        {
            if (!names.HasAccount(actor.Id)) return NotificationTexts.DeletedAccount;

            objects["user"] = RichObjects.User(actor.Id, name.Length > 0 ? name : actor.Id);
            return NotificationTexts.UserPlaceholder;
        }

        if (name.Length == 0) return NotificationTexts.UnnamedGuest;

        objects["guest"] = RichObjects.Guest(actor, name);
        return NotificationTexts.GuestPlaceholder;
    }

    private static (string Text, IReadOnlyDictionary<string, RichObject> Objects) Said(Message message, MessageRendering rendering, Viewpoint from)
    {
        var view = rendering.Of(message, from);
        return (view.Message, view.MessageParameters);
    }

    private static string NameOf(Conversation conversation, string accountId, Names names) =>
        OneToOneRules.PeerOf(conversation, accountId) is { } peer ? names.Of(conversation.Id, Actor.User(peer), peer) : conversation.Name;

    private static Actor ActorOf(Listed listed) => listed.Message?.Actor ?? listed.Notification.Actor;

    private static NotificationAction ActionOf(Listed listed, string link, string page) => listed.Notification.Kind switch
    {
        NotificationKind.Invitation when listed.Conversation.ActiveSince is not null => new(NotificationTexts.Join, page + DirectCall, Web, Primary: true),
        NotificationKind.Invitation => new(NotificationTexts.View, page, Web, Primary: false),
        NotificationKind.Call when listed.IsMissed => new(NotificationTexts.CallBack, page + DirectCall, Web, Primary: false),
        NotificationKind.Call => new(NotificationTexts.Join, page + DirectCall, Web, Primary: true),
        _ => new(NotificationTexts.ViewChat, link, Web, Primary: false),
    };

    private static string ObjectTypeOf(NotificationKind kind) => kind switch
    {
        NotificationKind.Invitation => "room",
        NotificationKind.Call => "call",
        NotificationKind.Message or NotificationKind.Reply or NotificationKind.Mention or NotificationKind.GroupMention or NotificationKind.EverybodyMention => "chat",
        _ => throw new InvalidOperationException($"Unknown kind of notification: {kind}"),
    };
}
