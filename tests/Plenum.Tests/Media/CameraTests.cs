using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>People with cameras, in a real browser, whose sound and picture go through a real Janus.</summary>
public sealed class CameraTests(MediaServer server) : IClassFixture<MediaServer>
{
    [Fact]
    [Case("calls 100")]
    public async Task Two_people_see_and_hear_each_other_through_the_engine()
    {
        await using var cameras = await Cameras.StartAsync();
        var (ada, bob, token) = await PairAsync();
        var first = await cameras.EnterAsync(server, ada, token);
        var second = await cameras.EnterAsync(server, bob, token);

        await first.DoAsync("publish()");
        await second.DoAsync("publish()");
        await first.DoAsync($"watch('{second.Id}')");
        await second.DoAsync($"watch('{first.Id}')");

        var (atFirst, atSecond) = (await first.FlowsAsync(second.Id), await second.FlowsAsync(first.Id));
        Assert.True(atFirst is { Audio: > 0, Video: > 0 } && atSecond is { Audio: > 0, Video: > 0 });
        Assert.Equal(2, (await server.Janus.RoomsAsync()).Length);
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
