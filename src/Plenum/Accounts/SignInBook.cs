using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Somebody who is signed in by cookie.</summary>
internal sealed record SignedIn(Account Account, string LoginName, DateTimeOffset ProvenAt);

/// <summary>Opens, finds and ends sign-ins of browsers.</summary>
internal sealed class SignInBook(PlenumDb db, UnitOfWork unit, TimeProvider time)
{
    private const int SecretLength = 64;

    /// <returns>The value for the cookie; refused when the account has been deleted meanwhile.</returns>
    public async Task<Result<string>> OpenAsync(Account account, string loginName, bool remember, CancellationToken ct)
    {
        var secret = Secret.Create(SecretLength);
        return await unit.RunAsync<string>(async () =>
        {
            if (!await db.Accounts.AnyAsync(candidate => candidate.Id == account.Id, ct)) return DirectoryLock.Gone;

            db.SignIns.Add(new SignIn
            {
                Digest = Secret.Sha256(secret),
                AccountId = account.Id,
                LoginName = loginName,
                PasswordDigest = Secret.Sha256(account.PasswordHash),
                Remembered = remember,
                LastSeenAt = time.Now(),
                ProvenAt = time.Now(),
            });
            return secret;
        }, ct);
    }

    /// <summary>Null when the cookie says nothing, or nothing that still counts.</summary>
    public async Task<SignedIn?> FindAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.Cookies[SignIn.Cookie] is not { Length: > 0 } secret) return null;

        var digest = Secret.Sha256(secret);
        var found = await (
            from signIn in db.SignIns.AsNoTracking()
            where signIn.Digest == digest
            join account in db.Accounts.AsNoTracking() on signIn.AccountId equals account.Id
            where account.Enabled
            select new { signIn, account }).FirstOrDefaultAsync(ct);
        if (found is null || found.signIn.PasswordDigest != Secret.Sha256(found.account.PasswordHash)) return null;

        var idle = time.Now() - found.signIn.LastSeenAt;
        if (idle >= found.signIn.LivesFor) return null;
        if (idle > found.signIn.LivesFor / 24) await TouchAsync(found.signIn.Id, ct);
        return new SignedIn(found.account, found.signIn.LoginName, found.signIn.ProvenAt);
    }

    /// <summary>The password was proven once more.</summary>
    public async Task ConfirmAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.Cookies[SignIn.Cookie] is not { Length: > 0 } secret) return;

        var digest = Secret.Sha256(secret);
        await unit.RunAsync(async () =>
        {
            var now = time.Now();
            await db.SignIns.Where(signIn => signIn.Digest == digest).ExecuteUpdateAsync(change => change.SetProperty(signIn => signIn.ProvenAt, now), ct);
            return Result.Done;
        }, ct);
    }

    /// <summary>
    /// This browser goes on after its account has got a new password, with a new value for the cookie: whoever has got
    /// hold of the old one is out.
    /// </summary>
    /// <returns>The <c>Set-Cookie</c> header; null when the sign-in has ended meanwhile.</returns>
    public async Task<string?> RenewAsync(HttpRequest request, Account account, CancellationToken ct)
    {
        if (request.Cookies[SignIn.Cookie] is not { Length: > 0 } former) return null;

        var (digest, secret) = (Secret.Sha256(former), Secret.Create(SecretLength));
        var renewed = await unit.RunAsync<string?>(async () =>
        {
            if (await db.SignIns.FirstOrDefaultAsync(signIn => signIn.Digest == digest && signIn.AccountId == account.Id, ct) is not { } known) return (string?)null;

            (known.Digest, known.PasswordDigest) = (Secret.Sha256(secret), Secret.Sha256(account.PasswordHash));
            (known.LastSeenAt, known.ProvenAt) = (time.Now(), time.Now());
            return CookieOf(request, secret, known.Remembered);
        }, ct);
        return renewed.Value;
    }

    public async Task EndAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.Cookies[SignIn.Cookie] is not { Length: > 0 } secret) return;

        var digest = Secret.Sha256(secret);
        await unit.RunAsync(async () =>
        {
            await db.SignIns.Where(signIn => signIn.Digest == digest).ExecuteDeleteAsync(ct);
            return Result.Done;
        }, ct);
    }

    /// <summary>The value of a <c>Set-Cookie</c> header: until the browser is closed, or for as long as somebody is remembered.</summary>
    public static string CookieOf(HttpRequest request, string secret, bool remember) => Cookie(request, secret, remember ? SignIn.RememberedLifetime : null);

    public static string NoCookie(HttpRequest request) => Cookie(request, "", TimeSpan.Zero);

    private static string Cookie(HttpRequest request, string secret, TimeSpan? maxAge) => new SetCookieHeaderValue(SignIn.Cookie, secret)
    {
        Path = "/",
        HttpOnly = true,
        SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Lax,
        Secure = request.IsHttps,
        MaxAge = maxAge,
    }.ToString();

    private Task<Result<Nothing>> TouchAsync(long id, CancellationToken ct) => unit.RunAsync(async () =>
    {
        var now = time.Now();
        await db.SignIns.Where(signIn => signIn.Id == id).ExecuteUpdateAsync(change => change.SetProperty(signIn => signIn.LastSeenAt, now), ct);
        return Result.Done;
    }, ct);
}
