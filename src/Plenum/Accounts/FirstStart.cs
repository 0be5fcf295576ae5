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
        await unit.RunAsync(() =>
        {
            db.Groups.Add(new AccountGroup { Id = AccountGroup.Admin, DisplayName = AccountGroup.Admin });
            db.Accounts.Add(new Account { Id = AdminId, Key = AdminId, DisplayName = AdminId, PasswordHash = passwords.Hash(password), CreatedAt = time.Now() });
            db.GroupMembers.Add(new GroupMember { GroupId = AccountGroup.Admin, AccountId = AdminId });
            return Task.FromResult(Result.Done);
        }, ct);
        return given is null ? password : null;
    }
}
