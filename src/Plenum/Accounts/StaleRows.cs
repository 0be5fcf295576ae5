using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Clears away what no longer counts: wrong tries, browsers that have not come back, sign-ins, login flows.</summary>
internal sealed class StaleRows(PlenumDb db, UnitOfWork unit, TimeProvider time) : IDueWork
{
    /// <summary>Rows are collected for this long, so that they do not go one by one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        var attempt = await db.FailedAttempts.MinAsync(candidate => (DateTimeOffset?)candidate.At, ct) + BruteForce.RememberedFor;
        var browser = await db.BrowserSessions.MinAsync(candidate => (DateTimeOffset?)candidate.LastSeenAt, ct) + BrowserSession.Lifetime;
        var signIn = await EarliestAsync(remembered: false, ct) + SignIn.Lifetime;
        var remembered = await EarliestAsync(remembered: true, ct) + SignIn.RememberedLifetime;
        var flow = await db.LoginFlows.MinAsync(candidate => (DateTimeOffset?)candidate.CreatedAt, ct) + LoginFlow.Lifetime;
        DateTimeOffset?[] due = [attempt, browser, signIn, remembered, flow];
        return due.Min() + Pause;
    }

    public Task RunAsync(CancellationToken ct) => unit.RunAsync(async () =>
    {
        var forgotten = time.Now() - BruteForce.RememberedFor;
        var idle = time.Now() - BrowserSession.Lifetime;
        var (signedOut, notRemembered, over) = (time.Now() - SignIn.Lifetime, time.Now() - SignIn.RememberedLifetime, time.Now() - LoginFlow.Lifetime);
        await db.FailedAttempts.Where(attempt => attempt.At <= forgotten).ExecuteDeleteAsync(ct);
        await db.BrowserSessions.Where(browser => browser.LastSeenAt <= idle).ExecuteDeleteAsync(ct);
        await db.SignIns.Where(signIn => signIn.LastSeenAt <= (signIn.Remembered ? notRemembered : signedOut)).ExecuteDeleteAsync(ct);
        await db.LoginFlows.Where(flow => flow.CreatedAt <= over).ExecuteDeleteAsync(ct);
        return Result.Done;
    }, ct);

    private Task<DateTimeOffset?> EarliestAsync(bool remembered, CancellationToken ct) =>
        db.SignIns.Where(signIn => signIn.Remembered == remembered).MinAsync(signIn => (DateTimeOffset?)signIn.LastSeenAt, ct);
}
