using System.Text.Json;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class MonitorCommandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("platform T86")]
    public async Task A_running_call_keeps_a_restart_waiting()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var before = await server.CommandAsync("talk:active-calls");
        (await ada.PostAsync(room.Call, new { flags = 1 })).Expect(200);
        var during = await server.CommandAsync("talk:active-calls");
        var json = await server.CommandAsync("talk:active-calls", "--output", "json");
        (await ada.DeleteAsync(room.Call)).Expect(200);
        var after = await server.CommandAsync("talk:active-calls", "--output", "json");

        Assert.Equal((0, "No calls in progress"), (before.Code, before.Output.Trim()));
        Assert.Equal((1, "There are currently 1 calls in progress with 1 participants"), (during.Code, during.Output.Trim()));
        Assert.Equal((1, """{"calls":1,"participants":1}"""), (json.Code, json.Output.Trim()));
        Assert.Equal((0, """{"calls":0,"participants":0}"""), (after.Code, after.Output.Trim()));
    }

    [Fact]
    public async Task Running_calls_are_listed_with_their_participants()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(grace);
        (await ada.PostAsync(room.Call, new { flags = 1 })).Expect(200);
        (await grace.PostAsync(room.Call, new { flags = 1 })).Expect(200);

        var table = await server.CommandAsync("talk:monitor:calls");
        var json = JsonDocument.Parse((await server.CommandAsync("talk:monitor:calls", "--output", "json_pretty")).Output).RootElement;
        (await ada.DeleteAsync($"{room.Call}?all=true")).Expect(200);
        var none = await server.CommandAsync("talk:monitor:calls");

        Assert.Contains(table.Lines, line => line.Contains(room.Token, StringComparison.Ordinal) && line.Contains('2', StringComparison.Ordinal));
        Assert.Equal((0, 2), (table.Code, json.GetProperty(room.Token).GetInt32()));
        Assert.Equal((0, "No calls in progress"), (none.Code, none.Output.Trim()));
    }

    [Fact]
    public async Task A_room_is_counted()
    {
        var (ada, grace, other) = (await server.PersonAsync(), await server.PersonAsync("grace"), await server.PersonAsync("other"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(grace, ParticipantType.Moderator);
        await room.AddAsync(other);
        (await ada.PostAsync(room.Call, new { flags = 1 })).Expect(200);

        var plain = await server.CommandAsync("talk:monitor:room", room.Token);
        var separated = await server.CommandAsync("talk:monitor:room", room.Token, "--separator", ";");
        var json = await server.CommandAsync("talk:monitor:room", room.Token, "--output", "json");
        var unknown = await server.CommandAsync("talk:monitor:room", "unknown");

        Assert.Equal("The room has 3 attendees, 2 sessions and 1 participants in the call", plain.Output.Trim());
        Assert.Equal(("3;2;1", """{"attendees":3,"sessions":2,"inCall":1}"""), (separated.Output.Trim(), json.Output.Trim()));
        Assert.Equal((1, "Room not found."), (unknown.Code, unknown.Error.Trim()));
        (await ada.DeleteAsync($"{room.Call}?all=true")).Expect(200);
    }
}
