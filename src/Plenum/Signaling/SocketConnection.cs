using System.Net.WebSockets;
using System.Threading.Channels;

namespace Plenum.Signaling;

/// <summary>
/// One WebSocket (calls §E.1): whoever has something to say puts it into a bounded queue and goes on; one writer empties
/// it. A client that does not read is cut off, nobody waits for it.
/// </summary>
internal sealed class SocketConnection(WebSocket socket, TimeProvider time) : IDisposable
{
    /// <summary>Longest message of a client, in bytes.</summary>
    public const int LongestMessage = 64 * 1024;

    /// <summary>So much may wait for a client that reads slowly, in bytes.</summary>
    private const int LongestQueue = 4 * 1024 * 1024;

    private static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource ended = new();
    private readonly Channel<byte[]> queue = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private int queued;

    public void Send(byte[] frame)
    {
        if (Interlocked.Add(ref queued, frame.Length) > LongestQueue + frame.Length || !queue.Writer.TryWrite(frame)) socket.Abort();
    }

    /// <summary>The last frame; the socket is closed once it is written.</summary>
    public void Close(byte[] goodbye)
    {
        Send(goodbye);
        queue.Writer.TryComplete();
    }

    /// <summary>The client has gone: nothing more will be said, and nobody waits for it to close.</summary>
    public void Finish()
    {
        queue.Writer.TryComplete();
        ended.Cancel();
    }

    /// <summary>Writes until somebody closes, then closes the socket.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var frame in queue.Reader.ReadAllAsync(ct))
            {
                using var within = new CancellationTokenSource(WriteWithin, time);
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, within.Token);
                Interlocked.Add(ref queued, -frame.Length);
            }

            using var last = new CancellationTokenSource(WriteWithin, time);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, last.Token);
            await Task.Delay(WriteWithin, time, ended.Token);
            socket.Abort();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The reader notices as well, and ends the dialogue.
            socket.Abort();
        }
    }

    public void Dispose() => ended.Dispose();

    /// <returns>What the client says next; empty for something that is no text; null when there is nothing more to come.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(byte[] buffer, CancellationToken ct)
    {
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length) return null;

                var received = await socket.ReceiveAsync(buffer.AsMemory(length), ct);
                if (received.MessageType == WebSocketMessageType.Close) return null;

                length += received.Count;
                if (received.EndOfMessage) return received.MessageType == WebSocketMessageType.Text ? buffer.AsMemory(0, length) : ReadOnlyMemory<byte>.Empty;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
