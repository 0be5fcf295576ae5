using Microsoft.EntityFrameworkCore;
using Npgsql;
using Plenum.Storage;

namespace Plenum.Tests.Testing;

/// <summary>
/// An empty database of its own for one server: a SQLite file, or, with <c>PLENUM_TEST_POSTGRES</c> naming a cluster
/// that tests may create databases in, one of PostgreSQL. <c>test.sh</c> runs the suite on both.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string? Cluster = Environment.GetEnvironmentVariable("PLENUM_TEST_POSTGRES");

    private readonly string directory = Path.Combine(Path.GetTempPath(), $"plenum-test-{Guid.NewGuid():N}");
    private readonly string? name;

    /// <param name="postgres">Which one it has to be; without it what the suite runs on.</param>
    public TestDatabase(bool? postgres = null) => name = postgres ?? IsPostgres ? $"plenum_{Guid.NewGuid():N}" : null;

    public static bool IsPostgres => Cluster is not null;

    /// <summary>What a server is told to use this database; as arguments.</summary>
    public string[] Arguments => name is null
        ? [$"--Plenum:DataDirectory={directory}"]
        : [$"--Plenum:DataDirectory={directory}", $"--ConnectionStrings:Plenum={Connection}"];

    /// <summary>The same as environment variables, for a server that is a process of its own.</summary>
    public IReadOnlyDictionary<string, string> Variables => Arguments
        .Select(argument => argument[2..].Split('=', 2))
        .ToDictionary(parts => parts[0].Replace(":", "__", StringComparison.Ordinal), parts => parts[1], StringComparer.Ordinal);

    /// <summary>Where a SQLite file is, and everything else that is kept.</summary>
    public string Directory => directory;

    public string Connection => new NpgsqlConnectionStringBuilder(Cluster) { Database = name, MaxPoolSize = 20 }.ToString();

    /// <summary>The database without a server.</summary>
    public PlenumDb Open() => name is null
        ? new SqlitePlenumDb(new DbContextOptionsBuilder<SqlitePlenumDb>().UseSqlite($"Data Source={Path.Combine(directory, "plenum.db")};Pooling=False").Options)
        : new PostgresPlenumDb(new DbContextOptionsBuilder<PostgresPlenumDb>().UseNpgsql(new NpgsqlConnectionStringBuilder(Connection) { Pooling = false }.ToString()).Options);

    /// <summary>Reads it without a server.</summary>
    public async Task<T> ReadAsync<T>(Func<PlenumDb, Task<T>> read)
    {
        await using var db = Open();
        return await read(db);
    }

    /// <summary>A way to the cluster that can be closed.</summary>
    public static TcpGate Gate(bool isOpen = true)
    {
        var cluster = new NpgsqlConnectionStringBuilder(Cluster);
        return new TcpGate(cluster.Host!, cluster.Port, isOpen);
    }

    /// <summary>The connection string through a gate.</summary>
    public string Through(TcpGate gate) => new NpgsqlConnectionStringBuilder(Connection) { Host = "127.0.0.1", Port = gate.Port }.ToString();

    public async Task CreateAsync()
    {
        System.IO.Directory.CreateDirectory(directory);
        if (name is not null) await ExecuteAsync($"CREATE DATABASE {name}");
    }

    public async ValueTask DisposeAsync()
    {
        if (name is null) Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        else await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await RemoveAsync();
    }

    /// <summary>A connection that is still being closed may leave a file in the folder while it is emptied.</summary>
    private async Task RemoveAsync()
    {
        for (var attempt = 1; System.IO.Directory.Exists(directory); attempt++)
        {
            try
            {
                System.IO.Directory.Delete(directory, recursive: true);
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Cluster) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
