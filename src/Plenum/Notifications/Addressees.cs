using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Notifications;

/// <summary>Finds out who is to be told of messages: a handful of queries however many messages and people there are.</summary>
internal sealed class Addressees(PlenumDb db, TalkConfigStore configs, TimeProvider time)
{
    private static readonly HashSet<string> NoGroups = [];

    /// <summary>Everybody who is to be told of these messages. Of plain ones that come in a heap only as many are told as anybody lists.</summary>
    public async Task<List<NewNotification>> OfAsync(long[] messageIds, CancellationToken ct)
    {
        var now = time.Now();
        var said = await (
            from message in db.Set<Message>().AsNoTracking()
            where EF.Parameter(messageIds).Contains(message.Id) && message.Kind == MessageKind.Comment && !message.Silent && (message.ExpiresAt == null || message.ExpiresAt > now)
            join conversation in db.Set<Conversation>() on message.ConversationId equals conversation.Id
            from parent in db.Set<Message>().Where(parent => parent.Id == message.ParentId).DefaultIfEmpty()
            orderby message.Id
            select new { Message = message, Conversation = conversation, AnsweredType = (string?)parent!.ActorType, AnsweredId = (string?)parent.ActorId }).ToListAsync(ct);
        return await TellAsync(
            [.. said.Select(one => new Utterance(one.Message, one.Conversation, MentionRules.Find(one.Message.Text), one.AnsweredType is { } type ? new Actor(type, one.AnsweredId!) : null))],
            alsoPlain: true,
            ct);
    }

    /// <summary>Those to whom some of the words of a message speak, and nobody else.</summary>
    public Task<List<NewNotification>> MentionedAsync(Message message, Conversation conversation, IReadOnlyCollection<MentionToken> tokens, CancellationToken ct) =>
        TellAsync([new Utterance(message, conversation, tokens, Answered: null)], alsoPlain: false, ct);

    private async Task<List<NewNotification>> TellAsync(IReadOnlyCollection<Utterance> utterances, bool alsoPlain, CancellationToken ct)
    {
        if (utterances.Count == 0) return [];

        var (config, now) = (await configs.GetAsync(ct), time.Now());
        var groups = await GroupsAsync(utterances, ct);
        var spoken = utterances.ToDictionary(one => one.Message.Id, one => Spoken.Of(one.Message, one.Tokens, one.Answered, groups.In(one.Conversation.Id)));
        var people = (await PeopleAsync(utterances, spoken, groups, alsoPlain, config, now, ct)).ToLookup(person => person.ConversationId);
        var listed = utterances.GroupBy(one => one.Conversation.Id, one => one.Message.Id).SelectMany(ids => ids.OrderDescending().Take(NotificationReader.MostListed)).ToHashSet();
        var told =
            from one in utterances
            from person in people[one.Conversation.Id]
            where person.LastReadMessage < one.Message.Id
            let addressee = person.In(one.Conversation, config, now, groups.Of(person.AccountId))
            let kind = TellingRules.KindFor(spoken[one.Message.Id], addressee)
            where kind is not null && (kind != NotificationKind.Message || (alsoPlain && listed.Contains(one.Message.Id)))
            select new NewNotification(person.AttendeeId, kind.Value, one.Message.Id);
        return [.. told];
    }

    /// <summary>Accounts that may have to be told: who is spoken to, and who wants to hear everything and does not look.</summary>
    private async Task<List<Person>> PeopleAsync(
        IReadOnlyCollection<Utterance> utterances, Dictionary<long, Spoken> spoken, Mentioned groups, bool alsoPlain, TalkConfig config, DateTimeOffset now, CancellationToken ct)
    {
        var conversations = utterances.Select(one => one.Conversation.Id).Distinct().ToArray();
        var forAll = utterances.Where(one => spoken[one.Message.Id].MeansEverybody).Select(one => one.Conversation.Id).Distinct().ToArray();
        var named = spoken.Values.SelectMany(one => one.Users.Concat(one.Answered is { Type: ActorTypes.Users } answered ? [answered.Id] : [])).Concat(groups.Members).Distinct(StringComparer.Ordinal).ToArray();
        var hearsAll = config.DefaultGroupNotification == (int)NotificationLevel.Always;
        var freshSince = now - Session.OnlineFor;
        var sessions = db.Sessions;
        return await db.Attendees.AsNoTracking()
            .Where(attendee => EF.Parameter(conversations).Contains(attendee.ConversationId)
                && attendee.ActorType == ActorTypes.Users
                && attendee.NotificationLevel != NotificationLevel.Never)
            .Select(attendee => new Person
            {
                AttendeeId = attendee.Id,
                ConversationId = attendee.ConversationId,
                AccountId = attendee.ActorId,
                Type = attendee.ParticipantType,
                Permissions = attendee.Permissions,
                Level = attendee.NotificationLevel,
                LastReadMessage = attendee.LastReadMessage,
                IsNamed = EF.Parameter(named).Contains(attendee.ActorId) || EF.Parameter(forAll).Contains(attendee.ConversationId),
                HearsAll = attendee.NotificationLevel == NotificationLevel.Always
                    || (attendee.NotificationLevel == NotificationLevel.Default
                        && (hearsAll || attendee.Conversation!.Type == ConversationType.OneToOne || attendee.Conversation.Type == ConversationType.FormerOneToOne)),
                IsThere = sessions.Any(session => session.AttendeeId == attendee.Id && session.State == SessionState.Active && session.LastPing >= freshSince),
            })
            .Where(person => person.IsNamed || (alsoPlain && person.HearsAll && !person.IsThere))
            .OrderBy(person => person.AttendeeId)
            .ToListAsync(ct);
    }

