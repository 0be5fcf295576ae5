using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>What became of the credentials of a request.</summary>
internal abstract record Authentication
{
    /// <summary>None were sent.</summary>
    public sealed record Anonymous : Authentication;

    /// <param name="Account">Whose they are.</param>
    /// <param name="AppPassword">The app password, if it was one.</param>
    /// <param name="LoginName">The name that was given with a password; null for a token that needs none.</param>
    public sealed record Proven(Account Account, AppPassword? AppPassword, string? LoginName) : Authentication;

    /// <summary>They are wrong. A guess counts against its sender, a revoked app password does not.</summary>
    public sealed record Wrong(bool IsGuess, string? LoginName = null) : Authentication;
}

/// <summary>Checks Bearer tokens and Basic credentials (platform §2.1–§2.3).</summary>
internal sealed class Authenticator(PlenumDb db, Passwords passwords)
{
    private static readonly Authentication.Anonymous Anonymous = new();

    public async Task<Authentication> AuthenticateAsync(string authorization, CancellationToken ct)
    {
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return await BearerAsync(authorization["Bearer ".Length..].Trim(), ct);
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return Anonymous;
        if (!TryDecode(authorization["Basic ".Length..], out var login, out var password)) return new Authentication.Wrong(IsGuess: true);

        return await BasicAsync(login, password, ct);
    }

    /// <summary>The account whose own password this is; app passwords do not count.</summary>
    public async Task<Account?> ProveAsync(string login, string password, CancellationToken ct)
    {
        var account = await FindAccountAsync(login, ct);
        return await passwords.VerifyAsync(account?.PasswordHash, password, ct) && account is { Enabled: true } ? account : null;
    }

    private async Task<Authentication> BearerAsync(string token, CancellationToken ct)
    {
        var found = await FindAppPasswordAsync(token, ct);
        return found is { } match ? new Authentication.Proven(match.Account, match.Password, LoginName: null) : new Authentication.Wrong(IsGuess: false);
    }

    private async Task<Authentication> BasicAsync(string login, string password, CancellationToken ct)
    {
        if (password.Length == AppPassword.Length && await FindAppPasswordAsync(password, ct) is { } match)
        {
            return Same(match.Password.LoginName, login)
                ? new Authentication.Proven(match.Account, match.Password, login)
                : new Authentication.Wrong(IsGuess: true, login);
        }

        if (await ProveAsync(login, password, ct) is { } account) return new Authentication.Proven(account, AppPassword: null, login);

        return new Authentication.Wrong(IsGuess: password.Length != AppPassword.Length, login);
    }

    private Task<KnownDevice?> FindAppPasswordAsync(string secret, CancellationToken ct) => db.FindDeviceAsync(Secret.Sha256(secret), ct);

    /// <summary>By id, or by an e-mail address that only one account has.</summary>
    private async Task<Account?> FindAccountAsync(string login, CancellationToken ct)
    {
        var key = Account.KeyOf(login);
        var byId = await db.FindAccountAsync(key, ct);
        if (byId is not null || !login.Contains('@', StringComparison.Ordinal)) return byId;

        var byEmail = await db.Accounts.AsNoTracking().Where(account => account.Email == key).Take(2).ToListAsync(ct);
        return byEmail.Count == 1 ? byEmail[0] : null;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>Nobody's name or password has a NUL: databases do not agree about it.</summary>
    private static bool TryDecode(string base64, out string login, out string password)
    {
        (login, password) = ("", "");
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64.Trim(), bytes, out var length)) return false;

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || text.Contains('\0', StringComparison.Ordinal)) return false;

        (login, password) = (text[..colon], text[(colon + 1)..]);
        return true;
    }
}
