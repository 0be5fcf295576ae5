using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Creates groups and keeps their members. Runs inside the caller's unit of work.</summary>
internal sealed class GroupProvisioning(PlenumDb db)
{
    /// <summary>Refused with 101 (id) or 102 (exists).</summary>
    public async Task<Result<AccountGroup>> CreateAsync(string id, string? displayName, CancellationToken ct)
    {
        if (!GroupRules.IsValidId(id) || displayName is { Length: > AccountRules.MaxNameLength }) return GroupRules.InvalidId;
        if (await FindAsync(id, ct) is not null) return GroupRules.Exists;

        var group = new AccountGroup { Id = id, DisplayName = string.IsNullOrWhiteSpace(displayName) ? id : displayName };
        db.Groups.Add(group);
        return group;
    }

    /// <summary>Tracked.</summary>
    public Task<AccountGroup?> FindAsync(string id, CancellationToken ct) => db.Groups.FirstOrDefaultAsync(group => group.Id == id, ct);

    /// <summary>Joining twice is the same as once.</summary>
    public async Task JoinAsync(Account account, string groupId, CancellationToken ct)
    {
        if (await db.GroupMembers.AnyAsync(member => member.GroupId == groupId && member.AccountId == account.Id, ct)) return;

        db.GroupMembers.Add(new GroupMember { GroupId = groupId, AccountId = account.Id });
    }
}
