using System.CommandLine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Plenum.Storage;
using Spectre.Console;

namespace Plenum.CommandLine;

/// <summary><c>db:copy</c> and <c>db:backup</c>: about whole installations. They open the databases themselves: no server's first start is wanted in an empty one.</summary>
internal static class DatabaseCommands
{
    public static IEnumerable<Command> Of(Shell shell) => [Copy(shell), Backup(shell)];

    private static Command Copy(Shell shell)
    {
        var from = new Option<string?>("--from") { Description = "Data directory with the SQLite file; without it Plenum__DataDirectory" };
        var to = new Option<string?>("--to") { Description = "Connection string of an empty PostgreSQL database; without it ConnectionStrings__Plenum, which keeps a password out of the list of processes" };
        var command = new Command("db:copy", "Copy an installation from SQLite to PostgreSQL; stop the server first") { from, to };
        command.SetAction((parsed, ct) => CopyAsync(shell, parsed.GetValue(from), parsed.GetValue(to), ct));
        return command;
    }

    private static Command Backup(Shell shell)
    {
        var file = new Argument<string>("file") { Description = "A file that does not exist yet" };
        var from = new Option<string?>("--from") { Description = "Data directory with the SQLite file; without it Plenum__DataDirectory" };
        var command = new Command("db:backup", "Copy the SQLite file as it is at one moment; the server may run") { file, from };
        command.SetAction((parsed, ct) => BackupAsync(shell, parsed.GetRequiredValue(file), parsed.GetValue(from), ct));
        return command;
    }

    private static async Task<int> CopyAsync(Shell shell, string? from, string? to, CancellationToken ct)
    {
        if (!TryFind(from, out var sqlite)) return shell.Fail($"There is no {sqlite}.");
        if ((to ?? Configuration().GetConnectionString(StorageModule.ConnectionName)) is not { Length: > 0 } connection) return shell.Fail("Say where to: --to or ConnectionStrings__Plenum.");

        var postgres = new NpgsqlConnectionStringBuilder(connection) { CommandTimeout = 0, Pooling = false };
        await using var source = new SqlitePlenumDb(new DbContextOptionsBuilder<SqlitePlenumDb>().UseSqlite(Opened(sqlite)).Options);
        await using var target = new PostgresPlenumDb(new DbContextOptionsBuilder<PostgresPlenumDb>().UseNpgsql(postgres.ToString()).Options);
        var result = await shell.Progress(report => new DatabaseCopy(source, target).RunAsync(step => report(step.Table, step.Rows, step.Of), ct));
        if (!result.TryGet(out var tables, out var refusal)) return shell.Fail(Shell.TextOf(refusal));

        var table = new Table().AddColumns("table", "rows");
        foreach (var step in tables) table.AddRow(step.Table, $"{step.Rows}");
        shell.Draw(table);
        shell.Say($"Copied and verified {tables.Sum(step => step.Rows)} rows. Start the server with ConnectionStrings__Plenum; the SQLite file is as it was.");
        return 0;
    }

    private static async Task<int> BackupAsync(Shell shell, string file, string? from, CancellationToken ct)
    {
        if (!TryFind(from, out var sqlite)) return shell.Fail($"There is no {sqlite}; PostgreSQL is backed up with pg_dump.");
        if (File.Exists(file)) return shell.Fail($"{file} exists already.");

        try
        {
            await SaveAsync(sqlite, file, ct);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            return shell.Fail($"Nothing was saved: {exception.Message}");
        }

        shell.Say($"Saved {new FileInfo(file).Length} bytes in {file}.");
        return 0;
    }

    private static async Task SaveAsync(string sqlite, string file, CancellationToken ct)
    {
        var unfinished = $"{file}.part";
        File.Delete(unfinished);
        await using (var connection = new SqliteConnection(Opened(sqlite)))
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $file";
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("$file", unfinished);
            await command.ExecuteNonQueryAsync(ct);
        }

        // The name tells that it is whole and on the disk.
        using (var written = File.OpenHandle(unfinished, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(written);
        File.Move(unfinished, file);
    }

    private static bool TryFind(string? directory, out string file)
    {
        file = Path.Combine(directory ?? Configuration()["Plenum:DataDirectory"] ?? new PlenumOptions().DataDirectory, StorageModule.FileName);
        return File.Exists(file);
    }

    private static string Opened(string file) => new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 }.ToString();

    /// <summary>What the server would be told.</summary>
    private static IConfiguration Configuration() => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();
}
