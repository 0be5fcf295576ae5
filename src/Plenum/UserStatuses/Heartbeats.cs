using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.UserStatuses;

/// <summary>Hears that somebody is there. Writes at once only what others will see; the rest is noted and written together.</summary>
internal sealed class Heartbeats(PlenumDb db, UnitOfWork unit, StatusBook statuses, StatusReader reader, HeartbeatNotes notes, TimeProvider time)
{
    private const CurrentStatus? Unchanged = null;

    /// <param name="caller">Somebody with an account.</param>
    /// <param name="said">Online or away.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>The status that others see from now on; null when it is the one from before. 401 for an account that was deleted meanwhile.</returns>
    public async Task<Result<CurrentStatus?>> BeatAsync(Caller caller, StatusType said, CancellationToken ct)
    {
        var (accountId, beat) = (caller.Account!.Id, new Heartbeat(said, DeviceNames.Of(caller), time.Now()));
        var stored = await db.UserStatuses.AsNoTracking().FirstOrDefaultAsync(status => status.AccountId == accountId, ct);
        notes.Hear(accountId, beat);
        switch (HeartbeatRules.EffectOf(stored, beat))
        {
            case HeartbeatEffect.None:
                return Unchanged;
            case HeartbeatEffect.Refreshes:
                notes.Keep(accountId, beat);
                return Unchanged;
            case HeartbeatEffect.Changes:
                return await unit.RunAsync(() => WriteAsync(accountId, beat, ct), ct);
            default:
                throw new InvalidOperationException("Unknown effect of a heartbeat.");
        }
    }

    /// <summary>A Talk app on a telephone asks for something and does not say that nobody looks at it (<c>noStatusUpdate</c>): its person is online.</summary>
    public async Task NoteAppAsync(Caller caller, CancellationToken ct)
    {
        if (!caller.HasAccount || !MobileAppRules.IsOfficial(caller.UserAgent)) return;
        if (!notes.HasHeard(caller.Account!.Id, new Heartbeat(StatusType.Online, DeviceNames.Of(caller), time.Now()))) await BeatAsync(caller, StatusType.Online, ct);
    }

    private async Task<Result<CurrentStatus?>> WriteAsync(string accountId, Heartbeat beat, CancellationToken ct)
    {
        if (!(await statuses.OpenAsync(accountId, ct)).TryGet(out var stored, out var refusal)) return refusal;

        // Somebody may have changed it meanwhile.
        var isNew = stored.Version == 0;
        if (!isNew && HeartbeatRules.EffectOf(stored, beat) == HeartbeatEffect.None) return Unchanged;

        stored.Hear(beat);
        return await reader.OfAsync(accountId, ct);
    }
}
