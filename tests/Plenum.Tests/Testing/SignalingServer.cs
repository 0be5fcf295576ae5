using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plenum.Tests.Testing;

/// <summary>
/// The other side of the backend interface: a signaling server on a port of its own that takes orders, checks their
/// signature and gives the answer that a test has laid out.
/// </summary>
internal sealed class SignalingServer : IAsyncDisposable
{
    public const string Secret = "unit-test-secret";

    private readonly WebApplication app;

    // Owner of the lock: this class; it guards the list.
    private readonly Lock gate = new();
    private readonly List<(string Path, string Body, string Backend)> orders = [];

    private SignalingServer(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    /// <summary>The setting <c>signaling_servers</c> that leads here.</summary>
    public (string Key, string Value) Config => ("signaling_servers", JsonSerializer.Serialize(new { servers = new[] { new { server = $"{Url}/", verify = true } }, secret = Secret }));

    /// <summary>What the next orders are answered with.</summary>
    public (int Status, string Body) Answer { get; set; } = (200, """{"type":"dialout","dialout":{"callid":"call-1"}}""");

    /// <summary>What it says it can do; nothing when it is empty.</summary>
    public string Features { get; set; } = "";

    /// <summary>Statuses of the next answers, before it answers as laid out; what they answer does not count as an order.</summary>
    public Queue<int> Failures { get; } = new();

    /// <summary>How often it was asked, whatever it answered.</summary>
    public int Requests { get; private set; }

    /// <summary>Path, body and sender of every order that was signed correctly and taken.</summary>
    public IReadOnlyList<(string Path, string Body, string Backend)> Orders
    {
        get
        {
            lock (gate) return [.. orders];
        }
    }

    /// <summary>Those of the orders that are to call a number.</summary>
    public IReadOnlyList<(string Path, string Body, string Backend)> DialOuts => [.. Orders.Where(order => order.Body.StartsWith("""{"type":"dialout",""", StringComparison.Ordinal))];

    /// <summary>Forgets the orders so far.</summary>
    public void Clear()
    {
        lock (gate) orders.Clear();
    }

    public static async Task<SignalingServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new SignalingServer(builder.Build());
        server.app.Run(server.TakeAsync);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers;
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(headers["Spreed-Signaling-Random"] + body));
        if (headers["Spreed-Signaling-Random"].ToString().Length < 32 || headers["Spreed-Signaling-Checksum"] != Convert.ToHexStringLower(expected))
        {
            context.Response.StatusCode = 403;
            return;
        }

        if (Features.Length > 0) context.Response.Headers["X-Spreed-Signaling-Features"] = Features;
        lock (gate)
        {
            Requests++;
            if (Failures.TryDequeue(out var failure))
            {
                context.Response.StatusCode = failure;
                return;
            }

            orders.Add((context.Request.Path, body, headers["Spreed-Signaling-Backend"].ToString()));
        }

        context.Response.StatusCode = Answer.Status;
        await context.Response.WriteAsync(Answer.Body);
    }
}
