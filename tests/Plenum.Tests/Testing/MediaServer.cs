using Microsoft.Extensions.DependencyInjection;
using Plenum.Media;
using Plenum.Signaling;

namespace Plenum.Tests.Testing;

/// <summary>A server that has media go through a real Janus.</summary>
public sealed class MediaServer : PlenumServer, IAsyncLifetime
{
    internal JanusProcess Janus { get; private set; } = null!;

    internal SocketHub Hub => Services.GetRequiredService<SocketHub>();

    internal JanusPool Pool => Services.GetRequiredService<JanusPool>();

    internal FeedBoard Board => Services.GetRequiredService<FeedBoard>();

    protected override string[] MoreArguments => [$"--Plenum:Media:Janus:Url={Janus.Url}"];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await PrepareAsync();
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        if (Janus is not null) await Janus.DisposeAsync();
    }

    /// <summary>Starts the engine.</summary>
    internal async Task PrepareAsync() => Janus = await JanusProcess.StartAsync();

    /// <summary>Waits until Janus is there again, as fast as the clock can be advanced.</summary>
    internal async Task UntilUpAsync()
    {
        // Between two tries the next is set by the clock; a try takes no time by it.
        for (var tries = 0; !Pool.IsUp; tries++)
        {
            Assert.True(tries < 20, "Janus is not there again.");
            Clock.Advance(TimeSpan.FromSeconds(1));
            for (var look = 0; !Pool.IsUp && look < 200; look++) await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    internal Task<SignalingClient> SeatAsync(TalkClient person, string token) => SignalingClient.SeatAsync(this, person, token);
}
