using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Finds accounts and renders them, two queries for however many.</summary>
internal sealed class UserViews(PlenumDb db)
{
    /// <summary>Ids of accounts whose id, name or address contains the text, in the order of their ids.</summary>
    public Task<List<string>> SearchAsync(PageRequest page, CancellationToken ct) =>
        Matching(page).Select(account => account.Id).ToListAsync(ct);

    public async Task<Dictionary<string, UserView>> DetailsAsync(PageRequest page, CancellationToken ct) =>
        await DetailsAsync(await Matching(page).ToListAsync(ct), ct);

    /// <summary>The members of a group.</summary>
    public async Task<Dictionary<string, UserView>> MemberDetailsAsync(string groupId, PageRequest page, CancellationToken ct)
    {
        var members = db.GroupMembers;
        var accounts = Matching(page, db.Accounts.AsNoTracking().Where(account => members.Any(member => member.GroupId == groupId && member.AccountId == account.Id)));
        return await DetailsAsync(await accounts.ToListAsync(ct), ct);
    }

    public async Task<UserView> OfAsync(Account account, CancellationToken ct) =>
        UserView.Of(account, await GroupsOfAsync(account.Id, ct));

    public async Task<UserView> OwnAsync(Account account, CancellationToken ct) =>
        UserView.Own(account, await GroupsOfAsync(account.Id, ct));

    public Task<List<string>> GroupsOfAsync(string accountId, CancellationToken ct) =>
        db.GroupMembers.AsNoTracking().Where(member => member.AccountId == accountId)
            .OrderBy(member => member.GroupId).Select(member => member.GroupId).ToListAsync(ct);

    private async Task<Dictionary<string, UserView>> DetailsAsync(List<Account> accounts, CancellationToken ct)
    {
        var ids = accounts.ConvertAll(account => account.Id);
        var groups = (await db.GroupMembers.AsNoTracking().Where(member => ids.Contains(member.AccountId))
            .OrderBy(member => member.GroupId).ToListAsync(ct)).ToLookup(member => member.AccountId, member => member.GroupId);
        return accounts.ToDictionary(account => account.Id, account => UserView.Of(account, [.. groups[account.Id]]), StringComparer.Ordinal);
    }

    private IQueryable<Account> Matching(PageRequest page) => Matching(page, db.Accounts.AsNoTracking());

    private static IQueryable<Account> Matching(PageRequest page, IQueryable<Account> accounts)
    {
        var term = page.Search.Trim().ToLowerInvariant();
        if (term.Length > 0)
        {
            accounts = accounts.Where(account =>
                account.Key.Contains(term) || account.DisplayName.ToLower().Contains(term) || account.Email!.ToLower().Contains(term));
        }

        return page.Cut(accounts.OrderBy(account => account.Key));
    }
}
