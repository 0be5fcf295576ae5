using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Plenum.Bench.Load;

/// <summary>A frame that somebody waited for.</summary>
/// <param name="At">When it was here, as a time stamp of <see cref="Stopwatch"/>.</param>
/// <param name="Frame">All of it; of a long one the beginning.</param>
internal readonly record struct Heard(long At, byte[] Frame);

/// <summary>
/// One client of a signaling server. It reads whatever comes, counts it, and looks for the bytes that somebody waits for;
/// nothing is parsed, for thousands of these share two cores with what they measure.
/// </summary>
internal sealed class SignalingSocket : IDisposable
{
    private const int MostLookedAt = 16 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly HttpMessageInvoker Connector = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private static readonly byte[] IsError = "\"type\":\"error\""u8.ToArray();
    private static readonly byte[] IsGoodbye = "\"type\":\"bye\""u8.ToArray();
    private static readonly byte[] IsHello = "\"type\":\"hello\""u8.ToArray();
    private static readonly byte[] IsRoom = "\"type\":\"room\""u8.ToArray();
    private static readonly byte[] IsJoin = "\"target\":\"room\",\"type\":\"join\""u8.ToArray();

    private readonly ClientWebSocket socket = new();
    private readonly Uri server;
    private Wish? wish;
    private string? over;
    private int frames;
    private long bytes;
    private long lastAt;

    private SignalingSocket(Uri server)
    {
        this.server = server;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
    }

    /// <summary>What others call it.</summary>
    public string Id { get; private set; } = "";

    public int Frames => Volatile.Read(ref frames);

    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>When something came last, as a time stamp of <see cref="Stopwatch"/>.</summary>
    public long LastAt => Volatile.Read(ref lastAt);

    /// <summary>Told of every frame: all of it, of a long one the beginning, valid during the call.</summary>
    public Action<ReadOnlyMemory<byte>>? Listener { get; set; }

    /// <param name="server">Where it runs.</param>
    /// <param name="path">Of its WebSocket.</param>
    /// <param name="ct">Cancels the connecting.</param>
    public static async Task<SignalingSocket> ConnectAsync(Uri server, string path = "/standalone-signaling/spreed", CancellationToken ct = default)
    {
        var client = new SignalingSocket(server);
        try
        {
            await client.socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}"), Connector, ct);
        }
        catch
        {
            client.Dispose();
            throw;
        }

        _ = Task.Run(client.ReadAsync, CancellationToken.None);
        return client;
    }

    /// <param name="version">1.0 or 2.0.</param>
    /// <param name="shown">What the signaling settings gave for this version.</param>
    public async Task HelloAsync(string version, JsonElement shown)
    {
        var auth = new { url = new Uri(server, "ocs/v2.php/apps/spreed/api/v3/signaling/backend"), @params = shown };
        var answer = await AskAsync(new { id = "1", type = "hello", hello = new { version, auth } }, IsHello);
        using var document = JsonDocument.Parse(answer.Frame);
        Id = document.RootElement.GetProperty("hello").GetProperty("sessionid").GetString()!;
    }

    /// <summary>Joins a room; complete when it is told that it is in and, unless it has to wait in the lobby, who else is.</summary>
    public Task EnterAsync(string roomid, string sessionid, bool hasToWait) =>
        AskAsync(new { id = "2", type = "room", room = new { roomid, sessionid } }, hasToWait ? IsRoom : IsJoin);

    /// <summary>The next frame that contains these bytes. An error, or the end of the connection, ends the run.</summary>
    public Task<Heard> ExpectAsync(byte[] marker)
    {
        var wanted = new Wish(marker);
        Volatile.Write(ref wish, wanted);
        if (Volatile.Read(ref over) is { } reason) wanted.Fail(reason);
        return wanted.Done.Task.WaitAsync(Patience);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken ct = default) => socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, ct);

    /// <summary>Says goodbye, so that the server need not wait for it to come back. One that is lost is left as it is.</summary>
    public async Task LeaveAsync()
    {
        try
        {
            var gone = ExpectAsync(IsGoodbye);
            await SendAsync("""{"type":"bye","bye":{}}"""u8.ToArray());
            await gone;
        }
        catch (Exception exception) when (exception is WebSocketException or InvalidOperationException)
        {
            // It is gone already.
        }

        Dispose();
    }

    public void Dispose() => socket.Dispose();

    private async Task<Heard> AskAsync(object frame, byte[] answer)
    {
        var heard = ExpectAsync(answer);
        await SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame));
        return await heard;
    }

    private async Task ReadAsync()
    {
        try
        {
            var buffer = new byte[MostLookedAt];
            var isBeginning = true;
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close) break;

                var at = Stopwatch.GetTimestamp();
                Volatile.Write(ref bytes, bytes + received.Count);
                Volatile.Write(ref lastAt, at);
                if (isBeginning) Look(buffer.AsMemory(0, received.Count), at);
                isBeginning = received.EndOfMessage;
                if (isBeginning) Volatile.Write(ref frames, frames + 1);
            }

            End($"The server closed a socket: {socket.CloseStatusDescription}.");
        }
        catch (Exception exception)
        {
            End($"A socket was lost: {exception.Message}");
        }
    }

    private void Look(ReadOnlyMemory<byte> frame, long at)
    {
        Listener?.Invoke(frame);
        if (Volatile.Read(ref wish) is not { } wanted) return;

        var span = frame.Span;
        var isIt = span.IndexOf(wanted.Marker) >= 0;
        if (!isIt && span.IndexOf(IsError) < 0) return;
        if (Interlocked.CompareExchange(ref wish, value: null, wanted) != wanted) return;

        if (isIt) wanted.Done.TrySetResult(new Heard(at, frame.ToArray()));
        else wanted.Fail(Encoding.UTF8.GetString(span));
    }

    private void End(string reason)
    {
        Volatile.Write(ref over, reason);
        Volatile.Read(ref wish)?.Fail(reason);
    }

    private sealed record Wish(byte[] Marker)
    {
        public TaskCompletionSource<Heard> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail(string reason) => Done.TrySetException(new InvalidOperationException(reason));
    }
}
