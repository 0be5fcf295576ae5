using Microsoft.EntityFrameworkCore;

namespace Plenum.Storage;

/// <summary>
/// For what no single row stands for, such as "there is always an administrator": one transaction at a time of all
/// nodes has the name, until it ends. On a database with a single writer the transaction itself is the lock.
/// </summary>
internal sealed class NamedLock(PlenumDb db)
{
    /// <summary>Taken before anything else, by whoever uses the rights of one.</summary>
    public const string Administrators = "administrators";

    /// <summary>Taken by whoever makes a key that all nodes share.</summary>
    public const string SignalingKeys = "signaling-keys";

    public async Task TakeAsync(string name, CancellationToken ct)
    {
        if (!db.HasSingleWriter) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))", ct);
    }
}
