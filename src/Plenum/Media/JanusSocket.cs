using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Plenum.Media;

/// <summary>The WebSocket to Janus: whoever has something to say puts it into a bounded queue and goes on; one writer empties it, one reader listens.</summary>
internal sealed class JanusSocket(ClientWebSocket socket, TimeProvider time) : IDisposable
{
    private const string Protocol = "janus-protocol";

    /// <summary>Longer than a list of all rooms that one Janus can serve.</summary>
    private const int LongestMessage = 16 * 1024 * 1024;

    private const int LongestQueue = 8192;

    private static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(10);

    private readonly Channel<byte[]> queue = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });

    public static async Task<JanusSocket> ConnectAsync(Uri url, TimeProvider time, CancellationToken ct)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(Protocol);
            socket.Options.Proxy = null;
            await socket.ConnectAsync(url, ct);
            return new JanusSocket(socket, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Send(byte[] message)
    {
        if (!queue.Writer.TryWrite(message)) Abort();
    }

    /// <summary>Nothing more is said or heard; both loops end.</summary>
    public void Abort()
    {
        queue.Writer.TryComplete();
        socket.Abort();
    }

    /// <summary>Writes until somebody aborts or Janus does not take it any more.</summary>
    public async Task WriteAsync()
    {
        try
        {
            await foreach (var message in queue.Reader.ReadAllAsync())
            {
                using var within = new CancellationTokenSource(WriteWithin, time);
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, within.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            Abort();
        }
    }

    /// <summary>Hands over every message that can be read until there are no more; what is no JSON is counted, and passed over.</summary>
    /// <returns>How many could not be read.</returns>
    public async Task<int> ReadAsync(Action<JsonElement> hear)
    {
        var (buffer, garbage) = (new byte[64 * 1024], 0);
        try
        {
            while (true)
            {
                var length = 0;
                while (true)
                {
                    if (length == LongestMessage) return garbage + 1;
                    if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LongestMessage));

                    var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    if (received.MessageType == WebSocketMessageType.Close) return garbage;

                    length += received.Count;
                    if (received.EndOfMessage) break;
                }

                if (Parse(buffer.AsMemory(0, length)) is { } message) hear(message);
                else garbage++;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            return garbage;
        }
    }

    public void Dispose() => socket.Dispose();

    private static JsonElement? Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
