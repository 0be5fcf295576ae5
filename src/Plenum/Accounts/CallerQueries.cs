using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>A browser by its cookie.</summary>
internal sealed record KnownBrowser(BrowserSession Session, bool HasInvitations);

/// <summary>An app password and whose it is.</summary>
internal sealed record KnownDevice(Account Account, AppPassword Password);

/// <summary>How often somebody tried in vain to do one thing.</summary>
/// <param name="Action">What was tried.</param>
/// <param name="All">Tries that are remembered.</param>
/// <param name="Recent">Those that close the door.</param>
internal sealed record Tries(string Action, int All, int Recent);

/// <summary>What is read with every request to find out who is calling.</summary>
internal static class CallerQueries
{
    private static readonly HotQuery<Func<PlenumDb, string, CancellationToken, Task<KnownBrowser?>>> Browser = new(() =>
        EF.CompileAsyncQuery((PlenumDb db, string digest, CancellationToken ct) => db.Set<BrowserSession>().AsNoTracking()
            .Where(session => session.Digest == digest)
            .Select(session => new KnownBrowser(
                session,
                db.Set<BrowserGrant>().Any(grant => grant.BrowserSessionId == session.Id && grant.Kind == BrowserGrantKind.Invitation)))
            .FirstOrDefault()));

    private static readonly HotQuery<Func<PlenumDb, string, CancellationToken, Task<KnownDevice?>>> Device = new(() =>
        EF.CompileAsyncQuery((PlenumDb db, string digest, CancellationToken ct) => (
            from password in db.Set<AppPassword>().AsNoTracking()
            where password.Digest == digest
            join account in db.Set<Account>() on password.AccountId equals account.Id
            where account.Enabled
            select new KnownDevice(account, password)).FirstOrDefault()));

    private static readonly HotQuery<Func<PlenumDb, string, CancellationToken, Task<Account?>>> AccountByKey = new(() =>
        EF.CompileAsyncQuery((PlenumDb db, string key, CancellationToken ct) => db.Set<Account>().AsNoTracking().FirstOrDefault(account => account.Key == key)));

    private static readonly HotQuery<Func<PlenumDb, string, DateTimeOffset, DateTimeOffset, IAsyncEnumerable<Tries>>> FailedTries = new(() =>
        EF.CompileAsyncQuery((PlenumDb db, string network, DateTimeOffset since, DateTimeOffset recent) => db.Set<FailedAttempt>().AsNoTracking()
            .Where(attempt => attempt.Network == network && attempt.At > since)
            .GroupBy(attempt => attempt.Action)
            .Select(action => new Tries(action.Key, action.Count(), action.Count(attempt => attempt.At > recent)))));

    /// <param name="db">The database.</param>
    /// <param name="digest">Of the cookie.</param>
    /// <param name="ct">Cancels the reading.</param>
    public static Task<KnownBrowser?> FindBrowserAsync(this PlenumDb db, string digest, CancellationToken ct) => Browser.On(db)(db, digest, ct);

    /// <param name="db">The database.</param>
    /// <param name="digest">Of the app password.</param>
    /// <param name="ct">Cancels the reading.</param>
    public static Task<KnownDevice?> FindDeviceAsync(this PlenumDb db, string digest, CancellationToken ct) => Device.On(db)(db, digest, ct);

    public static Task<Account?> FindAccountAsync(this PlenumDb db, string key, CancellationToken ct) => AccountByKey.On(db)(db, key, ct);

    public static async Task<List<Tries>> TriesFromAsync(this PlenumDb db, string network, DateTimeOffset since, DateTimeOffset recent, CancellationToken ct)
    {
        var tries = new List<Tries>();
        await foreach (var action in FailedTries.On(db)(db, network, since, recent).WithCancellation(ct)) tries.Add(action);
        return tries;
    }
}
