using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class SettingCommandTests(CountingServer server) : IClassFixture<CountingServer>
{
    [Fact]
    public async Task A_setting_is_set_read_and_taken_away()
    {
        var set = await server.CommandAsync("config:app:set", "spreed", "start_calls", "--value", "2");
        var get = await server.CommandAsync("config:app:get", "spreed", "start_calls");
        var delete = await server.CommandAsync("config:app:delete", "spreed", "start_calls");
        var unset = await server.CommandAsync("config:app:get", "spreed", "start_calls");

        Assert.Equal((0, "Config value 'start_calls' for app 'spreed' is now set to '2'"), (set.Code, set.Output.Trim()));
        Assert.Equal((0, "2"), (get.Code, get.Output.Trim()));
        Assert.Equal((0, 1, ""), (delete.Code, unset.Code, unset.Output));
    }

    [Fact]
    public async Task It_is_the_setting_that_the_server_uses()
    {
        var ada = (await server.PersonAsync()).At(CountingServer.NewAddress());

        await server.CommandAsync("config:app:set", "spreed", "start_conversations", "--value", """["admin"]""");
        var refused = await ada.PostAsync("v4/room", new { roomType = 2, roomName = "x" });
        await server.CommandAsync("config:app:delete", "spreed", "start_conversations");

        Assert.Equal((403, 201), (refused.Status, (await ada.PostAsync("v4/room", new { roomType = 2, roomName = "x" })).Status));
    }

    [Fact]
    public async Task What_is_not_set_has_the_given_default_or_is_an_error()
    {
        var fallback = await server.CommandAsync("config:app:get", "spreed", "unset", "--default-value", "5", "--output", "json");
        var delete = await server.CommandAsync("config:app:delete", "spreed", "unset");
        var strict = await server.CommandAsync("config:app:delete", "spreed", "unset", "--error-if-not-exists");

        Assert.Equal((0, "\"5\""), (fallback.Code, fallback.Output.Trim()));
        Assert.Equal((0, 1), (delete.Code, strict.Code));
    }

    [Fact]
    public async Task What_the_server_keeps_itself_cannot_be_changed()
    {
        Assert.Equal(1, (await server.CommandAsync("config:app:set", "spreed", "enabled", "--value", "no")).Code);
        Assert.Equal(1, (await server.CommandAsync("config:app:delete", "spreed", "installed_version")).Code);
        Assert.Equal(1, (await server.CommandAsync("config:app:set", "spreed", "start_calls")).Code);
    }

    [Fact]
    public async Task Wrong_tries_of_an_address_are_forgotten()
    {
        var address = CountingServer.NewAddress();
        var guest = server.Guest().At(address);
        for (var i = 0; i < BruteForce.Limit; i++) await guest.RoomAsync("unknown");
        var closed = await guest.RoomAsync("unknown");

        var reset = await server.CommandAsync("security:bruteforce:reset", address);
        var invalid = await server.CommandAsync("security:bruteforce:reset", "nonsense");

        Assert.Equal((429, 0, 404), (closed.Status, reset.Code, (await guest.RoomAsync("unknown")).Status));
        Assert.Equal((1, "\"nonsense\" is not a valid IP address"), (invalid.Code, invalid.Error.Trim()));
    }

    [Fact]
    public async Task The_server_can_be_closed_and_opened()
    {
        await server.CommandAsync("maintenance:mode", "--on");
        var (closed, said) = (await server.Guest().GetAsync("v4/room/unknown"), await server.CommandAsync("maintenance:mode"));
        await server.CommandAsync("maintenance:mode", "--off");
        var open = await server.Guest().At(CountingServer.NewAddress()).GetAsync("v4/room/unknown");

        Assert.Equal((503, "Maintenance mode is currently enabled", 404), (closed.Status, said.Output.Trim(), open.Status));
    }
}
