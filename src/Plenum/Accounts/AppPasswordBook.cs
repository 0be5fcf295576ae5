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
        if (await FindAsync(used, ct) is not { } stored) return null;

        var password = Secret.Create(AppPassword.Length);
        stored.Digest = Secret.Sha256(password);
        return password;
    }

    /// <summary>Revoking what is revoked changes nothing.</summary>
    public async Task RevokeAsync(AppPassword used, CancellationToken ct)
    {
        if (await FindAsync(used, ct) is { } stored) db.AppPasswords.Remove(stored);
    }

    private Task<AppPassword?> FindAsync(AppPassword used, CancellationToken ct) =>
        db.AppPasswords.FirstOrDefaultAsync(password => password.Id == used.Id && password.Digest == used.Digest, ct);

    /// <summary>What a device is called: its User-Agent, as far as it fits.</summary>
    public static string NameOf(string userAgent) => userAgent switch
    {
        "" => "unknown",
        { Length: > AppPassword.MaxNameLength } => userAgent[..AppPassword.MaxNameLength],
        _ => userAgent,
    };
}
