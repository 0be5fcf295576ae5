using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>The names that some messages need, read with a handful of queries however many messages there are.</summary>
internal sealed class Names
{
    private readonly HashSet<long> conversations = [];
    private readonly HashSet<string> users = new(StringComparer.Ordinal);
    private readonly HashSet<string> others = new(StringComparer.Ordinal);
    private readonly HashSet<string> groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> mentioned = new(StringComparer.Ordinal);

    private Dictionary<string, string> accountNames = [];
    private Dictionary<string, string> groupNames = [];
    private Dictionary<(long Conversation, Actor Actor), string> attendeeNames = [];
    private HashSet<(long Conversation, string User)> authors = [];

    /// <summary>Somebody who wrote, did or underwent something in a conversation.</summary>
    public void Need(long conversationId, Actor actor)
    {
        conversations.Add(conversationId);
        if (actor.Type == ActorTypes.Users) users.Add(actor.Id);
        else if (actor.Type != ActorTypes.DeletedUsers && actor != Actor.System && actor != Actor.CommandLine) others.Add(actor.Id);
    }

    /// <summary>Somebody whom a text may mention.</summary>
    public void Need(long conversationId, MentionTarget target)
    {
        conversations.Add(conversationId);
        switch (target.Kind)
        {
            case MentionKind.User:
                users.Add(target.Id);
                mentioned.Add(target.Id);
                break;
            case MentionKind.Guest or MentionKind.Email:
                others.Add(target.Id);
                break;
            case MentionKind.Group:
                groups.Add(target.Id);
                mentioned.Add(target.Id);
                break;
            case MentionKind.All or MentionKind.Team:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(target), target, message: null);
        }
    }

    public void NeedGroup(string id) => groups.Add(id);

    /// <summary>The name of somebody with this id is needed.</summary>
    public bool Includes(string id) => users.Contains(id) || others.Contains(id);

    public async Task ReadAsync(PlenumDb db, CancellationToken ct)
    {
        if (users.Count > 0)
        {
            accountNames = await db.Accounts.AsNoTracking().Where(account => users.Contains(account.Id))
                .ToDictionaryAsync(account => account.Id, account => account.DisplayName, StringComparer.Ordinal, ct);
        }

        if (groups.Count > 0)
        {
            groupNames = await db.Groups.AsNoTracking().Where(group => groups.Contains(group.Id))
                .ToDictionaryAsync(group => group.Id, group => group.DisplayName, StringComparer.Ordinal, ct);
        }

        await ReadAttendeesAsync(db, ct);
        await ReadFormerAuthorsAsync(db, ct);
    }

    /// <summary>The current name, else <paramref name="kept"/>: the one that was kept with the message.</summary>
    public string Of(long conversationId, Actor actor, string kept = "") =>
        actor.Type == ActorTypes.Users
            ? accountNames.GetValueOrDefault(actor.Id, kept)
            : attendeeNames.GetValueOrDefault((conversationId, actor), kept);

    public bool HasAccount(string id) => accountNames.ContainsKey(id);

    public string OfGroup(string id) => groupNames.GetValueOrDefault(id, id);

    /// <summary>Accounts are known to a conversation when they belong to it or once wrote in it: a mention tells nothing about others.</summary>
    public bool KnowsUser(long conversationId, string id) =>
        HasAccount(id) && (attendeeNames.ContainsKey((conversationId, Actor.User(id))) || authors.Contains((conversationId, id)));

    public bool KnowsGroup(long conversationId, string id) => attendeeNames.ContainsKey((conversationId, new Actor(ActorTypes.Groups, id)));

    private async Task ReadAttendeesAsync(PlenumDb db, CancellationToken ct)
    {
        var ids = others.Union(mentioned, StringComparer.Ordinal).ToArray();
        if (ids.Length == 0) return;

        var rows = await db.Attendees.AsNoTracking()
            .Where(attendee => conversations.Contains(attendee.ConversationId) && ids.Contains(attendee.ActorId))
            .Select(attendee => new { attendee.ConversationId, attendee.ActorType, attendee.ActorId, attendee.DisplayName })
            .ToListAsync(ct);
        attendeeNames = rows.ToDictionary(row => (row.ConversationId, new Actor(row.ActorType, row.ActorId)), row => row.DisplayName);
    }

    private async Task ReadFormerAuthorsAsync(PlenumDb db, CancellationToken ct)
    {
        var unknown = mentioned
            .Where(id => HasAccount(id) && conversations.Any(conversation => !attendeeNames.ContainsKey((conversation, Actor.User(id)))))
            .ToArray();
        if (unknown.Length == 0) return;

        var rows = await db.Messages.AsNoTracking()
            .Where(message => message.ActorType == ActorTypes.Users && unknown.Contains(message.ActorId) && conversations.Contains(message.ConversationId))
            .Select(message => new { message.ConversationId, message.ActorId })
            .Distinct()
            .ToListAsync(ct);
        authors = [.. rows.Select(row => (row.ConversationId, row.ActorId))];
    }
}
