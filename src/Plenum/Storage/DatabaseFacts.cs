using Microsoft.EntityFrameworkCore;

namespace Plenum.Storage;

/// <summary>What an administrator wants to know about the database.</summary>
/// <param name="Version">Of the database system.</param>
/// <param name="Bytes">What it takes on disk, without what is written but not yet put in place.</param>
/// <param name="Nodes">How many servers listen on it.</param>
internal sealed record DatabaseFacts(string Version, long Bytes, long Nodes)
{
    private const string OfSqlite =
        """SELECT sqlite_version() AS "Version", (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS "Bytes", 1 AS "Nodes" """;

    private const string OfPostgres =
        $"""
        SELECT current_setting('server_version') AS "Version", pg_database_size(current_database()) AS "Bytes",
            (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{PostgresBackplane.ListenerName}') AS "Nodes"
        """;

    public static Task<DatabaseFacts> ReadAsync(PlenumDb db, CancellationToken ct) =>
        db.Database.SqlQueryRaw<DatabaseFacts>(db.HasSingleWriter ? OfSqlite : OfPostgres).SingleAsync(ct);
}
