using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plenum.Tests.Testing;

/// <summary>
/// Something that speaks like Janus and misbehaves as a test wants: what a real one does not do on command. It answers
/// publishers and viewers, and nothing ever flows.
/// </summary>
internal sealed class FakeJanus : IAsyncDisposable
{
    private readonly WebApplication app;
    private ulong ids = ulong.MaxValue - 1000;

    private FakeJanus(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single().Replace("http", "ws", StringComparison.Ordinal);

    /// <summary>Everything it was asked, as <c>create</c>, <c>attach</c>, <c>message join</c> and the like.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The sub-protocols that clients named.</summary>
    public ConcurrentQueue<string> Protocols { get; } = [];

    /// <summary>What it says besides before it answers a request of this kind; null answers are left out.</summary>
    public Func<string, JsonObject, string[]?> Instead { get; set; } = (_, _) => [];

    public static async Task<FakeJanus> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var fake = new FakeJanus(builder.Build());
        fake.app.UseWebSockets();
        fake.app.Run(fake.TalkAsync);
        await fake.app.StartAsync();
        return fake;
    }

    /// <summary>Waits until it has been asked something so many times.</summary>
    public async Task UntilAskedAsync(string what, int times)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Asked.Count(asked => asked == what) < times) await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TalkAsync(HttpContext http)
    {
        foreach (var protocol in http.WebSockets.WebSocketRequestedProtocols) Protocols.Enqueue(protocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync("janus-protocol");
        var buffer = new byte[128 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    received = await socket.ReceiveAsync(buffer.AsMemory(length), http.RequestAborted);
                    if (received.MessageType == WebSocketMessageType.Close) return;
                    length += received.Count;
                }
                while (!received.EndOfMessage);

                foreach (var said in Answer(JsonNode.Parse(buffer.AsSpan(0, length))!.AsObject()))
                {
                    await socket.SendAsync(Encoding.UTF8.GetBytes(said), WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The client has gone.
        }
    }

    private string[] Answer(JsonObject request)
    {
        var kind = (string)request["janus"]!;
        if (kind == "message") kind = $"message {(string)request["body"]!["request"]!}";
        Asked.Enqueue(kind);
        if (Instead(kind, request) is not { } first) return [];

        return kind is "trickle" or "detach" ? first : [.. first, AnswerTo(kind, request).ToJsonString()];
    }

    private JsonObject AnswerTo(string kind, JsonObject request)
    {
        var answer = kind switch
        {
            "create" or "attach" => new JsonObject { ["janus"] = "success", ["data"] = new JsonObject { ["id"] = ++ids } },
            "keepalive" => new JsonObject { ["janus"] = "ack" },
            "message create" => Plugin("success", new JsonObject { ["videoroom"] = "created" }),
            "message destroy" => Plugin("success", new JsonObject { ["videoroom"] = "destroyed" }),
            _ => Plugin("event", new JsonObject { ["videoroom"] = "event" }),
        };
        if (kind == "message configure") answer["jsep"] = new JsonObject { ["type"] = "answer", ["sdp"] = "v=0\r\n" };
        answer["transaction"] = request["transaction"]!.DeepClone();
        return answer;
    }

    private static JsonObject Plugin(string kind, JsonObject data) =>
        new() { ["janus"] = kind, ["plugindata"] = new JsonObject { ["plugin"] = "janus.plugin.videoroom", ["data"] = data } };
}

/// <summary>A server whose media engine does as a test wants.</summary>
public class FakeMediaServer : PlenumServer, IAsyncLifetime
{
    internal FakeJanus Janus { get; private set; } = null!;

    internal Plenum.Media.JanusPool Pool => (Plenum.Media.JanusPool)Services.GetService(typeof(Plenum.Media.JanusPool))!;

    protected override string[] MoreArguments => [$"--Plenum:Media:Janus:Url={Janus.Url}"];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        Janus = await FakeJanus.StartAsync();
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Janus.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
