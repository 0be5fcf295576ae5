using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Gives an empty server its administrator.</summary>
internal sealed class FirstStart(PlenumDb db, UnitOfWork unit, Passwords passwords, IOptions<PlenumOptions> options, TimeProvider time)
{
    private const string AdminId = "admin";
    private const int PasswordLength = 20;

    /// <returns>The one-time password to print, or null when there is nothing new to tell.</returns>
    public async Task<string?> CreateAdminAsync(CancellationToken ct)
    {
        if (await db.Accounts.AnyAsync(ct)) return null;

        var given = options.Value.AdminPassword;
        var password = given ?? Secret.Create(PasswordLength);
        var hash = passwords.Hash(password);
        var isFirst = false;
        await unit.RunAsync(async () =>
        {
            // Of several nodes that start at once, one is first.
            isFirst = !await db.Accounts.AnyAsync(ct);
            if (!isFirst) return Result.Done;

            db.Groups.Add(new AccountGroup { Id = AccountGroup.Admin, DisplayName = AccountGroup.Admin });
            db.Accounts.Add(new Account { Id = AdminId, Key = AdminId, DisplayName = AdminId, PasswordHash = hash, CreatedAt = time.Now() });
            db.GroupMembers.Add(new GroupMember { GroupId = AccountGroup.Admin, AccountId = AdminId });
            return Result.Done;
        }, ct);
        return isFirst && given is null ? password : null;
    }
}
