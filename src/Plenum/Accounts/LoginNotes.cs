using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>
/// Who has signed in since the times were last written, and with which app passwords, in memory: a thousand people who
/// come at once cost one transaction, not a thousand.
/// </summary>
internal sealed class LoginNotes(TimeProvider time, DueWorkBell bell)
{
    /// <summary>Clients sign in with every request; noted again only after this long.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(5);

    /// <summary>By the account's id.</summary>
    public SeenTimes<string> Accounts { get; } = new();

    /// <summary>By the app password's id.</summary>
    public SeenTimes<long> AppPasswords { get; } = new();

    /// <summary>When the oldest note has to be written; null when there is none.</summary>
    public DateTimeOffset? WriteAt
    {
        get
        {
            DateTimeOffset?[] oldest = [Accounts.Earliest, AppPasswords.Earliest];
            return oldest.Min() + WriteAfter;
        }
    }

    /// <summary>Also sets the times on the rows at hand, which are about to be shown.</summary>
    public void Note(Account account, AppPassword? appPassword = null)
    {
        var now = time.Now();
        var isLogin = !(account.LastLoginAt > now - Precision);
        var isUse = appPassword is not null && !(appPassword.LastUsedAt > now - Precision);
        if (!isLogin && !isUse) return;

        var isFirst = Accounts.IsEmpty && AppPasswords.IsEmpty;
        if (isLogin)
        {
            account.FirstLoginAt ??= now;
            account.LastLoginAt = now;
            Accounts.Add(account.Id, now);
        }

        if (isUse)
        {
            appPassword!.LastUsedAt = now;
            AppPasswords.Add(appPassword.Id, now);
        }

        if (isFirst) bell.Ring();
    }
}

/// <summary>When each of them was seen first since the last writing.</summary>
internal sealed class SeenTimes<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, DateTimeOffset> seen = new();

    public bool IsEmpty => seen.IsEmpty;

    public DateTimeOffset? Earliest => seen.Values is { Count: > 0 } times ? times.Min() : null;

    public void Add(TKey id, DateTimeOffset at) => seen.TryAdd(id, at);

    public Dictionary<TKey, DateTimeOffset> Snapshot() => new(seen.ToArray());

    public void Written(Dictionary<TKey, DateTimeOffset> notes)
    {
        foreach (var note in notes) seen.TryRemove(note);
    }
}

/// <summary>Writes what <see cref="LoginNotes"/> holds (<c>firstLoginTimestamp</c>, <c>lastLogin</c>, when an app password was used).</summary>
internal sealed class LoginTimes(PlenumDb db, UnitOfWork unit, LoginNotes notes) : IHeldWork
{
    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult(notes.WriteAt);

    public async Task RunAsync(CancellationToken ct)
    {
        var (logins, uses) = (notes.Accounts.Snapshot(), notes.AppPasswords.Snapshot());
        await unit.RunAsync(async () =>
        {
            foreach (var account in await db.Accounts.Where(account => logins.Keys.Contains(account.Id)).ToListAsync(ct))
            {
                account.FirstLoginAt ??= logins[account.Id];
                account.LastLoginAt = logins[account.Id];
            }

            foreach (var password in await db.AppPasswords.Where(password => uses.Keys.Contains(password.Id)).ToListAsync(ct)) password.LastUsedAt = uses[password.Id];
            return Result.Done;
        }, ct);
        notes.Accounts.Written(logins);
        notes.AppPasswords.Written(uses);
    }
}
