using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Notifications;

/// <summary>How much was written since somebody last cleared away. Owner of the lock: this class.</summary>
internal sealed class NotificationGrowth(TimeProvider time)
{
    /// <summary>Rows are collected for this long, so that they do not go one by one.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Or until there are so many.</summary>
    private const int Many = 100_000;

    private readonly Lock gate = new();
    private int written;
    private DateTimeOffset? dueAt;

    /// <summary>When to clear away; null when nothing was written.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            lock (gate) return dueAt;
        }
    }

    public void Note(int rows)
    {
        lock (gate)
        {
            written += rows;
            if (written >= Many) dueAt = time.Now();
            else dueAt ??= time.Now() + Pause;
        }
    }

    public void Forget()
    {
        lock (gate) (written, dueAt) = (0, null);
    }
}

/// <summary>
/// Clears away what is not listed any more: what was read, what is gone from the chat, and all but the newest of each
/// account. Which rows these are is found out before anything is locked.
/// </summary>
internal sealed class NotificationUpkeep(PlenumDb db, UnitOfWork unit, NotificationGrowth growth) : IDueWork
{
    /// <summary>Twice as many as are listed: some are hidden for a while.</summary>
    public const int KeptPerAccount = 2 * NotificationReader.MostListed;

    private const int MostAtOnce = 2000;

    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult(growth.DueAt);

    public async Task RunAsync(CancellationToken ct)
    {
        growth.Forget();
        var over = await db.Notifications.AsNoTracking()
            .Where(notification => notification.MessageId <= notification.Attendee!.LastReadMessage
                || (notification.Kind == NotificationKind.Call && notification.Attendee.LastJoinedCall >= notification.At)
                || (notification.MessageId != null && !db.Set<Message>().Any(message => message.Id == notification.MessageId && message.Kind == MessageKind.Comment)))
            .Select(notification => notification.Id)
            .ToListAsync(ct);
        await DeleteAsync(over, ct);
        await DeleteAsync(await SurplusAsync(ct), ct);
    }

    /// <summary>What lies behind the newest of each account.</summary>
    private Task<List<long>> SurplusAsync(CancellationToken ct) => db.Database
        .SqlQuery<long>(
            $"""
             SELECT "Id" AS "Value" FROM
             (SELECT "Id", ROW_NUMBER() OVER (PARTITION BY "AccountId" ORDER BY "Id" DESC) AS "Place" FROM "Notifications") AS "Placed"
             WHERE "Place" > {KeptPerAccount}
             """)
        .ToListAsync(ct);

    private async Task DeleteAsync(List<long> ids, CancellationToken ct)
    {
        foreach (var some in ids.Chunk(MostAtOnce))
        {
            await unit.RunAsync(
                async () =>
                {
                    await db.Notifications.Where(notification => EF.Parameter(some).Contains(notification.Id)).ExecuteDeleteAsync(ct);
                    return Result.Done;
                },
                ct);
        }
    }
}
