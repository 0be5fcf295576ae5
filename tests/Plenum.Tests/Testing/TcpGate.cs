using System.Net;
using System.Net.Sockets;

namespace Plenum.Tests.Testing;

/// <summary>The only way to another server, which a test closes and opens: what goes through ends at once, as when that server is killed.</summary>
internal sealed class TcpGate : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string host;
    private readonly int port;
    private readonly Task accepting;

    // Owner of the lock: this class; it guards the two below.
    private readonly Lock turn = new();
    private readonly List<TcpClient> connections = [];
    private bool isOpen;

    public TcpGate(string host, int port, bool isOpen = true)
    {
        (this.host, this.port, this.isOpen) = (host, port, isOpen);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Open()
    {
        lock (turn) isOpen = true;
    }

    public void Close()
    {
        lock (turn)
        {
            isOpen = false;
            connections.ForEach(connection => connection.Dispose());
            connections.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
        Close();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ForwardAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The listener has stopped.
        }
    }

    private async Task ForwardAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(host, port);
                if (!Admit(near, far)) return;

                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One side has gone, and so does the other.
            }
        }
    }

    private bool Admit(TcpClient near, TcpClient far)
    {
        lock (turn)
        {
            if (isOpen) connections.AddRange([near, far]);
            return isOpen;
        }
    }
}
