using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class StatusTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Status_is_plain_json_with_the_keys_that_clients_read()
    {
        var reply = await server.Guest().GetAsync("/status.php");

        var status = JsonDocument.Parse(reply.Expect(200).Body).RootElement;
        Assert.Equal(
            ["installed", "maintenance", "needsDbUpgrade", "version", "versionstring", "edition", "productname", "extendedSupport"],
            status.EnumerateObject().Select(property => property.Name));
        Assert.True(status.GetProperty("installed").GetBoolean());
        Assert.False(status.GetProperty("maintenance").GetBoolean());
        Assert.Equal("35.0.0.0", status.GetProperty("version").GetString());
        Assert.Equal("35.0.0", status.GetProperty("versionstring").GetString());
    }

    [Fact]
    public async Task Status_may_be_read_from_other_origins()
    {
        var reply = await server.Guest().GetAsync("/status.php");

        Assert.Equal("*", reply.Headers["Access-Control-Allow-Origin"]);
    }

    [Fact]
    public async Task Status_asks_nobody_who_they_are()
    {
        var stranger = new TalkClient(server, "nobody", "wrong");

        var reply = await stranger.GetAsync("/status.php");

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Health_says_that_all_is_well()
    {
        var reply = await server.Guest().GetAsync("/healthz");

        Assert.Equal((200, """{"status":"ok","database":"ok","backplane":"ok","dueWork":"ok","disk":"ok","signaling":"ok","reasons":[]}"""), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task The_logo_that_capabilities_name_is_there_and_may_be_kept_for_a_day()
    {
        var capabilities = await server.Guest().GetAsync("/ocs/v2.php/cloud/capabilities");
        var logo = new Uri(capabilities["capabilities"].GetProperty("theming").GetProperty("logo").GetString()!);

        var reply = await server.Guest().GetAsync(logo.AbsolutePath);

        Assert.StartsWith(server.Url, logo.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal((200, "image/svg+xml"), (reply.Status, reply.Headers["Content-Type"].Split(';')[0]));
        Assert.Contains("max-age=86400", reply.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.DoesNotContain("no-store", reply.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal((server.Clock.GetUtcNow() + TimeSpan.FromDays(1)).ToString("R"), reply.Headers["Expires"]);
    }

    [Fact]
    public async Task Every_answer_carries_the_protective_headers()
    {
        var reply = await server.Guest().GetAsync("/status.php");

        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Equal("SAMEORIGIN", reply.Headers["X-Frame-Options"]);
        Assert.Equal("noindex, nofollow", reply.Headers["X-Robots-Tag"]);
        Assert.Equal("no-referrer", reply.Headers["Referrer-Policy"]);
        Assert.Equal("none", reply.Headers["X-Permitted-Cross-Domain-Policies"]);
        Assert.NotEmpty(reply.Headers["X-Request-Id"]);
        Assert.Contains("no-store", reply.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.DoesNotContain("Server", reply.Headers.Keys);
    }
}
