using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.UserStatuses;

/// <summary>
/// Heartbeats that only say that somebody is still there, in memory: a thousand clients that send one every five minutes
/// cost a transaction every ten seconds at most. Owner of the lock: this class; it guards everything below it.
/// </summary>
internal sealed class HeartbeatNotes(TimeProvider time, DueWorkBell bell)
{
    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Heartbeat> unwritten = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Heartbeat> last = new(StringComparer.Ordinal);
    private DateTimeOffset? writeAt;

    /// <summary>When something has to be written; null when there is nothing.</summary>
    public DateTimeOffset? WriteAt
    {
        get
        {
            lock (gate) return writeAt;
        }
    }

    /// <summary>Whether this very device said the same a moment ago: Talk apps ask for something all the time.</summary>
    public bool HasHeard(string accountId, Heartbeat beat)
    {
        lock (gate)
        {
            return last.TryGetValue(accountId, out var known) && (known.Said, known.Device) == (beat.Said, beat.Device) && known.At > beat.At - HeartbeatRules.Precision;
        }
    }

    public void Hear(string accountId, Heartbeat beat)
    {
        lock (gate) last[accountId] = beat;
    }

    /// <summary>To be written with the others.</summary>
    public void Keep(string accountId, Heartbeat beat)
    {
        var isFirst = false;
        lock (gate)
        {
            unwritten[accountId] = beat;
            if (writeAt is null)
            {
                writeAt = time.Now() + WriteAfter;
                isFirst = true;
            }
        }

        if (isFirst) bell.Ring();
    }

    public Dictionary<string, Heartbeat> Snapshot()
    {
        lock (gate) return new(unwritten, StringComparer.Ordinal);
    }

    /// <summary>The snapshot is written: forgets what has not been heard again since.</summary>
    public void Written(Dictionary<string, Heartbeat> snapshot)
    {
        lock (gate)
        {
            foreach (var (accountId, beat) in snapshot)
            {
                if (ReferenceEquals(unwritten.GetValueOrDefault(accountId), beat)) unwritten.Remove(accountId);
            }

            writeAt = unwritten.Count == 0 ? null : time.Now() + WriteAfter;
        }
    }
}

/// <summary>Writes what <see cref="HeartbeatNotes"/> holds, all of it in one transaction.</summary>
internal sealed class HeartbeatWriter(PlenumDb db, UnitOfWork unit, HeartbeatNotes notes) : IHeldWork
{
    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult(notes.WriteAt);

    /// <summary>Whoever chose something else meanwhile is left alone.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var snapshot = notes.Snapshot();
        if (snapshot.Count > 0)
        {
            await unit.RunAsync(async () =>
            {
                var ids = snapshot.Keys.ToArray();
                foreach (var stored in await db.UserStatuses.Where(status => EF.Parameter(ids).Contains(status.AccountId)).ToListAsync(ct))
                {
                    if (HeartbeatRules.EffectOf(stored, snapshot[stored.AccountId]) == HeartbeatEffect.Refreshes) stored.Hear(snapshot[stored.AccountId]);
                }

                return Result.Done;
            }, ct);
        }

        notes.Written(snapshot);
    }
}
