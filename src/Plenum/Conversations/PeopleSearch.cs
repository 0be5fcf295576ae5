using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Finds accounts and groups to invite (platform §11.1), as far as the administrator lets people find each other.</summary>
internal sealed class PeopleSearch(PlenumDb db, GroupMemberships memberships, PeerVisibility visibility, TalkConfigStore configs)
{
    /// <param name="caller">Who looks.</param>
    /// <param name="term">A part of an id, a name or an address.</param>
    /// <param name="token">Whoever belongs to this conversation is left out, if the caller belongs to it.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>Enabled accounts that may use Talk, exact ones first, then by name.</returns>
    public async Task<List<FoundPerson>> AccountsAsync(Account caller, string term, string token, CancellationToken ct)
    {
        var scope = await visibility.ReadAsync(ct);
        var present = await PresentAsync(caller, token, ActorTypes.Users, ct);
        var mine = scope.OnlyOwnGroups ? await FellowsAsync(caller, ct) : null;
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.Enabled)
            .Select(account => new { account.Id, account.DisplayName, account.Email }).ToListAsync(ct);
        var found = accounts
            .Select(account => (account.Id, account.DisplayName, account.Email, Match: PeopleSearchRules.Match(term, account.Id, account.DisplayName, account.Email)))
            .Where(one => !present.Contains(one.Id) && MayShow(one.Match, one.Id))
            .ToList();
        var mayUseTalk = await memberships.WhoIsAdmittedAsync((await configs.GetAsync(ct)).AllowedGroups, found.Select(one => one.Id), ct);
        return found.Where(one => mayUseTalk(one.Id))
            .OrderByDescending(one => one.Match).ThenBy(one => one.DisplayName, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Id, StringComparer.Ordinal)
            .Select(one => new FoundPerson(one.Id, one.DisplayName, one.Email ?? one.Id)).ToList();

        bool MayShow(PeopleMatch match, string id) => match switch
        {
            PeopleMatch.None => false,
            PeopleMatch.Exact when scope.Exactly => true,
            _ => scope.ByParts && mine?.Contains(id) != false,
        };
    }

    /// <returns>Groups of accounts, exact ones first, then by name; where people only find their own groups, the caller's.</returns>
    public async Task<List<FoundPerson>> GroupsAsync(Account caller, string term, string token, CancellationToken ct)
    {
        var scope = await visibility.ReadAsync(ct);
        var present = await PresentAsync(caller, token, ActorTypes.Groups, ct);
        var mine = scope.OnlyOwnGroups ? await memberships.OfAsync(caller.Id, ct) : null;
        return (await db.Groups.AsNoTracking().ToListAsync(ct))
            .Select(group => (group.Id, group.DisplayName, Match: PeopleSearchRules.Match(term, group.Id, group.DisplayName, email: null)))
            .Where(one => one.Match > (scope.ByParts ? PeopleMatch.None : PeopleMatch.Part) && !present.Contains(one.Id) && mine?.Contains(one.Id) != false)
            .OrderByDescending(one => one.Match).ThenBy(one => one.DisplayName, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Id, StringComparer.Ordinal)
            .Select(one => new FoundPerson(one.Id, one.DisplayName, one.Id)).ToList();
    }

    public Task<bool> IsAddressOfAccountAsync(string address, CancellationToken ct)
    {
        var known = AccountRules.EmailOf(address);
        return db.Accounts.AnyAsync(account => account.Email == known, ct);
    }

    /// <summary>Who belongs to the conversation already; whoever only followed its link may still be added for good.</summary>
    private async Task<HashSet<string>> PresentAsync(Account caller, string token, string actorType, CancellationToken ct)
    {
        var attendees = db.Attendees.AsNoTracking().Where(attendee => attendee.Conversation!.Token == token);
        if (!await attendees.AnyAsync(attendee => attendee.ActorType == ActorTypes.Users && attendee.ActorId == caller.Id, ct)) return [];

        return await attendees
            .Where(attendee => attendee.ActorType == actorType && attendee.ParticipantType != ParticipantType.SelfJoinedUser)
            .Select(attendee => attendee.ActorId).ToHashSetAsync(StringComparer.Ordinal, ct);
    }

    private async Task<HashSet<string>> FellowsAsync(Account caller, CancellationToken ct)
    {
        var mine = (await memberships.OfAsync(caller.Id, ct)).ToArray();
        return await db.GroupMembers.AsNoTracking().Where(member => mine.Contains(member.GroupId))
            .Select(member => member.AccountId).ToHashSetAsync(StringComparer.Ordinal, ct);
    }
}

/// <param name="Id">Of the account or group.</param>
/// <param name="Name">For people.</param>
/// <param name="Unique">Tells those apart who have the same name.</param>
internal sealed record FoundPerson(string Id, string Name, string Unique);
