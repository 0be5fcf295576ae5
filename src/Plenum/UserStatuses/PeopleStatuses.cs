using Plenum.Accounts;
using Plenum.Storage;

namespace Plenum.UserStatuses;

/// <summary>The statuses of others, as far as the administrator lets people find each other.</summary>
internal sealed class PeopleStatuses(PlenumDb db, PeerVisibility visibility, StatusReader statuses)
{
    /// <summary>Those of people whom the caller may find without knowing them, and the caller's own.</summary>
    public async Task<List<CurrentStatus>> ListAsync(Account caller, int offset, int limit, CancellationToken ct)
    {
        var scope = await visibility.ReadAsync(ct);
        var (byParts, everybody, members) = (scope.ByParts, scope is { ByParts: true, OnlyOwnGroups: false }, db.GroupMembers);
        var accounts = db.Accounts.Where(account => account.Enabled && (account.Id == caller.Id || everybody
            || (byParts && members.Any(mine => mine.AccountId == caller.Id && members.Any(theirs => theirs.AccountId == account.Id && theirs.GroupId == mine.GroupId)))));
        return await statuses.PageAsync(accounts, offset, limit, ct);
    }

    /// <returns>null for somebody without a status, for nobody and for somebody whom the caller may not find.</returns>
    public async Task<CurrentStatus?> FindAsync(Account caller, string userId, CancellationToken ct)
    {
        var peer = await db.FindAccountAsync(Account.KeyOf(userId), ct);
        if (peer is not { Enabled: true }) return null;
        if (peer.Id != caller.Id && !await visibility.MayFindAsync(caller, peer, ct)) return null;

        return await statuses.OfAsync(peer.Id, ct);
    }
}
