using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Plenum.Common;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Storage;

/// <summary>What the server finds when it starts.</summary>
public sealed class DatabaseTests
{
    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        await using var database = new TestDatabase();
        await database.CreateAsync();
        await using (var db = database.Open())
        {
            await db.Database.MigrateAsync();
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Tomorrow', '99.0.0')""");
        }

        await using var app = PlenumHost.Build(database.Arguments, builder => builder.Logging.ClearProviders());
        var failure = await Assert.ThrowsAsync<StartFailure>(() => PlenumHost.PrepareAsync(app.Services));

        Assert.Contains("99990101000000_Tomorrow", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_a_database_says_so_and_its_log_lines_are_objects_when_told()
    {
        var directory = Directory.CreateTempSubdirectory("plenum-test-");

        var ended = await Programs.RunAsync(
            "dotnet",
            [typeof(PlenumHost).Assembly.Location, "--urls=http://127.0.0.1:0"],
            ("Plenum__DataDirectory", directory.FullName),
            ("ConnectionStrings__Plenum", "Host=127.0.0.1;Port=1;Username=plenum;Password=secret;Database=plenum"),
            ("Plenum__Postgres__StartTimeout", "00:00:00"),
            ("Plenum__Log__Format", "json"),
            ("Logging__LogLevel__Microsoft", "Debug"));
        directory.Delete(recursive: true);

        Assert.Equal(1, ended.Code);
        Assert.StartsWith("Plenum cannot start: The database at 127.0.0.1:1 did not answer", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.NotEmpty(ended.Lines);
        Assert.All(ended.Lines, line => Assert.True(System.Text.Json.JsonDocument.Parse(line).RootElement.TryGetProperty("Category", out _)));
    }
}
