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

    private SignalingServer(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    /// <summary>The setting <c>signaling_servers</c> that leads here.</summary>
    public (string Key, string Value) Config => ("signaling_servers", JsonSerializer.Serialize(new { servers = new[] { new { server = $"{Url}/", verify = true } }, secret = Secret }));

    /// <summary>What the next orders are answered with.</summary>
    public (int Status, string Body) Answer { get; set; } = (200, """{"type":"dialout","dialout":{"callid":"call-1"}}""");

    /// <summary>Path and body of every order that was signed correctly.</summary>
    public List<(string Path, string Body, string Backend)> Orders { get; } = [];

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

        Orders.Add((context.Request.Path, body, headers["Spreed-Signaling-Backend"].ToString()));
        context.Response.StatusCode = Answer.Status;
        await context.Response.WriteAsync(Answer.Body);
    }
}
