using System.Runtime.InteropServices;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;

namespace Plenum.Calls;

/// <summary>
/// When sessions were last heard of, in memory: every request that a session makes about its conversation is a sign of
/// life, and one that is still being answered (a long poll) is a lasting one. What was heard is written together every
/// ten seconds, so that polling costs no transaction; see docs/compatibility/calls.md.
/// Owner of the lock: this class; it guards everything below it.
/// </summary>
internal sealed class SessionPings(TimeProvider time, DueWorkBell bell)
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<long, Heard> sessions = [];
    private DateTimeOffset? writeAt;

    /// <summary>When something has to be written; null when nothing was heard.</summary>
    public DateTimeOffset? WriteAt
    {
        get
        {
            lock (gate) return writeAt;
        }
    }

    /// <summary>The session is there until the returned object is disposed. Nobody is heard of without a session.</summary>
    public IDisposable? During(Session? session)
    {
        if (session is null) return null;

        var isFirst = false;
        lock (gate)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(sessions, session.Id, out _);
            known = new Heard(time.Now(), known.OpenRequests + 1);
            if (writeAt is null)
            {
                writeAt = time.Now() + WriteEvery;
                isFirst = true;
            }
        }

        if (isFirst) bell.Ring();
        return new Presence(this, session.Id);
    }

    /// <summary>The later of what is stored and what was heard since.</summary>
    public DateTimeOffset LastPing(long sessionId, DateTimeOffset stored)
    {
        lock (gate)
        {
            return sessions.TryGetValue(sessionId, out var known) && LastHeard(known) is var heard && heard > stored ? heard : stored;
        }
    }

    /// <summary>Everything heard since the last writing.</summary>
    public List<KeyValuePair<long, DateTimeOffset>> Snapshot()
    {
        lock (gate) return [.. sessions.Select(known => KeyValuePair.Create(known.Key, LastHeard(known.Value)))];
    }

    /// <summary>The snapshot is written: forgets those who have not been heard of since.</summary>
    public void Written(IReadOnlyList<KeyValuePair<long, DateTimeOffset>> snapshot)
    {
        lock (gate)
        {
            foreach (var (sessionId, at) in snapshot)
            {
                if (sessions.TryGetValue(sessionId, out var known) && known.OpenRequests == 0 && known.At <= at) sessions.Remove(sessionId);
            }

            writeAt = sessions.Count == 0 ? null : time.Now() + WriteEvery;
        }
    }

    private DateTimeOffset LastHeard(Heard known) => known.OpenRequests > 0 ? time.Now() : known.At;

    private void Leave(long sessionId)
    {
        lock (gate)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(sessions, sessionId);
            known = new Heard(time.Now(), known.OpenRequests - 1);
        }
    }

    private readonly record struct Heard(DateTimeOffset At, int OpenRequests);

    private sealed class Presence(SessionPings owner, long sessionId) : IDisposable
    {
        private int disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref disposed, 1) == 0) owner.Leave(sessionId);
        }
    }
}
