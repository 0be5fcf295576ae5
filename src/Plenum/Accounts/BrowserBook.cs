using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>What browsers are remembered for: being the same guest, and what they have proven. Runs inside the caller's unit of work.</summary>
internal sealed class BrowserBook(PlenumDb db, UnitOfWork unit, TimeProvider time)
{
    /// <summary>
    /// The session of this cookie, begun when there is none. Its row is taken before it is read: of two first joins the
    /// second waits, and sees the identity that the first gave it.
    /// </summary>
    public async Task<BrowserSession> KeepAsync(string cookieSecret, CancellationToken ct)
    {
        var (digest, now) = (Secret.Sha256(cookieSecret), time.Now());
        var known = db.BrowserSessions.Where(session => session.Digest == digest);
        if (await known.ExecuteUpdateAsync(session => session.SetProperty(row => row.LastSeenAt, now), ct) > 0) return await known.FirstAsync(ct);

        var browser = new BrowserSession { Digest = digest, CreatedAt = now, LastSeenAt = now };
        db.BrowserSessions.Add(browser);
        await unit.FlushAsync(ct);
        return browser;
    }

    public Task<bool> HasAsync(BrowserSession browser, string token, BrowserGrantKind kind, string value, CancellationToken ct) =>
        db.BrowserGrants.AsNoTracking().AnyAsync(
            grant => grant.BrowserSessionId == browser.Id && grant.Token == token && grant.Kind == kind && grant.Value == value, ct);

    /// <summary>Remembers a proof; a later one of the same kind for the same conversation takes its place.</summary>
    public async Task GrantAsync(BrowserSession browser, string token, BrowserGrantKind kind, string value, CancellationToken ct)
    {
        var grant = await db.BrowserGrants.FirstOrDefaultAsync(
            known => known.BrowserSessionId == browser.Id && known.Token == token && known.Kind == kind, ct);
        if (grant is not null) grant.Value = value;
        else db.BrowserGrants.Add(new BrowserGrant { BrowserSessionId = browser.Id, Token = token, Kind = kind, Value = value });
    }
}
