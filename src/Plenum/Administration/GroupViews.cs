using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Finds groups.</summary>
internal sealed class GroupViews(PlenumDb db)
{
    /// <summary>Ids of groups whose id or name contains the text.</summary>
    public Task<List<string>> SearchAsync(PageRequest page, CancellationToken ct) =>
        Matching(page).Select(group => group.Id).ToListAsync(ct);

    public async Task<List<GroupView>> DetailsAsync(PageRequest page, CancellationToken ct)
    {
        var (members, accounts) = (db.GroupMembers, db.Accounts);
        return await Matching(page)
            .Select(group => new GroupView(
                group.Id,
                group.DisplayName,
                members.Count(member => member.GroupId == group.Id),
                accounts.Count(account => !account.Enabled && members.Any(member => member.GroupId == group.Id && member.AccountId == account.Id)),
                true,
                true))
            .ToListAsync(ct);
    }

    /// <returns>Ids of the members, or null for a group that does not exist.</returns>
    public async Task<List<string>?> MembersAsync(string groupId, CancellationToken ct)
    {
        var members = await db.GroupMembers.AsNoTracking().Where(member => member.GroupId == groupId)
            .OrderBy(member => member.AccountId).Select(member => member.AccountId).ToListAsync(ct);
        return members.Count > 0 || await ExistsAsync(groupId, ct) ? members : null;
    }

    /// <summary>All groups with the ids of their members.</summary>
    public async Task<Dictionary<string, List<string>>> WithMembersAsync(CancellationToken ct)
    {
        var groups = await SearchAsync(new PageRequest(), ct);
        var members = (await db.GroupMembers.AsNoTracking().OrderBy(member => member.AccountId).ToListAsync(ct)).ToLookup(member => member.GroupId, member => member.AccountId);
        return groups.ToDictionary(group => group, group => members[group].ToList(), StringComparer.Ordinal);
    }

    public Task<bool> ExistsAsync(string groupId, CancellationToken ct) => db.Groups.AnyAsync(group => group.Id == groupId, ct);

    private IQueryable<AccountGroup> Matching(PageRequest page)
    {
        var groups = db.Groups.AsNoTracking();
        var term = page.Search.Trim().ToLowerInvariant();
        if (term.Length > 0) groups = groups.Where(group => group.Id.ToLower().Contains(term) || group.DisplayName.ToLower().Contains(term));
        return page.Cut(groups.OrderBy(group => group.Id));
    }
}

/// <summary>A group as administrators see it: how many accounts are in it and how many of them may not sign in.</summary>
internal sealed record GroupView(string Id, string Displayname, int Usercount, int Disabled, bool CanAdd, bool CanRemove);
