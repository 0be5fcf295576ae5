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
        Janus = await JanusProcess.StartAsync();
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        if (Janus is not null) await Janus.DisposeAsync();
    }

    internal Task<SignalingClient> SeatAsync(TalkClient person, string token) => SignalingClient.SeatAsync(this, person, token);
}
