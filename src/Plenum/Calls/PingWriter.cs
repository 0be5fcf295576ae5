using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>Writes what <see cref="SessionPings"/> heard, all of it in one transaction.</summary>
internal sealed class PingWriter(PlenumDb db, UnitOfWork unit, SessionPings pings) : IHeldWork
{
    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult(pings.WriteAt);

    /// <summary>Those heard of in the same second share a statement.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var snapshot = pings.Snapshot();
        if (snapshot.Count > 0)
        {
            await unit.RunAsync(async () =>
            {
                foreach (var second in snapshot.GroupBy(heard => heard.Value.ToUnixTimeSeconds()))
                {
                    var (at, ids) = (second.Max(heard => heard.Value), second.Select(heard => heard.Key).ToArray());
                    await db.Sessions.Where(session => EF.Parameter(ids).Contains(session.Id) && session.LastPing < at)
                        .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastPing, at), ct);
                }

                return Result.Done;
            }, ct);
        }

        pings.Written(snapshot);
    }
}
