using System.Diagnostics;

namespace Plenum.Bench.Nodes;

/// <summary>Where the servers of one run keep their data: a SQLite file, or a PostgreSQL cluster that waits for the disk like a real one.</summary>
internal sealed class Database : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Build.Root, "tests", "postgres.sh");

    private readonly string folder;
    private readonly string? cluster;
    private int count;

    private Database(string name, string folder, string? cluster) => (Name, this.folder, this.cluster) = (name, folder, cluster);

    public string Name { get; }

    public bool IsPostgres => cluster is not null;

    public static async Task<Database> StartAsync(string name)
    {
        var scratch = Directory.CreateTempSubdirectory("plenum-bench-").FullName;
        if (name == "SQLite") return new Database(name, scratch, cluster: null);

        await ProgramAsync("chmod", ["755", scratch]);
        return new Database(name, scratch, await ScriptAsync("start", $"{scratch}/cluster"));
    }

    /// <summary>Settings for servers that share a new and empty database.</summary>
    public async Task<Dictionary<string, string>> CreateAsync()
    {
        var name = $"bench{++count}";
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Plenum__DataDirectory"] = Path.Combine(folder, name) };
        Directory.CreateDirectory(settings["Plenum__DataDirectory"]);
        if (cluster is null) return settings;

        await ProgramAsync("psql", ["-q", "-h", "127.0.0.1", "-p", Part("Port"), "-U", "plenum", "-d", "postgres", "-c", $"CREATE DATABASE {name}"]);
        settings["ConnectionStrings__Plenum"] = cluster.Replace("Database=postgres", $"Database={name}", StringComparison.Ordinal);
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null) await ScriptAsync("stop", $"{folder}/cluster");
        Directory.Delete(folder, recursive: true);
    }

    private string Part(string key) => cluster!.Split(';').First(part => part.StartsWith($"{key}=", StringComparison.Ordinal))[(key.Length + 1)..];

    private static Task<string> ScriptAsync(string verb, string at) => ProgramAsync(Script, [verb, at]);

    private static async Task<string> ProgramAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PLENUM_POSTGRES_DURABLE"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} failed.");
    }
}
