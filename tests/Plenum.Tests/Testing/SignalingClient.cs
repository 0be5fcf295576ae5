using System.Net.WebSockets;
using System.Text.Json;

namespace Plenum.Tests.Testing;

/// <summary>A client of a signaling server, the embedded one unless it is said, that does as it is told and shows what it hears.</summary>
internal sealed class SignalingClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket socket = new();
    private readonly string url;
    private int ids;

    private SignalingClient(string url) => this.url = url;

    public string Url => url;

    public string SessionId { get; private set; } = "";

    public string ResumeId { get; private set; } = "";

    /// <summary>Connects, and has heard nothing yet.</summary>
    public static async Task<SignalingClient> DialAsync(PlenumServer server)
    {
        var client = new SignalingClient(server.Url);
        await client.socket.ConnectAsync(new Uri($"{server.Url.Replace("http", "ws", StringComparison.Ordinal)}/standalone-signaling/spreed"), CancellationToken.None);
        return client;
    }

    /// <summary>Connects and hears the welcome.</summary>
    public static async Task<SignalingClient> ConnectAsync(PlenumServer server)
    {
        var client = await DialAsync(server);
        Assert.Equal("welcome", (await client.HearAsync()).GetProperty("type").GetString());
        return client;
    }

    /// <summary>Connects to some signaling server, which need not say welcome.</summary>
    /// <param name="socket">Its WebSocket.</param>
    /// <param name="backend">The server whose client it is.</param>
    public static async Task<SignalingClient> AtAsync(Uri socket, string backend)
    {
        var client = new SignalingClient(backend);
        await client.socket.ConnectAsync(socket, CancellationToken.None);
        return client;
    }

    /// <summary>Connects and says hello 1.0 with a ticket from the signaling settings.</summary>
    public static async Task<SignalingClient> GreetAsync(PlenumServer server, TalkClient person, string token = "", params string[] features)
    {
        var client = await ConnectAsync(server);
        var hello = await client.HelloAsync("1.0", await client.ParamsAsync(person, "1.0", token), features: features);
        Assert.Equal("hello", hello.GetProperty("type").GetString());
        return client;
    }

    /// <summary>Joins a conversation by REST and by socket; returns once it has heard of itself.</summary>
    public static async Task<SignalingClient> SeatAsync(PlenumServer server, TalkClient person, string token, params string[] features)
    {
        var sessionId = (await person.JoinAsync(token)).Text("sessionId");
        var client = await GreetAsync(server, person, token, features);
        Assert.Equal("room", (await client.JoinAsync(token, sessionId)).GetProperty("type").GetString());
        await client.EventAsync("room", "join");
        return client;
    }

    /// <summary>What somebody shows with hello.</summary>
    public async Task<JsonElement> ParamsAsync(TalkClient person, string version, string token = "") =>
        (await person.GetAsync($"v3/signaling/settings{(token.Length > 0 ? $"?token={token}" : "")}")).Expect(200)["helloAuthParams"].GetProperty(version);

    public Task<JsonElement> HelloAsync(string version, object shown, string? backend = null, string[]? features = null) =>
        GreetAsync(new { version, features = features ?? [], auth = new { url = backend ?? $"{url}/ocs/v2.php/apps/spreed/api/v3/signaling/backend", @params = shown } });

    /// <summary>Says this hello.</summary>
    public async Task<JsonElement> GreetAsync(object hello)
    {
        var reply = await AskAsync("hello", hello);
        Note(reply);
        return reply;
    }

    public async Task<JsonElement> ResumeAsync(string resumeId)
    {
        var reply = await AskAsync("hello", new { version = "1.0", resumeid = resumeId });
        Note(reply);
        return reply;
    }

    /// <summary>Joins with a session of the REST API; the answer.</summary>
    public Task<JsonElement> JoinAsync(string roomid, string sessionid) => AskAsync("room", new { roomid, sessionid });

    /// <summary>Says something and waits for the answer to it; what comes in between is passed over.</summary>
    public async Task<JsonElement> AskAsync(string type, object body)
    {
        var id = $"{++ids}";
        await SayAsync(new Dictionary<string, object> { ["id"] = id, ["type"] = type, [type] = body });
        return await HearAsync(frame => frame.TryGetProperty("id", out var answered) && answered.GetString() == id);
    }

    public Task SayAsync(object frame) => SayAsync(JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text);

    public Task SayAsync(byte[] frame, WebSocketMessageType type) => socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None);

    /// <summary>Sends a message or a control to others.</summary>
    public Task TellAsync(object recipient, object data, string type = "message") => SayAsync(new Dictionary<string, object> { ["type"] = type, [type] = new { recipient, data } });

    /// <summary>The next frame that fits; those before it are passed over.</summary>
    public async Task<JsonElement> HearAsync(Func<JsonElement, bool> fits)
    {
        while (true)
        {
            var frame = await HearAsync();
            if (fits(frame)) return frame;
        }
    }

    /// <summary>The next event of a kind: its content.</summary>
    public async Task<JsonElement> EventAsync(string target, string type)
    {
        var frame = await ReceiveAsync();
        while (KindOf(frame) != $"{target} {type}") frame = await ReceiveAsync();
        return frame.GetProperty("event").GetProperty(type);
    }

    /// <summary>Everything heard until the server has done what it was asked so far, one by one, as <c>event room join</c> and the like.</summary>
    public async Task<List<string>> KindsAsync()
    {
        var kinds = new List<string>();
        var id = $"{++ids}";
        await SayAsync(new { id, type = "transient", transient = new { type = "nothing" } });
        while (true)
        {
            var frame = await HearAsync();
            if (frame.TryGetProperty("id", out var answered) && answered.GetString() == id) return kinds;
            kinds.Add(KindOf(frame));
        }
    }

    /// <summary>The next frame; that the list of conversations changed, which comes whenever it likes, is passed over.</summary>
    public async Task<JsonElement> HearAsync()
    {
        var frame = await ReceiveAsync();
        while (KindOf(frame) == "roomlist update") frame = await ReceiveAsync();
        return frame;
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return JsonDocument.Parse(message.ToArray()).RootElement;
        }
    }

    /// <summary>Hears nothing more than that the server closes, or just goes.</summary>
    public async Task ClosedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var received = await socket.ReceiveAsync(new byte[1024].AsMemory(), patience.Token);
            Assert.Equal(WebSocketMessageType.Close, received.MessageType);
        }
        catch (WebSocketException)
        {
            // Cut off.
        }
    }

    /// <summary>Cuts the connection without a word.</summary>
    public void Break() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string KindOf(JsonElement frame)
    {
        var type = frame.GetProperty("type").GetString()!;
        return type == "event" ? $"{frame.GetProperty("event").GetProperty("target").GetString()} {frame.GetProperty("event").GetProperty("type").GetString()}" : type;
    }

    private void Note(JsonElement reply)
    {
        if (!reply.TryGetProperty("hello", out var hello)) return;

        (SessionId, ResumeId) = (hello.GetProperty("sessionid").GetString()!, hello.GetProperty("resumeid").GetString()!);
    }
}
