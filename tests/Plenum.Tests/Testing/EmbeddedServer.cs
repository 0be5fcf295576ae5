using Microsoft.Extensions.DependencyInjection;
using Plenum.Signaling;

namespace Plenum.Tests.Testing;

/// <summary>A server that counts wrong tries, and whose sockets can be looked at.</summary>
public sealed class EmbeddedServer : PlenumServer
{
    protected override bool ProtectsAgainstBruteForce => true;

    internal SocketHub Hub => Services.GetRequiredService<SocketHub>();

    internal Task<SignalingClient> SeatAsync(TalkClient person, string token) => SignalingClient.SeatAsync(this, person, token);
}
