using System.Text.Json;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class ServerCommandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Stun_servers_come_and_go_and_the_default_comes_back()
    {
        var initial = await server.CommandAsync("talk:stun:list", "--output", "json");
        var added = await server.CommandAsync("talk:stun:add", "stun.example.org:3478");
        var duplicate = await server.CommandAsync("talk:stun:add", "STUN.example.org:3478");
        var listed = await server.CommandAsync("talk:stun:list", "--output", "json");
        var deleted = await server.CommandAsync("talk:stun:delete", "stun.example.org:3478");
        var again = await server.CommandAsync("talk:stun:delete", "stun.example.org:3478");
        var final = await server.CommandAsync("talk:stun:list");

        Assert.Equal((0, 1, 0, 1), (added.Code, duplicate.Code, deleted.Code, again.Code));
        Assert.Equal($"""["{RelayServers.DefaultStun}"]""", initial.Output.Trim());
        Assert.Equal("""["stun.example.org:3478"]""", listed.Output.Trim());
        Assert.Equal($"  - {RelayServers.DefaultStun}", final.Lines.Single());
    }

    [Theory]
    [InlineData("stun.example.org:3478", true)]
    [InlineData("192.0.2.1:443", true)]
    [InlineData("[2001:db8::1]:443", true)]
    [InlineData("stun.example.org", false)]
    [InlineData("stun.example.org:", false)]
    [InlineData("stun.example.org:70000", false)]
    [InlineData("stun.example.org:0", false)]
    [InlineData("https://stun.example.org:443", false)]
    [InlineData("stun.example.org:443/path", false)]
    [InlineData(":443", false)]
    [InlineData("", false)]
    public async Task Only_a_host_with_a_port_is_a_server(string address, bool isServer)
    {
        var added = await server.CommandAsync("talk:stun:add", address);
        if (added.Code == 0) await server.CommandAsync("talk:stun:delete", address);

        Assert.Equal(isServer ? 0 : 1, added.Code);
    }

    [Theory]
    [Case("platform T87")]
    [InlineData]
    [InlineData("--secret", "x", "--generate-secret")]
    [InlineData("--secret", "")]
    public async Task A_turn_server_has_one_secret(params string[] secrets)
    {
        var answer = await server.CommandAsync(["talk:turn:add", "turn", "turn.example.org:3478", "udp,tcp", .. secrets]);

        Assert.Equal((1, "[]"), (answer.Code, (await server.CommandAsync("talk:turn:list", "--output", "json")).Output.Trim()));
    }

    [Fact]
    public async Task Turn_servers_come_and_go()
    {
        string[] one = ["turn,turns", "turn.example.org:443", "tcp"];

        var added = await server.CommandAsync(["talk:turn:add", .. one, "--secret", "shared"]);
        var duplicate = await server.CommandAsync(["talk:turn:add", .. one, "--generate-secret"]);
        var generated = await server.CommandAsync("talk:turn:add", "turn", "turn.example.org:443", "udp", "--generate-secret");
        var listed = JsonDocument.Parse((await server.CommandAsync("talk:turn:list", "--output", "json")).Output).RootElement;
        var table = await server.CommandAsync("talk:turn:list");
        var deleted = await server.CommandAsync(["talk:turn:delete", .. one]);
        var again = await server.CommandAsync(["talk:turn:delete", .. one]);
        await server.CommandAsync("talk:turn:delete", "turn", "turn.example.org:443", "udp");

        Assert.Equal((0, 1, 0, 0, 1), (added.Code, duplicate.Code, generated.Code, deleted.Code, again.Code));
        Assert.Equal("""{"schemes":"turn,turns","server":"turn.example.org:443","secret":"shared","protocols":"tcp"}""", listed[0].GetRawText());
        Assert.Equal(64, listed[1].GetProperty("secret").GetString()!.Length);
        Assert.Contains("turn.example.org:443", table.Output);
    }

    [Theory]
    [InlineData("stun", "turn.example.org:443", "udp")]
    [InlineData("turn", "turn.example.org:443", "sctp")]
    [InlineData("turn", "turn.example.org", "udp")]
    public async Task What_is_no_turn_server_is_refused(string schemes, string address, string protocols)
    {
        Assert.Equal(1, (await server.CommandAsync("talk:turn:add", schemes, address, protocols, "--secret", "x")).Code);
    }

    [Fact]
    public async Task Signaling_servers_share_the_last_secret()
    {
        await server.CommandAsync("talk:signaling:add", "wss://one.example.org", "first", "--verify");
        await server.CommandAsync("talk:signaling:add", "wss://two.example.org", "second");
        var listed = await server.CommandAsync("talk:signaling:list", "--output", "json");
        var table = await server.CommandAsync("talk:signaling:list");
        var deleted = await server.CommandAsync("talk:signaling:delete", "wss://one.example.org");
        var again = await server.CommandAsync("talk:signaling:delete", "wss://one.example.org");
        var left = await server.CommandAsync("config:app:get", "spreed", "signaling_servers");
        await server.CommandAsync("config:app:delete", "spreed", "signaling_servers");

        Assert.Equal("""{"servers":[{"server":"wss://one.example.org","verify":true},{"server":"wss://two.example.org","verify":false}],"secret":"second"}""", listed.Output.Trim());
        Assert.Contains("Secret: second", table.Lines);
        Assert.Equal((0, 1), (deleted.Code, again.Code));
        Assert.Equal("""{"servers":[{"server":"wss://two.example.org","verify":false}],"secret":"second"}""", left.Output.Trim());
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("RS256")]
    public async Task A_public_key_that_does_not_belong_to_the_private_one_is_found_and_replaced(string algorithm)
    {
        await server.CommandAsync("config:app:set", "spreed", "signaling_token_alg", "--value", algorithm);
        var key = $"signaling_token_pubkey_{algorithm.ToLowerInvariant()}";
        var fresh = await server.CommandAsync("talk:signaling:verify-keys");
        var right = await server.CommandAsync("config:app:get", "spreed", key);
        await server.CommandAsync("config:app:set", "spreed", key, "--value", "another key");
        var wrong = await server.CommandAsync("talk:signaling:verify-keys");
        var update = await server.CommandAsync("talk:signaling:verify-keys", "--update");
        var after = await server.CommandAsync("config:app:get", "spreed", key);
        await server.CommandAsync("config:app:delete", "spreed", "signaling_token_alg");

        Assert.Equal((0, $"The stored public key of {algorithm} belongs to the private key."), (fresh.Code, fresh.Output.Trim()));
        Assert.Equal((1, 0), (wrong.Code, update.Code));
        Assert.Equal(right.Output.Trim(), after.Output.Trim());
        Assert.Equal(0, (await server.CommandAsync("talk:signaling:verify-keys")).Code);
    }

    [Theory]
    [InlineData("signaling.example.org", "secret")]
    [InlineData("ftp://signaling.example.org", "secret")]
    [InlineData("wss://signaling.example.org", "")]
    public async Task What_is_no_signaling_server_is_refused(string address, string secret)
    {
        Assert.Equal(1, (await server.CommandAsync("talk:signaling:add", address, secret)).Code);
    }
}
