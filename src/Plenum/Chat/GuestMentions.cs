using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>Lets each network send 50 messages with mentions a day without an account (chat §3, 6), and forgets what no longer counts.</summary>
internal sealed class GuestMentions(PlenumDb db, UnitOfWork unit, NamedLock names, TimeProvider time) : IDueWork
{
    public const int PerDay = 50;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Counts one more message; false when there have been too many.</summary>
    public async Task<bool> TryTakeAsync(string network, CancellationToken ct)
    {
        // Guests of one network write in many conversations: the meetings' locks do not keep them apart.
        await names.TakeAsync($"guest mentions of {network}", ct);
        var now = time.Now();
        var since = now - Day;
        if (await db.GuestMentions.CountAsync(mention => mention.Network == network && mention.At > since, ct) >= PerDay) return false;

        db.GuestMentions.Add(new GuestMention { Network = network, At = now });
        return true;
    }

    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        var oldest = await db.GuestMentions.MinAsync(mention => (DateTimeOffset?)mention.At, ct);

        // Once a day is often enough to forget.
        return oldest + Day + Day;
    }

    public Task RunAsync(CancellationToken ct) => unit.RunAsync(async () =>
    {
        var until = time.Now() - Day;
        await db.GuestMentions.Where(mention => mention.At <= until).ExecuteDeleteAsync(ct);
        return Result.Done;
    }, ct);
}
