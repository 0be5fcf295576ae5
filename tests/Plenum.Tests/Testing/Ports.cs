using System.Net;
using System.Net.Sockets;

namespace Plenum.Tests.Testing;

internal static class Ports
{
    /// <summary>One on loopback that nobody listens on now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