    /// <summary>Who is in the groups that are mentioned, as far as they belong to the conversations.</summary>
    private async Task<Mentioned> GroupsAsync(IReadOnlyCollection<Utterance> utterances, CancellationToken ct)
    {
        var ids = utterances.SelectMany(one => one.Tokens).SelectMany(token => new[] { token.Target, token.Shorter }).OfType<MentionTarget>()
            .Where(target => target.Kind == MentionKind.Group).Select(target => target.Id).Distinct(StringComparer.Ordinal).ToArray();
        if (ids.Length == 0) return Mentioned.None;

        var conversations = utterances.Select(one => one.Conversation.Id).Distinct().ToArray();
        var there = await db.Attendees.AsNoTracking()
            .Where(group => conversations.Contains(group.ConversationId) && group.ActorType == ActorTypes.Groups && ids.Contains(group.ActorId))
            .Select(group => new { group.ConversationId, group.ActorId })
            .ToListAsync(ct);
        var known = there.Select(group => group.ActorId).Distinct(StringComparer.Ordinal).ToArray();
        var members = known.Length == 0 ? [] : await db.GroupMembers.AsNoTracking()
            .Where(member => known.Contains(member.GroupId) && db.Set<Attendee>().Any(attendee =>
                conversations.Contains(attendee.ConversationId) && attendee.ActorType == ActorTypes.Users && attendee.ActorId == member.AccountId))
            .Select(member => new { member.AccountId, member.GroupId })
            .ToListAsync(ct);
        return new Mentioned(
            there.GroupBy(group => group.ConversationId, group => group.ActorId).ToDictionary(groups => groups.Key, groups => groups.ToHashSet(StringComparer.Ordinal)),
            members.GroupBy(member => member.AccountId, member => member.GroupId, StringComparer.Ordinal).ToDictionary(groups => groups.Key, groups => groups.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    private sealed record Utterance(Message Message, Conversation Conversation, IReadOnlyCollection<MentionToken> Tokens, Actor? Answered);

    private sealed record Mentioned(Dictionary<long, HashSet<string>> Belonging, Dictionary<string, HashSet<string>> Memberships)
    {
        public static readonly Mentioned None = new([], []);

        public IEnumerable<string> Members => Memberships.Keys;

        public HashSet<string> In(long conversationId) => Belonging.GetValueOrDefault(conversationId, NoGroups);

        public HashSet<string> Of(string accountId) => Memberships.GetValueOrDefault(accountId, NoGroups);
    }

    private sealed record Person
    {
        public required long AttendeeId { get; init; }

        public required long ConversationId { get; init; }

        public required string AccountId { get; init; }

        public required ParticipantType Type { get; init; }

        public required Permissions Permissions { get; init; }

        public required NotificationLevel Level { get; init; }

        public required long LastReadMessage { get; init; }

        public required bool IsNamed { get; init; }

        public required bool HearsAll { get; init; }

        public required bool IsThere { get; init; }

        public Addressee In(Conversation conversation, TalkConfig config, DateTimeOffset now, HashSet<string> groups)
        {
            var effective = PermissionRules.Effective(Type, Permissions, conversation.DefaultPermissions, conversation.Attributes, config.DefaultPermissions);
            return new Addressee(
                AccountId,
                NotificationLevels.Of(conversation.Type, Level, config.DefaultGroupNotification),
                LobbyRules.Blocks(conversation.LobbyState, Type, effective) && !conversation.IsDue(now),
                IsThere,
                groups);
        }
    }
}
