using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Telemetry;

public sealed class MetricsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Refusals_are_counted_by_kind_word_and_status()
    {
        using var measurements = new Measurements();
        var ada = await server.PersonAsync();
        var room = (await ada.PostAsync("v4/room", new { roomType = 2, roomName = "Class" })).Expect(201).Token;

        (await ada.PostAsync($"v1/breakout-rooms/{room}", new { mode = 1, amount = 21 })).Expect(400);

        Assert.Contains(measurements.Of("plenum.refusals"), one => (string?)one.Tags["kind"] == "Invalid" && (string?)one.Tags["word"] == "amount" && (int?)one.Tags["status"] == 400);
    }

    [Fact]
    public async Task Writing_transactions_are_measured_and_on_SQLite_the_queue_before_them()
    {
        using var measurements = new Measurements();
        var ada = await server.PersonAsync();

        (await ada.PostAsync("v4/room", new { roomType = 2, roomName = "Class" })).Expect(201);

        Assert.Contains(measurements.Of("plenum.db.transaction.duration"), one => one.Value > 0);
        if (TestDatabase.IsPostgres) return;

        Assert.NotEmpty(measurements.Of("plenum.write_lock.wait"));
        Assert.Contains(measurements.Of("plenum.write_lock.waiting"), one => one.Value > 0);
        Assert.Contains(measurements.Of("plenum.write_lock.waiting"), one => one.Value < 0);
    }

    [Fact]
    public async Task A_lobby_says_how_late_it_opened()
    {
        using var measurements = new Measurements();
        var ada = await server.PersonAsync();
        var room = (await ada.PostAsync("v4/room", new { roomType = 3, roomName = "Webinar" })).Expect(201).Token;
        (await ada.PutAsync($"v4/room/{room}/webinar/lobby", new { state = 1, timer = server.Clock.Unix + 60 })).Expect(200);

        var recording = server.Record();
        server.Clock.Advance(TimeSpan.FromSeconds(65));
        await recording.HeardAsync(announcement => announcement.Token == room);

        Assert.Contains(measurements.Of("plenum.due_work.lateness"), one => (string?)one.Tags["work"] == "LobbyTimer" && one.Value is > 4 and < 6);
    }

    [Fact]
    public async Task Transactions_that_collide_are_counted()
    {
        using var measurements = new Measurements();
        await using var scope = server.Services.CreateAsyncScope();
        var tries = 0;

        var result = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RunAsync(
            () => ++tries == 1 ? throw new DbUpdateConcurrencyException() : Task.FromResult(tries), _ => true, CancellationToken.None);

        Assert.Equal(2, result);
        Assert.NotEmpty(measurements.Of("plenum.db.collisions"));
    }

    [Fact]
    public async Task Clients_that_wait_are_counted_in_and_out()
    {
        using var measurements = new Measurements();
        var ada = await server.PersonAsync();
        var room = (await ada.PostAsync("v4/room", new { roomType = 2, roomName = "Class" })).Expect(201).Token;
        var said = await ada.SayAsync(room, "first");

        var poll = await server.BeginPollAsync(ada, room, said);
        await ada.SayAsync(room, "second");
        (await poll).Expect(200);

        Assert.Contains(measurements.Of("plenum.long_polls.waiting"), one => one.Value > 0);
        Assert.Contains(measurements.Of("plenum.long_polls.waiting"), one => one.Value < 0);
    }

    [Fact]
    public void Every_instrument_is_explained_to_operators()
    {
        using var measurements = new Measurements();
        var operations = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

        Assert.NotEmpty(measurements.Instruments);
        Assert.All(measurements.Instruments, name => Assert.Contains($"| `{name}` |", operations, StringComparison.Ordinal));
    }
}
