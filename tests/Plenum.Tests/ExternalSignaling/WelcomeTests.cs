using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

public sealed class WelcomeTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Path = "v3/signaling/welcome";
    private const string All = "audio-video-permissions, federation, incall-all, hello-v2, switchto, dialout, join-features, chat-relay, changed-users";
    private const string Hello = """{"nextcloud-spreed-signaling":"Welcome","version":"2.1.0"}""";

    [Theory]
    [Case("calls 54")]
    [InlineData(All, Hello, 200, 0, 200, """{"version":"2.1.0"}""")]
    [InlineData("audio-video-permissions,federation,incall-all,hello-v2,switchto,dialout,join-features,changed-users", Hello, 200, 45, 200, """{"version":"2.1.0","warning":"UPDATE_OPTIONAL","features":["chat-relay"]}""")]
    [InlineData("audio-video-permissions, federation, incall-all, hello-v2", Hello, 200, 0, 500, """{"error":"UPDATE_REQUIRED","version":"2.1.0"}""")]
    [InlineData(All, Hello, 200, 60, 500, """{"error":"TIME_OUT_OF_SYNC"}""")]
    [InlineData(All, Hello, 200, -46, 500, """{"error":"TIME_OUT_OF_SYNC"}""")]
    [InlineData(All, "Welcome!", 200, 0, 500, """{"error":"JSON_INVALID"}""")]
    [InlineData(All, "[]", 200, 0, 500, """{"error":"JSON_INVALID"}""")]
    [InlineData(All, Hello, 502, 0, 500, """{"error":"502"}""")]
    public async Task What_is_wrong_with_a_server_is_said(string features, string body, int answers, int secondsOff, int status, string data)
    {
        await using var signaling = await KnockedAtAsync("http", features, body, answers, secondsOff);
        await using var config = await server.ConfigAsync(ConfigOf(signaling.Urls.Single().Replace("http", "ws", StringComparison.Ordinal)));

        var reply = await server.Admin().GetAsync($"{Path}/0");

        Assert.Equal((status, data), (reply.Status, reply.Data.GetRawText()));
    }

    [Fact]
    [Case("calls 54")]
    public async Task A_place_without_server_is_404_and_others_than_administrators_get_nowhere()
    {
        await using var config = await server.ConfigAsync(ConfigOf("http://127.0.0.1:1"));

        Assert.Equal("null", (await server.Admin().GetAsync($"{Path}/1")).Expect(404).Data.GetRawText());
        (await server.Admin().GetAsync($"{Path}/-1")).Expect(404);
        Assert.Equal("CAN_NOT_CONNECT", (await server.Admin().GetAsync($"{Path}/0")).Expect(500).Error);
        (await (await server.PersonAsync()).GetAsync($"{Path}/0")).Expect(403);
        (await server.Guest().GetAsync($"{Path}/0")).Expect(401);
    }

    [Fact]
    [Case("calls 54")]
    public async Task A_certificate_that_has_run_out_is_named_unless_certificates_do_not_matter()
    {
        await using var signaling = await KnockedAtAsync("https", All, Hello, answers: 200, secondsOff: 0);

        await using (await server.ConfigAsync(ConfigOf(signaling.Urls.Single())))
        {
            Assert.Equal("CERTIFICATE_EXPIRED", (await server.Admin().GetAsync($"{Path}/0")).Expect(500).Error);
        }

        await using (await server.ConfigAsync(ConfigOf(signaling.Urls.Single(), verify: false)))
        {
            (await server.Admin().GetAsync($"{Path}/0")).Expect(200);
        }
    }

    [Fact]
    [Case("calls 54")]
    public async Task The_packaged_server_is_told_to_be_too_old()
    {
        StandaloneSignaling.Need();
        await using var signaling = await StandaloneSignaling.StartAsync(server.Url, withNats: false);
        await using var config = await server.ConfigAsync(signaling.Config);

        Assert.Equal("TIME_OUT_OF_SYNC", (await server.Admin().GetAsync($"{Path}/0")).Expect(500).Error);

        server.Clock.Advance(TimeProvider.System.GetUtcNow() - server.Clock.GetUtcNow());
        Assert.Equal("UPDATE_REQUIRED", (await server.Admin().GetAsync($"{Path}/0")).Expect(500).Error);
    }

    private static (string Key, string Value) ConfigOf(string url, bool verify = true) =>
        ("signaling_servers", $$"""{"servers":[{"server":"{{url}}","verify":{{(verify ? "true" : "false")}}}],"secret":"s"}""");

    /// <summary>A server that says one thing; by TLS with a certificate that ran out yesterday.</summary>
    private async Task<WebApplication> KnockedAtAsync(string scheme, string features, string body, int answers, int secondsOff)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (scheme == "https") listen.UseHttps(Expired());
        }));
        var app = builder.Build();
        app.MapGet("/api/v1/welcome", async context =>
        {
            context.Response.StatusCode = answers;
            context.Response.Headers["X-Spreed-Signaling-Features"] = features;
            context.Response.Headers.Date = server.Clock.GetUtcNow().AddSeconds(secondsOff).ToString("R", CultureInfo.InvariantCulture);
            await context.Response.WriteAsync(body);
        });
        await app.StartAsync();
        return app;
    }

    private X509Certificate2 Expired()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var made = request.CreateSelfSigned(server.Clock.GetUtcNow().AddDays(-30), server.Clock.GetUtcNow().AddDays(-1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
