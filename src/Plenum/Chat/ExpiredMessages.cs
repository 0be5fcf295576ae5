using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>Deletes expired messages (chat §11). Nobody is told: they have not been shown since they expired.</summary>
internal sealed class ExpiredMessages(PlenumDb db, UnitOfWork unit, TimeProvider time) : IDueWork
{
    /// <summary>Rows are collected for this long, so that a busy chat is not purged row by row.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        var earliest = await db.Messages.Where(message => message.ExpiresAt != null).MinAsync(message => message.ExpiresAt, ct);
        return earliest + Pause;
    }

    public Task RunAsync(CancellationToken ct) => unit.RunAsync(async () =>
    {
        var now = time.Now();
        await db.Messages.Where(message => message.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        return Result.Done;
    }, ct);
}
