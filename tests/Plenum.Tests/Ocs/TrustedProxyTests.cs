using Microsoft.Extensions.Options;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

public sealed class TrustedProxyTests(ServerBehindProxy server) : IClassFixture<ServerBehindProxy>
{
    [Fact]
    [Case("platform T32")]
    public async Task A_trusted_proxy_is_believed_about_scheme_and_host()
    {
        var url = await UrlAsync(server, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "talk.example.org"));

        Assert.Equal("https://talk.example.org", url);
    }

    [Fact]
    public async Task Without_a_forwarded_host_the_host_as_sent_counts()
    {
        var url = await UrlAsync(server, ("X-Forwarded-Proto", "https"));

        Assert.Equal(server.Url.Replace("http://", "https://", StringComparison.Ordinal), url);
    }

    [Fact]
    public async Task Wrong_tries_count_against_the_nearest_hop_that_is_not_trusted()
    {
        var (near, far) = ("198.51.100.7", "203.0.113.9");
        await FailAsync($"{far}, {near}, 10.1.2.3");

        var networks = await server.FromDbAsync(db => Task.FromResult(db.Set<Plenum.Accounts.FailedAttempt>().Select(attempt => attempt.Network).ToArray()));

        Assert.Equal([near], networks);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("10.0.0.0/99")]
    [InlineData("127.0.0.1, example.org")]
    public void A_list_that_cannot_be_read_keeps_the_server_from_starting(string list)
    {
        Assert.Throws<OptionsValidationException>(() => PlenumHost.Build([$"--Plenum:TrustedProxies={list}"]));
    }

    private static async Task<string> UrlAsync(PlenumServer server, params (string Name, string Value)[] headers) =>
        (await server.Guest().SendAsync(HttpMethod.Get, "/ocs/v2.php/cloud/capabilities", null, headers))["capabilities"].GetProperty("theming").GetProperty("url").GetString()!;

    private Task<Reply> FailAsync(string forwardedFor) =>
        new TalkClient(server, "admin", "wrong").SendAsync(HttpMethod.Get, "/ocs/v2.php/cloud/capabilities", null, ("X-Forwarded-For", forwardedFor));
}

public sealed class UntrustedProxyTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("platform T33")]
    public async Task Nobody_else_is_believed()
    {
        var reply = await server.Guest().SendAsync(
            HttpMethod.Get, "/ocs/v2.php/cloud/capabilities", null, ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "talk.example.org"), ("X-Forwarded-For", "203.0.113.9"));

        Assert.Equal(server.Url, reply["capabilities"].GetProperty("theming").GetProperty("url").GetString());
    }
}
