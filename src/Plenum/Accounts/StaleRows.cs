using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Clears away wrong tries that no longer count and browsers that have not come back.</summary>
internal sealed class StaleRows(PlenumDb db, UnitOfWork unit, TimeProvider time) : IDueWork
{
    /// <summary>Rows are collected for this long, so that they do not go one by one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        var attempt = await db.FailedAttempts.MinAsync(candidate => (DateTimeOffset?)candidate.At, ct) + BruteForce.RememberedFor;
        var browser = await db.BrowserSessions.MinAsync(candidate => (DateTimeOffset?)candidate.LastSeenAt, ct) + BrowserSession.Lifetime;
        return (attempt is null || browser < attempt ? browser : attempt) + Pause;
    }

    public Task RunAsync(CancellationToken ct) => unit.RunAsync(async () =>
    {
        var forgotten = time.Now() - BruteForce.RememberedFor;
        var idle = time.Now() - BrowserSession.Lifetime;
        await db.FailedAttempts.Where(attempt => attempt.At <= forgotten).ExecuteDeleteAsync(ct);
        await db.BrowserSessions.Where(browser => browser.LastSeenAt <= idle).ExecuteDeleteAsync(ct);
        return Result.Done;
    }, ct);
}
