using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>People with cameras whose sound and picture do not go through this server.</summary>
[Collection(Cameras.OneAtATime)]
public sealed class DirectCallTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    public async Task Two_people_reach_each_other_directly_with_what_the_server_passes_on()
    {
        await using var cameras = await Cameras.StartAsync();
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var first = await cameras.EnterAsync(server, ada, token);
        var second = await cameras.EnterAsync(server, bob, token);
        await first.DoAsync("open()");
        await second.DoAsync("open()");

        await first.DoAsync($"call('{second.Id}')");

        var (atFirst, atSecond) = (await first.FlowsAsync(second.Id), await second.FlowsAsync(first.Id));
        Assert.True(atFirst is { Audio: > 0, Video: > 0 } && atSecond is { Audio: > 0, Video: > 0 });
        Assert.DoesNotContain("mcu", (await first.DoAsync("features")).GetRawText(), StringComparison.Ordinal);
    }
}

/// <summary>People behind firewalls, who reach nobody but a TURN server.</summary>
[Collection(Cameras.OneAtATime)]
public sealed class RelayTests(MediaServer server) : IClassFixture<MediaServer>
{
    [Fact]
    [Case("calls 111")]
    public async Task Who_reaches_a_relay_alone_sees_and_hears_the_others_with_credentials_from_this_server()
    {
        await using var turn = await TurnProcess.StartAsync();
        await using var relays = await server.ConfigAsync(("turn_servers", JsonSerializer.Serialize(new[] { new { schemes = "turn", server = turn.Address, secret = TurnProcess.Secret, protocols = "udp,tcp" } })));
        // What coturn is shown lasts for a day of the real time.
        server.Clock.Advance(TimeProvider.System.GetUtcNow() - server.Clock.GetUtcNow());
        await using var cameras = await Cameras.StartAsync();
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var first = await cameras.EnterAsync(server, ada, token, relayOnly: true);
        var second = await cameras.EnterAsync(server, bob, token, relayOnly: true);

        var flows = await Cameras.MeetAsync(first, second);

        Assert.All(flows, flow => Assert.True(flow is { Audio: > 0, Video: > 0 }));
        foreach (var stream in new[] { first.Id, second.Id }) Assert.Equal("relay", (await first.DoAsync($"stats('{stream}')")).GetProperty("local").GetString());
    }
}
