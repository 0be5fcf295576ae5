using Microsoft.EntityFrameworkCore;

namespace Plenum.Storage;

/// <summary>Brings the database to the version of this program.</summary>
internal sealed class Database(PlenumDb db)
{
    /// <summary>Creates the database or upgrades an older one. Of several nodes that start at once one does it, the others wait.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        await db.Database.MigrateAsync(ct);
        if (db.HasSingleWriter) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", ct);
    }
}
