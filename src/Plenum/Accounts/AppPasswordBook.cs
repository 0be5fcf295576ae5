using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Issues, exchanges and revokes app passwords (platform §2.5). Runs inside the caller's unit of work; what is revoked fails at the next request.</summary>
internal sealed class AppPasswordBook(PlenumDb db, TimeProvider time)
{
    /// <returns>The password, which is kept as a digest only.</returns>
    public string Issue(Account account, string loginName, string userAgent) => Add(account, loginName, NameOf(userAgent)).Password;

    /// <returns>The row, which has its id once it is saved, and the password.</returns>
    public (AppPassword Row, string Password) Add(Account account, string loginName, string name)
    {
        var password = Secret.Create(AppPassword.Length);
        var row = new AppPassword
        {
            AccountId = account.Id,
            Digest = Secret.Sha256(password),
            Name = name,
            LoginName = loginName,
            CreatedAt = time.Now(),
        };
        db.AppPasswords.Add(row);
        return (row, password);
    }

    /// <summary>Those of an account, the newest first.</summary>
    public Task<List<AppPassword>> OfAsync(Account account, CancellationToken ct) =>
        db.AppPasswords.AsNoTracking().Where(password => password.AccountId == account.Id).OrderByDescending(password => password.Id).ToListAsync(ct);

    /// <returns>False when the account has no such app password.</returns>
    public async Task<bool> RevokeAsync(Account account, long id, CancellationToken ct) =>
        await db.AppPasswords.Where(password => password.AccountId == account.Id && password.Id == id).ExecuteDeleteAsync(ct) > 0;

    /// <summary>A new password in place of the old one; null when that was revoked meanwhile.</summary>
    public async Task<string?> RotateAsync(AppPassword used, CancellationToken ct)
    {
        var password = Secret.Create(AppPassword.Length);
        var digest = Secret.Sha256(password);
        var rotated = await Same(used).ExecuteUpdateAsync(stored => stored.SetProperty(row => row.Digest, digest), ct);
        return rotated == 1 ? password : null;
    }

    /// <summary>Revoking what is revoked changes nothing.</summary>
    public Task RevokeAsync(AppPassword used, CancellationToken ct) => Same(used).ExecuteDeleteAsync(ct);

    /// <summary>A password that was rotated meanwhile is another one: of two at once, one finds nothing any more.</summary>
    private IQueryable<AppPassword> Same(AppPassword used) => db.AppPasswords.Where(password => password.Id == used.Id && password.Digest == used.Digest);

    /// <summary>What a device is called: its User-Agent, as far as it fits.</summary>
    public static string NameOf(string userAgent) => userAgent switch
    {
        "" => "unknown",
        { Length: > AppPassword.MaxNameLength } => userAgent[..AppPassword.MaxNameLength],
        _ => userAgent,
    };
}
