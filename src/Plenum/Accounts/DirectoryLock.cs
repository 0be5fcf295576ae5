using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>
/// Who puts accounts or groups into conversations holds their rows until the transaction ends, who changes or deletes
/// them takes these: so nobody is left in a conversation who is gone, under a name of yesterday, or without the people
/// that a group has won meanwhile. Meetings are taken before, by everybody. On a database with a single writer the
/// transaction itself is the lock.
/// </summary>
internal sealed class DirectoryLock(PlenumDb db)
{
    /// <summary>The account of the request was deleted while it was being answered.</summary>
    public static readonly Refusal Gone = new(RefusalKind.NotLoggedIn, Message: "Current user is not logged in");

    /// <summary>Several may hold the same account; who takes it waits for them.</summary>
    /// <returns>Those that exist, with the names they have now.</returns>
    public async Task<Dictionary<string, string>> HoldAccountsAsync(IReadOnlyCollection<string> accountIds, CancellationToken ct)
    {
        var ids = accountIds.ToArray();
        if (!db.HasSingleWriter) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Accounts" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR SHARE""", ct);
        return await db.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.DisplayName, StringComparer.Ordinal, ct);
    }

    /// <summary>The same for groups: nobody joins or leaves them meanwhile.</summary>
    /// <returns>Those that exist.</returns>
    public async Task<List<AccountGroup>> HoldGroupsAsync(IReadOnlyCollection<string> groupIds, CancellationToken ct)
    {
        var ids = groupIds.ToArray();
        if (!db.HasSingleWriter) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Groups" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR SHARE""", ct);
        return await db.Groups.AsNoTracking().Where(group => ids.Contains(group.Id)).ToListAsync(ct);
    }

    public async Task TakeAccountAsync(string accountId, CancellationToken ct)
    {
        if (!db.HasSingleWriter) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Accounts" WHERE "Id" = {accountId} FOR UPDATE""", ct);
    }

    public async Task TakeGroupsAsync(IReadOnlyCollection<string> groupIds, CancellationToken ct)
    {
        var ids = groupIds.ToArray();
        if (!db.HasSingleWriter) await db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Groups" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR UPDATE""", ct);
    }
}
