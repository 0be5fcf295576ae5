using Plenum.Media;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>A server with two engines that ask for a secret.</summary>
public sealed class TwoEngines : PlenumServer, IAsyncLifetime
{
    private const string Secret = "janus-test-secret";

    internal JanusProcess First { get; private set; } = null!;

    internal JanusProcess Second { get; private set; } = null!;

    internal JanusPool Pool => (JanusPool)Services.GetService(typeof(JanusPool))!;

    protected override string[] MoreArguments =>
        [$"--Plenum:Media:Janus:Url={First.Url}", $"--Plenum:Media:Janus:Urls:0={First.Url}", $"--Plenum:Media:Janus:Urls:1={Second.Url}", $"--Plenum:Media:Janus:Secret={Secret}"];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        (First, Second) = (await JanusProcess.StartAsync(Secret), await JanusProcess.StartAsync(Secret));
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        if (First is not null) await First.DisposeAsync();
        if (Second is not null) await Second.DisposeAsync();
    }
}

[Collection(Cameras.OneAtATime)]
public sealed class SeveralEnginesTests(TwoEngines server) : IClassFixture<TwoEngines>
{
    [Fact]
    public async Task Streams_are_spread_and_when_one_engine_dies_those_of_the_other_go_on()
    {
        await using var cameras = await Cameras.StartAsync();
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var first = await cameras.EnterAsync(server, ada, token);
        var second = await cameras.EnterAsync(server, bob, token);

        await first.DoAsync("publish()");
        await second.DoAsync("publish()");
        await first.DoAsync($"watch('{second.Id}')");
        await second.DoAsync($"watch('{first.Id}')");
        await first.FlowsAsync(second.Id);
        var (atFirst, atSecond) = (Assert.Single(await server.First.RoomsAsync()), Assert.Single(await server.Second.RoomsAsync()));
        var isAtFirst = atFirst.GetProperty("description").GetString()!.StartsWith(first.Id, StringComparison.Ordinal);
        var (living, dying) = isAtFirst ? (server.First, server.Second) : (server.Second, server.First);
        await dying.KillAsync();
        await first.DoAsync($"lost('{second.Id}')");
        await second.FlowsAsync(first.Id);

        await second.DoAsync("publish()");
        await first.DoAsync($"watch('{second.Id}')");
        await first.FlowsAsync(second.Id);

        Assert.NotEqual(atFirst.GetProperty("description").GetString(), atSecond.GetProperty("description").GetString());
        Assert.Equal(2, (await living.RoomsAsync()).Length);
    }
}
