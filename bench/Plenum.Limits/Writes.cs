namespace Plenum.Limits;

/// <summary>One row, on disk when it is answered.</summary>
internal sealed class Writes
{
    private readonly LimitDatabase database;

    // SQLite has one writer: requests queue here.
    private readonly SemaphoreSlim turn;

    private Writes(LimitDatabase database) => (this.database, turn) = (database, database.HasSingleWriter ? new SemaphoreSlim(1, 1) : new SemaphoreSlim(50, 50));

    public static async Task<Writes> CreateAsync(LimitDatabase database)
    {
        await using var connection = database.Write();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        var id = database.HasSingleWriter ? "INTEGER PRIMARY KEY" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
        command.CommandText = $"CREATE TABLE IF NOT EXISTS limit_rows (id {id}, body TEXT NOT NULL)";
        if (database.HasSingleWriter) command.CommandText = $"PRAGMA journal_mode=WAL; {command.CommandText}";
        await command.ExecuteNonQueryAsync();
        return new Writes(database);
    }

    public async Task InsertAsync()
    {
        await turn.WaitAsync();
        try
        {
            await using var connection = database.Write();
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO limit_rows (body) VALUES ('A message of some fifty characters, as people write them')";
            if (database.HasSingleWriter) command.CommandText = $"PRAGMA synchronous=FULL; {command.CommandText}";
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            turn.Release();
        }
    }
}
