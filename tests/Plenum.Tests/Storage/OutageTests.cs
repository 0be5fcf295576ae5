using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Plenum.Common;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Storage;

/// <summary>A PostgreSQL that goes away and comes back, behind a gate.</summary>
public sealed class OutageTests
{
    private const int EnoughTries = 100;

    [PostgresFact]
    public async Task While_the_database_is_away_answers_are_503_and_afterwards_all_is_well()
    {
        await using var gate = TestDatabase.Gate();
        await using var server = new GatedServer(gate);
        await server.InitializeAsync();
        var ada = await server.PersonAsync();
        var room = (await ada.PostAsync("v4/room", new { roomType = 2, roomName = "Before" })).Expect(201).Token;

        using var measurements = new Measurements();
        gate.Close();
        var read = await ada.GetAsync($"v4/room/{room}");
        var written = await ada.PostAsync($"v1/chat/{room}", new { message = "lost" });
        var page = await ada.GetAsync("/status.php");
        var health = await ada.GetAsync("/healthz");
        gate.Open();
        var tries = 0;
        while ((await ada.GetAsync($"v4/room/{room}")).Status != 200) Assert.True(++tries < EnoughTries, "The server does not find its database again.");
        var back = await ada.PostAsync($"v1/chat/{room}", new { message = "here again" });

        Assert.Equal((503, 503, 503, 503), (read.Status, written.Status, page.Status, health.Status));
        Assert.Equal((503, "Service unavailable"), (read.Code, read.Meta.GetProperty("message").GetString()));
        Assert.Equal("5", written.Headers["Retry-After"]);
        Assert.Equal("failing", JsonDocument.Parse(health.Body).RootElement.GetProperty("database").GetString());
        Assert.Equal(201, back.Status);
        Assert.True(measurements.Of("plenum.db.outages").Length >= 3);
    }

    [PostgresFact]
    public async Task A_start_waits_for_a_database_that_is_not_there_yet()
    {
        await using var database = new TestDatabase();
        await database.CreateAsync();
        await using var gate = TestDatabase.Gate(isOpen: false);
        var clock = new TestClock();
        await using var app = PlenumHost.Build([.. database.Arguments, $"--ConnectionStrings:Plenum={database.Through(gate)}"], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        });

        var prepared = PlenumHost.PrepareAsync(app.Services, TextWriter.Null);
        await clock.AlarmSetByAsync(clock.GetUtcNow() + Database.Pause);
        gate.Open();
        clock.Advance(Database.Pause);
        await prepared;

        Assert.Equal(1, await database.ReadAsync(db => Task.FromResult(db.Set<Plenum.Accounts.Account>().Count())));
    }

    [PostgresFact]
    public async Task Whoever_is_not_let_in_does_not_wait()
    {
        await using var database = new TestDatabase();
        var stranger = new NpgsqlConnectionStringBuilder(database.Connection) { Username = "nobody", Password = "secret" }.ToString();
        await using var app = PlenumHost.Build([.. database.Arguments, $"--ConnectionStrings:Plenum={stranger}"], builder => builder.Logging.ClearProviders());

        var failure = await Assert.ThrowsAsync<StartFailure>(() => PlenumHost.PrepareAsync(app.Services));

        Assert.Contains("does not let Plenum in", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A server whose database is behind a gate.</summary>
    private sealed class GatedServer(TcpGate gate) : PlenumServer
    {
        protected override string[] MoreArguments => [$"--ConnectionStrings:Plenum={Database.Through(gate)}"];
    }
}
