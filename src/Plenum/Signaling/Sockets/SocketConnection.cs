using System.Buffers;
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

    private const int NextToNothing = 64 * 1024;

    private static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource ended = new();
    private readonly Channel<Outgoing> queue = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Outgoing?[] newest = new Outgoing?[Enum.GetValues<FrameKind>().Length];
    private int queued;
    private volatile TaskCompletionSource? caughtUp;

    /// <summary>One at a time. An older frame of the same kind that has not been written yet is pointless, and never is.</summary>
    public void Send(byte[] frame, FrameKind kind = FrameKind.Ordinary)
    {
        var next = new Outgoing(frame);
        if (kind != FrameKind.Ordinary && Interlocked.Exchange(ref newest[(int)kind], next)?.Take() is { } pointless) Interlocked.Add(ref queued, -pointless.Length);
        if (Interlocked.Add(ref queued, frame.Length) > LongestQueue + frame.Length || !queue.Writer.TryWrite(next)) socket.Abort();
    }

    /// <summary>Completes when next to nothing waits to be written.</summary>
    public Task CaughtUpAsync()
    {
        if (Volatile.Read(ref queued) <= NextToNothing) return Task.CompletedTask;

        var waiting = caughtUp ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Volatile.Read(ref queued) <= NextToNothing) waiting.TrySetResult();
        return waiting.Task;
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
            await foreach (var next in queue.Reader.ReadAllAsync(ct))
            {
                if (next.Take() is not { } frame) continue;

                using var within = new CancellationTokenSource(WriteWithin, time);
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, within.Token);
                if (Interlocked.Add(ref queued, -frame.Length) <= NextToNothing) NoteCaughtUp();
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

    public void Dispose()
    {
        NoteCaughtUp();
        ended.Dispose();
    }

    private void NoteCaughtUp() => Interlocked.Exchange(ref caughtUp, null)?.TrySetResult();

    /// <summary>Waits without a buffer: of thousands who are connected hardly anybody says anything at a given moment.</summary>
    /// <returns>What the client says next, to be given back; empty for something that is no text; null when there is nothing more to come.</returns>
    public async Task<Incoming?> ReadAsync(CancellationToken ct)
    {
        try
        {
            var arrived = await socket.ReceiveAsync(Memory<byte>.Empty, ct);
            if (arrived.MessageType == WebSocketMessageType.Close) return null;
            return arrived.EndOfMessage ? new Incoming([], 0) : await ReadMessageAsync(ct);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private async Task<Incoming?> ReadMessageAsync(CancellationToken ct)
    {
        var (buffer, length, isTaken) = (ArrayPool<byte>.Shared.Rent(LongestMessage), 0, false);
        try
        {
            while (length < LongestMessage)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length, LongestMessage - length), ct);
                if (received.MessageType == WebSocketMessageType.Close) return null;

                length += received.Count;
                if (!received.EndOfMessage) continue;

                isTaken = true;
                return new Incoming(buffer, received.MessageType == WebSocketMessageType.Text ? length : 0);
            }

            return null;
        }
        finally
        {
            if (!isTaken) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A frame on its way; whoever takes it first, the writer or a newer one, has it.</summary>
    private sealed class Outgoing(byte[] frame)
    {
        private byte[]? frame = frame;

        public byte[]? Take() => Interlocked.Exchange(ref frame, null);
    }
}

/// <summary>A message in a buffer that is given back when it has been answered.</summary>
internal sealed class Incoming(byte[] buffer, int length) : IDisposable
{
    public ReadOnlyMemory<byte> Message => buffer.AsMemory(0, length);

    public void Dispose()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }
}
