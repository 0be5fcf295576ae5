using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Meetings;

/// <summary>
/// A meeting has one owner at a time: the transaction that holds its parent's row. Whoever changes a conversation or
/// one of its breakout rooms takes it first, before reading what it decides on; several are taken in one order. On a
/// database with a single writer the transaction itself is the lock.
/// </summary>
internal sealed class MeetingLock(PlenumDb db)
{
    /// <summary>Takes the meeting of the conversation with this token; none when there is none.</summary>
    public async Task TakeAsync(string token, CancellationToken ct)
    {
        if (db.HasSingleWriter) return;

        await db.Database.ExecuteSqlAsync(
            $"""
             SELECT 1 FROM "Conversations" WHERE "Id" =
             (SELECT COALESCE("ParentId", "Id") FROM "Conversations" WHERE "Token" = {token}) FOR UPDATE
             """,
            ct);
    }

    /// <summary>
    /// Takes the meetings of the conversations that a query finds, and then whatever keeps it from finding more. Should
    /// it have found others by then, the unit of work starts over: what is taken late would be taken out of order.
    /// </summary>
    public async Task TakeAsync(IQueryable<long> conversationIds, Func<Task> takeMore, CancellationToken ct)
    {
        if (db.HasSingleWriter) return;

        var taken = await conversationIds.ToHashSetAsync(ct);
        await TakeAsync(taken, ct);
        await takeMore();
        if ((await conversationIds.ToListAsync(ct)).Exists(id => !taken.Contains(id))) throw new StaleReadException();
    }

    /// <summary>Takes the meetings of all of these conversations.</summary>
    public async Task TakeAsync(IReadOnlyCollection<long> conversationIds, CancellationToken ct)
    {
        if (db.HasSingleWriter || conversationIds.Count == 0) return;

        var ids = conversationIds.ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
             SELECT 1 FROM "Conversations" WHERE "Id" IN
             (SELECT COALESCE("ParentId", "Id") FROM "Conversations" WHERE "Id" = ANY ({ids})) ORDER BY "Id" FOR UPDATE
             """,
            ct);
    }
}
