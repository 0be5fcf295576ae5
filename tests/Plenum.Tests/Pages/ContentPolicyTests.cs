using Plenum.Pages;
using Plenum.Settings;

namespace Plenum.Tests.Pages;

public sealed class ContentPolicyTests
{
    [Theory]
    [InlineData("https://signal.example.org/spreed", " wss://signal.example.org;")]
    [InlineData("wss://signal.example.org:8443", " wss://signal.example.org:8443;")]
    [InlineData("http://10.0.0.5:8088/", " ws://10.0.0.5:8088;")]
    [InlineData("ftp://signal.example.org", " wss://plenum.example.org;")]
    [InlineData("not an address", " wss://plenum.example.org;")]
    [InlineData("https://a.example.org; script-src *", " wss://plenum.example.org;")]
    public void Sockets_of_signaling_servers_are_allowed_and_nothing_else_that_is_set_up_there(string server, string end)
    {
        var policy = ContentPolicy.For("plenum.example.org", new ServerList([new ServerList.Entry(server)], "secret"));

        Assert.Contains($"connect-src 'self' ws://plenum.example.org wss://plenum.example.org{(end.Contains("plenum", StringComparison.Ordinal) ? ";" : end)}", policy);
        Assert.DoesNotContain("*", policy);
    }
}
