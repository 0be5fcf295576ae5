using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Which groups an account is in, asked at most once per request and account.</summary>
internal sealed class GroupMemberships(PlenumDb db)
{
    private readonly Dictionary<string, HashSet<string>> known = new(StringComparer.Ordinal);

    public async ValueTask<IReadOnlySet<string>> OfAsync(string accountId, CancellationToken ct)
    {
        if (known.TryGetValue(accountId, out var groups)) return groups;

        groups = await db.GroupMembers.AsNoTracking().Where(member => member.AccountId == accountId)
            .Select(member => member.GroupId).ToHashSetAsync(StringComparer.Ordinal, ct);
        return known[accountId] = groups;
    }

    /// <summary>Looks again: what was read before a lock was taken need not hold after it.</summary>
    public void Forget(string accountId) => known.Remove(accountId);

    /// <summary>A list of groups that is empty admits every account; nobody else is ever admitted by a list that is not.</summary>
    public ValueTask<bool> AdmitsAsync(IReadOnlyList<string> groups, Account? account, CancellationToken ct) => AdmitsAsync(groups, account?.Id, ct);

    /// <inheritdoc cref="AdmitsAsync(IReadOnlyList{string}, Account, CancellationToken)"/>
    public async ValueTask<bool> AdmitsAsync(IReadOnlyList<string> groups, string? accountId, CancellationToken ct)
    {
        if (groups.Count == 0) return true;
        return accountId is not null && (await OfAsync(accountId, ct)).Overlaps(groups);
    }

    /// <summary>The same for many accounts at once.</summary>
    public async ValueTask<Predicate<string>> WhoIsAdmittedAsync(IReadOnlyList<string> groups, IEnumerable<string> accountIds, CancellationToken ct)
    {
        if (groups.Count == 0) return _ => true;

        var (admitting, ids) = (groups.ToArray(), accountIds.Distinct(StringComparer.Ordinal).ToArray());
        var admitted = await db.GroupMembers.AsNoTracking()
            .Where(member => EF.Parameter(ids).Contains(member.AccountId) && admitting.Contains(member.GroupId))
            .Select(member => member.AccountId)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
        return admitted.Contains;
    }

    /// <summary>A guest of the server sees only what is listed for everyone.</summary>
    public async ValueTask<bool> IsServerGuestAsync(Account account, CancellationToken ct) =>
        (await OfAsync(account.Id, ct)).Contains(AccountGroup.ServerGuests);

    public async ValueTask<bool> IsAdminAsync(Account account, CancellationToken ct) =>
        (await OfAsync(account.Id, ct)).Contains(AccountGroup.Admin);
}
