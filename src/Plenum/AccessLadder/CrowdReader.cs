using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.AccessLadder;

/// <summary>Somebody who has been let into a conversation.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Actor">What the caller is there.</param>
internal readonly record struct Entrant(Caller Caller, Actor Actor);

/// <summary>What the ladder decides on, for many people in one conversation.</summary>
/// <param name="Conversation">Null when it is gone.</param>
/// <param name="Of">The facts about one of those that were read.</param>
internal sealed record Crowd(Conversation? Conversation, Func<Entrant, LadderFacts> Of);

/// <summary>
/// Reads the same as <see cref="AccessReader"/> for many people who have been in one conversation and are looked at
/// again: with a handful of queries, however many they are. For guards that need an attendee and nothing above the lobby.
/// </summary>
internal sealed class CrowdReader(PlenumDb db, TalkConfigStore configs, GroupMemberships memberships, BanList bans)
{
    public async Task<Crowd> ReadAsync(long conversationId, Guard guards, IReadOnlyCollection<Entrant> people, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        var mayUseTalk = await memberships.WhoIsAdmittedAsync(config.AllowedGroups, people.Select(person => person.Caller.Account?.Id).OfType<string>(), ct);
        var conversation = await db.Conversations.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == conversationId, ct);
        var attendees = conversation is null ? [] : await AttendeesAsync(conversationId, people, ct);
        var isBanned = conversation is null ? (_, _) => false : await bans.WhoIsBannedAsync(conversation, ct);
        return new Crowd(conversation, Of);

        LadderFacts Of(Entrant person)
        {
            var attendee = attendees.GetValueOrDefault(person.Actor);
            return new LadderFacts
            {
                Guards = guards,
                HasAccount = person.Caller.HasAccount,
                MayUseTalk = person.Caller.Account is not { } account || mayUseTalk(account.Id),
                CallsEnabled = config.StartCalls != 3,
                Conversation = conversation,
                Attendee = attendee,
                IsBanned = isBanned(person.Caller, person.Actor),
                Permissions = attendee is null ? Permissions.Inherit : PermissionRules.Effective(attendee, conversation!, config.DefaultPermissions),
            };
        }
    }

    /// <summary>Only what the ladder looks at: for thousands of people the rest would be a lot to carry.</summary>
    private async Task<Dictionary<Actor, Attendee>> AttendeesAsync(long conversationId, IReadOnlyCollection<Entrant> people, CancellationToken ct)
    {
        var ids = people.Select(person => person.Actor.Id).Distinct(StringComparer.Ordinal).ToArray();
        var rows = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversationId && EF.Parameter(ids).Contains(attendee.ActorId))
            .Select(attendee => new Attendee
            {
                Id = attendee.Id,
                ConversationId = attendee.ConversationId,
                ActorType = attendee.ActorType,
                ActorId = attendee.ActorId,
                ParticipantType = attendee.ParticipantType,
                Permissions = attendee.Permissions,
                ReadPrivate = attendee.ReadPrivate,
            })
            .ToListAsync(ct);
        return rows.ToDictionary(attendee => attendee.Actor);
    }
}
