using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>
/// Who has signed in since the times were last written, in memory: a thousand people who come at once cost one
/// transaction, not a thousand.
/// </summary>
internal sealed class LoginNotes(TimeProvider time, DueWorkBell bell)
{
    /// <summary>Clients sign in with every request; noted again only after this long.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);

    /// <summary>When the oldest note has to be written; null when there is none.</summary>
    public DateTimeOffset? WriteAt => seen.Values is { Count: > 0 } times ? times.Min() + WriteAfter : null;

    /// <summary>Also sets the times on the account at hand, which is about to be shown.</summary>
    public void Note(Account account)
    {
        var now = time.Now();
        if (account.LastLoginAt > now - Precision) return;

        account.FirstLoginAt ??= now;
        account.LastLoginAt = now;
        var isFirst = seen.IsEmpty;
        seen.TryAdd(account.Id, now);
        if (isFirst) bell.Ring();
    }

    public KeyValuePair<string, DateTimeOffset>[] Snapshot() => seen.ToArray();

    public void Written(IEnumerable<KeyValuePair<string, DateTimeOffset>> notes)
    {
        foreach (var note in notes) seen.TryRemove(note);
    }
}

/// <summary>Writes what <see cref="LoginNotes"/> holds (<c>firstLoginTimestamp</c>, <c>lastLogin</c>).</summary>
internal sealed class LoginTimes(PlenumDb db, UnitOfWork unit, LoginNotes notes) : IHeldWork
{
    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult(notes.WriteAt);

    public async Task RunAsync(CancellationToken ct)
    {
        var snapshot = notes.Snapshot();
        await unit.RunAsync(async () =>
        {
            var ids = snapshot.Select(note => note.Key).ToArray();
            var times = snapshot.ToDictionary(StringComparer.Ordinal);
            foreach (var account in await db.Accounts.Where(account => ids.Contains(account.Id)).ToListAsync(ct))
            {
                account.FirstLoginAt ??= times[account.Id];
                account.LastLoginAt = times[account.Id];
            }

            return Result.Done;
        }, ct);
        notes.Written(snapshot);
    }
}
