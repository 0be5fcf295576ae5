using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Messaging;

/// <summary>One suggestion of whom to mention.</summary>
internal sealed record Suggestion(string Source, Candidate Candidate);

/// <summary>Suggests whom to mention in a conversation (chat §7.3): only people who belong to it.</summary>
internal sealed class MentionSuggestions(PlenumDb db)
{
    /// <summary>Whoever has not written among the newest rows counts as silent.</summary>
    private const int RecentRows = 1000;

    /// <summary>At most <paramref name="limit"/> of users, groups, guests and e-mail guests, in this order; everybody comes on top.</summary>
    public async Task<List<Suggestion>> FindAsync(Meetings.Access access, string search, int limit, CancellationToken ct)
    {
        var conversation = access.Conversation;
        var people = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversation.Id)
            .Select(attendee => new Person(attendee.ActorType, attendee.ActorId, attendee.DisplayName, attendee.ParticipantType, attendee.InvitedAddress))
            .ToListAsync(ct);
        var found = new List<Suggestion>();
        Add(ActorTypes.Users, await UsersAsync(access, people, ct));
        Add(ActorTypes.Groups, await GroupsAsync(people, ct));
        Add(ActorTypes.Guests, Guests(people, ActorTypes.Guests, "guest", access.Attendee));
        Add(ActorTypes.Emails, Guests(people, ActorTypes.Emails, "email", access.Attendee));

        var suggestions = found.Take(limit).ToList();
        if (MaySuggestEverybody(access) && MentionSuggestionRules.FindsEverybody(conversation.Name, search)) suggestions.Add(Everybody(conversation, people));
        return suggestions;

        void Add(string source, IEnumerable<Candidate> candidates) =>
            found.AddRange(MentionSuggestionRules.Find(candidates, search).Select(candidate => new Suggestion(source, candidate)));
    }

    /// <summary>Both sides of a one-to-one can be mentioned although one has left.</summary>
    private async Task<List<Candidate>> UsersAsync(Meetings.Access access, List<Person> people, CancellationToken ct)
    {
        var ids = people.Where(person => person.Type == ActorTypes.Users).Select(person => person.Id)
            .Union(OneToOneRules.SidesOf(access.Conversation), StringComparer.Ordinal).ToArray();
        var accounts = await db.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id))
            .Select(account => new { account.Id, account.DisplayName }).ToListAsync(ct);
        var recent = await db.Messages.AsNoTracking().In(access.Conversation).OrderByDescending(message => message.Id).Take(RecentRows)
            .Where(message => message.Kind == MessageKind.Comment && message.ActorType == ActorTypes.Users)
            .GroupBy(message => message.ActorId).Select(said => new { said.Key, Last = said.Max(message => message.Id) })
            .ToDictionaryAsync(said => said.Key, said => said.Last, StringComparer.Ordinal, ct);
        return accounts.ConvertAll(account => new Candidate(account.Id, account.DisplayName)
        {
            LastSaid = recent.GetValueOrDefault(account.Id),
            IsCaller = access.Attendee.Actor == Actor.User(account.Id),
        });
    }

    private async Task<List<Candidate>> GroupsAsync(List<Person> people, CancellationToken ct)
    {
        var ids = people.Where(person => person.Type == ActorTypes.Groups).Select(person => person.Id).ToArray();
        if (ids.Length == 0) return [];

        var groups = await db.Groups.AsNoTracking().Where(group => ids.Contains(group.Id)).ToListAsync(ct);
        return groups.ConvertAll(group => new Candidate($"group/{group.Id}", group.DisplayName));
    }

    private static IEnumerable<Candidate> Guests(List<Person> people, string type, string prefix, Attendee caller) => people
        .Where(person => person.Type == type)
        .Select(person => new Candidate($"{prefix}/{person.Id}", person.Name.Length > 0 ? person.Name : RichObjects.UnnamedGuest)
        {
            SearchesId = false,
            IsCaller = caller.Actor == new Actor(type, person.Id),
            Details = caller.IsModerator && type == ActorTypes.Emails ? person.Address : null,
        });

    private static bool MaySuggestEverybody(Meetings.Access access) =>
        access.Conversation.Type is not (ConversationType.OneToOne or ConversationType.FormerOneToOne)
        && ChatService.MayMentionAll(access.Conversation, access.Attendee);

    private static Suggestion Everybody(Conversation conversation, List<Person> people)
    {
        var count = people.Count(person => person.Role is ParticipantType.Owner or ParticipantType.Moderator or ParticipantType.User);
        return new Suggestion("calls", new Candidate("all", conversation.Name) { Details = count > 1 ? $"All {count} participants" : null });
    }

    private sealed record Person(string Type, string Id, string Name, ParticipantType Role, string? Address);
}
