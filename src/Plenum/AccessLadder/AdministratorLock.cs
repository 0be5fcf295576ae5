using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Storage;

namespace Plenum.AccessLadder;

/// <summary>
/// Administrators write one after the other: two of them who take each other's rights at the same moment would
/// otherwise leave the server without any.
/// </summary>
internal sealed class AdministratorLock(PlenumDb db, NamedLock names, GroupMemberships memberships)
{
    /// <returns>False for an account that has been deleted or disabled since the request was let in.</returns>
    public async Task<bool> TakeAsync(Caller caller, CancellationToken ct)
    {
        if (caller.Account is not { } account) return true;

        await names.TakeAsync(NamedLock.Administrators, ct);
        memberships.Forget(account.Id);
        return await db.Accounts.AnyAsync(candidate => candidate.Id == account.Id && candidate.Enabled, ct);
    }
}
