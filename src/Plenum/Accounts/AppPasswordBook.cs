using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Issues, exchanges and revokes app passwords (platform §2.5). Runs inside the caller's unit of work; what is revoked fails at the next request.</summary>
internal sealed class AppPasswordBook(PlenumDb db, TimeProvider time)
{
    /// <returns>The password, which is kept as a digest only.</returns>
    public string Issue(Account account, string loginName, string userAgent)
    {
        var password = Secret.Create(AppPassword.Length);
        db.AppPasswords.Add(new AppPassword
        {
            AccountId = account.Id,
            Digest = Secret.Sha256(password),
            Name = NameOf(userAgent),
            LoginName = loginName,
            CreatedAt = time.Now(),
        });
        return password;
    }

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
