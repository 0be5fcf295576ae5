using System.Reflection;
using Microsoft.Extensions.Options;
using Npgsql;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Docs;

/// <summary>Runs the commands of <c>docs/operations.md</c> that are said to be tried, as they stand there.</summary>
public sealed class OperationsTests
{
    private const string AdminPassword = "plenum";

    [Fact]
    public async Task A_backup_of_a_running_server_is_restored()
    {
        var kind = TestDatabase.IsPostgres ? "postgres" : "sqlite";
        if (TestDatabase.IsPostgres) Tools.Need("bash", "pg_dump", "pg_restore", "dropdb", "createdb");
        else Tools.Need("bash");
        var backup = Directory.CreateTempSubdirectory("plenum-test-");
        await using var server = await PlenumProcess.StartAsync(AdminPassword);
        var kept = await RoomAsync(server, "Kept");

        await RunAsync($"backup-{kind}", server.Database, backup.FullName);
        var later = await RoomAsync(server, "Later");
        await server.KillAsync();
        await RunAsync($"restore-{kind}", server.Database, backup.FullName);
        await server.StartAsync();
        var listed = (await Admin(server).GetAsync("v4/room")).Expect(200).Body;

        Assert.Contains(kept, listed, StringComparison.Ordinal);
        Assert.DoesNotContain(later, listed, StringComparison.Ordinal);
        (await Admin(server).PostAsync($"v1/chat/{kept}", new { message = "Back again" })).Expect(201);
        backup.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_setting_is_in_the_table_of_the_readme()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var bound = Type.EmptyTypes;
        await using var app = PlenumHost.Build([], builder => bound = [.. builder.Services.Select(service => service.ServiceType).Where(IsBinding).Select(type => type.GetGenericArguments()[0])]);

        var settings =
            from type in bound.Distinct()
            where type.Assembly == typeof(PlenumHost).Assembly
            let section = type.Name is "PlenumOptions" or "ProxyOptions" ? "" : type.Name == "JanusOptions" ? "Media__Janus__" : $"{type.Name[..^"Options".Length]}__"
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.CanWrite && property.Name != "EqualityContract"
            select $"Plenum__{section}{property.Name}";

        Assert.NotEmpty(settings);
        Assert.All(settings, setting => Assert.Contains($"`{setting}`", readme, StringComparison.Ordinal));
    }

    private static bool IsBinding(Type service) => service.IsGenericType && service.GetGenericTypeDefinition() == typeof(IConfigureOptions<>);

    private static TalkClient Admin(PlenumProcess server) => new(server.Url, "admin", AdminPassword);

    private static async Task<string> RoomAsync(PlenumProcess server, string name) =>
        (await Admin(server).PostAsync("v4/room", new { roomType = 2, roomName = name })).Expect(201).Token;

    private static async Task RunAsync(string block, TestDatabase database, string backup)
    {
        // The service is started and stopped by the test.
        var script = $"set -eu\nplenum() {{ dotnet '{typeof(PlenumHost).Assembly.Location}' \"$@\"; }}\nsystemctl() {{ :; }}\n{Commands(block)}\n";
        var cluster = TestDatabase.IsPostgres ? new NpgsqlConnectionStringBuilder(database.Connection) : new NpgsqlConnectionStringBuilder();

        var ended = await Programs.RunAsync(
            "bash",
            ["-s"],
            script,
            ("DATA", database.Directory),
            ("BACKUP", backup),
            ("PGHOST", cluster.Host ?? ""),
            ("PGPORT", $"{cluster.Port}"),
            ("PGUSER", cluster.Username ?? ""),
            ("PGDATABASE", cluster.Database ?? ""));

        Assert.True(ended.Code == 0, $"{block}: {ended.Output}{ended.Error}");
    }

    private static string Commands(string block)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operations.md"));
        var commands = lines.SkipWhile(line => line != $"```bash {block}").Skip(1).TakeWhile(line => line != "```").ToArray();
        Assert.NotEmpty(commands);
        return string.Join('\n', commands);
    }
}
