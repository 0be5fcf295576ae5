using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Tests.Testing;
using Plenum.Webinars;

namespace Plenum.Tests.Signaling;

public sealed class SettingsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Path = "v3/signaling/settings";
    private static readonly (string, string) External = ("signaling_servers", """{"servers":[{"server":"wss://one.example.org/"},{"server":"wss://two.example.org"}],"secret":"s"}""");

    [Fact]
    [Case("calls 46")]
    public async Task Where_clients_poll_the_mode_is_internal()
    {
        var ada = await server.PersonAsync("ada");
        await using var config = await server.ConfigAsync(("signaling_mode", "internal"));

        var reply = (await ada.GetAsync(Path)).Expect(200);

        Assert.Equal(
            ["signalingMode", "userId", "hideWarning", "server", "federation", "stunservers", "turnservers", "sipDialinInfo"],
            reply.Data.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("internal", ada.User, "", ""), (reply.Text("signalingMode"), reply.Text("userId"), reply.Text("server"), reply.Text("sipDialinInfo")));
        Assert.Equal((false, JsonValueKind.Null), (reply["hideWarning"].GetBoolean(), reply["federation"].ValueKind));
    }

    [Fact]
    [Case("calls 47")]
    public async Task With_one_clients_learn_where_the_first_is_and_get_something_to_show()
    {
        var ada = await server.PersonAsync("ada");
        await using var config = await server.ConfigAsync(External);

        var reply = (await ada.GetAsync(Path)).Expect(200);

        Assert.Equal(("external", "wss://one.example.org/", true), (reply.Text("signalingMode"), reply.Text("server"), reply["hideWarning"].GetBoolean()));
        var hello = reply["helloAuthParams"];
        Assert.Equal(["1.0", "2.0"], hello.EnumerateObject().Select(version => version.Name));
        Assert.Equal((ada.User, reply.Text("ticket")), (hello.GetProperty("1.0").GetProperty("userid").GetString(), hello.GetProperty("1.0").GetProperty("ticket").GetString()));
        Assert.Matches($"^[A-Za-z0-9]{{16}}:{server.Clock.Unix}:{ada.User}:[0-9a-f]{{64}}$", reply.Text("ticket"));
    }

    [Fact]
    [Case("calls 48")]
    public async Task A_guest_has_no_name_in_what_it_shows()
    {
        var room = await server.StageAsync(await server.PersonAsync("ada"), ConversationType.Public);
        await using var config = await server.ConfigAsync(External);

        var reply = (await server.Guest().GetAsync($"{Path}?token={room.Token}")).Expect(200);

        Assert.Equal(JsonValueKind.Null, reply["userId"].ValueKind);
        Assert.Equal("", reply["helloAuthParams"].GetProperty("1.0").GetProperty("userid").GetString());
        Assert.Matches($"^[A-Za-z0-9]{{16}}:{server.Clock.Unix}::[0-9a-f]{{64}}$", reply.Text("ticket"));
        var claims = Jwt.Of(reply["helloAuthParams"].GetProperty("2.0").GetProperty("token").GetString()!).Claims;
        Assert.False(claims.TryGetProperty("sub", out _));
        Assert.False(claims.TryGetProperty("userdata", out _));
    }

    [Fact]
    [Case("calls 48")]
    public async Task A_guest_has_to_name_a_conversation_that_it_can_see()
    {
        var closed = await server.StageAsync(await server.PersonAsync("ada"));
        var guest = server.Guest();

        (await guest.GetAsync(Path)).Expect(404);
        (await guest.GetAsync($"{Path}?token=nothere1")).Expect(404);
        (await guest.GetAsync($"{Path}?token={closed.Token}")).Expect(404);
    }

    [Fact]
    public async Task An_account_may_name_one_and_then_it_has_to_be_there()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        (await ada.GetAsync($"{Path}?token={room.Token}")).Expect(200);
        (await ada.GetAsync($"{Path}?token=nothere1")).Expect(404);
    }

    [Fact]
    public async Task Whoever_waits_in_the_lobby_may_connect()
    {
        var room = await server.StageAsync(await server.PersonAsync("ada"), ConversationType.Public, with: conversation => conversation.LobbyState = LobbyState.NonModerators);
        var gil = await room.GuestAsync();

        (await gil.GetAsync($"{Path}?token={room.Token}")).Expect(200);
    }

    [Fact]
    [Case("calls 50")]
    public async Task The_default_stun_server_is_left_out_where_there_is_no_internet()
    {
        var ada = await server.PersonAsync("ada");
        var before = (await ada.GetAsync(Path))["stunservers"].GetRawText();
        await using var config = await server.AppConfigAsync(TalkConfigStore.Server, ("has_internet_connection", "0"));

        var after = (await ada.GetAsync(Path))["stunservers"].GetRawText();

        Assert.Equal(("""[{"urls":["stun:stun.nextcloud.com:443"]}]""", "[]"), (before, after));
    }

    [Fact]
    public async Task Relays_come_with_credentials_for_a_day()
    {
        var ada = await server.PersonAsync("ada");
        await using var config = await server.ConfigAsync(
            ("stun_servers", """["stun.example.org:3478","other.example.org:443"]"""),
            ("turn_servers", """[{"schemes":"turn","server":"turn.example.org:3478","secret":"s3cret","protocols":"udp"}]"""));

        var reply = await ada.GetAsync(Path);

        Assert.Equal("""[{"urls":["stun:stun.example.org:3478","stun:other.example.org:443"]}]""", reply["stunservers"].GetRawText());
        var turn = reply["turnservers"][0];
        Assert.Equal("""["turn:turn.example.org:3478?transport=udp"]""", turn.GetProperty("urls").GetRawText());
        Assert.Matches($"^{server.Clock.Unix + 86400}:[A-Za-z0-9]{{16}}$", turn.GetProperty("username").GetString());
    }

    [Fact]
    [Case("calls 53")]
    public async Task A_server_that_cannot_prove_itself_is_401()
    {
        await using var config = await server.WithSipAsync(("recording_servers", """{"servers":[{"server":"https://rec.example.org"}],"secret":"recording"}"""));
        var random = new string('r', 64);

        (await AskAsync("Talk-SIPBridge", random, "00")).Expect(401);
        (await AskAsync("Talk-Recording", random, "00")).Expect(401);
        (await AskAsync("Talk-SIPBridge", random, SipSignatureRules.Checksum(random, PlenumServer.SipSecret, ""))).Expect(200);
        var recording = (await AskAsync("Talk-Recording", random, SipSignatureRules.Checksum(random, "recording", ""))).Expect(200);

        Assert.Equal(("+49 30 1234567", JsonValueKind.Null), (recording.Text("sipDialinInfo"), recording["userId"].ValueKind));
    }

    [Fact]
    public async Task The_bridge_signs_the_conversation_it_asks_about()
    {
        var room = await server.StageAsync(await server.PersonAsync("ada"));
        await using var config = await server.WithSipAsync();
        var random = new string('r', 64);

        (await AskAsync("Talk-SIPBridge", random, SipSignatureRules.Checksum(random, PlenumServer.SipSecret, room.Token), room.Token)).Expect(200);
        (await AskAsync("Talk-SIPBridge", random, SipSignatureRules.Checksum(random, PlenumServer.SipSecret, ""), room.Token)).Expect(401);
        (await AskAsync("Talk-SIPBridge", random, SipSignatureRules.Checksum(random, PlenumServer.SipSecret, "nothere1"), "nothere1")).Expect(404);
    }

    [Fact]
    public async Task Keys_are_made_once_however_many_ask_first()
    {
        await using var config = await server.ConfigAsync(External);
        var people = new List<TalkClient>();
        for (var i = 0; i < 4; i++) people.Add(await server.PersonAsync("ada"));

        var replies = await Task.WhenAll(people.Concat(people).Select(person => person.GetAsync(Path)));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        var key = (await people[0].GetAsync("/ocs/v2.php/cloud/capabilities"))["capabilities"].GetProperty("spreed").GetProperty("config").GetProperty("signaling").GetProperty("hello-v2-token-key").GetString()!;
        Assert.All(replies, reply => Assert.True(Jwt.Of(reply["helloAuthParams"].GetProperty("2.0").GetProperty("token").GetString()!).IsSignedBy(key, "ES256")));
        var ids = people.ConvertAll(person => person.User);
        Assert.Equal(4, await server.FromDbAsync(db => db.UserPreferences.CountAsync(preference => ids.Contains(preference.AccountId) && preference.Key == "signaling_ticket_secret")));
    }

    [Theory]
    [Case("calls 52")]
    [InlineData("", "ES256")]
    [InlineData("ES384", "ES384")]
    [InlineData("RS256", "RS256")]
    [InlineData("RS512", "RS512")]
    [InlineData("none", "ES256")]
    public async Task A_hello_token_lives_a_minute_and_is_signed_as_configured(string setting, string expected)
    {
        var ada = await server.PersonAsync("ada");
        await using var config = await server.ConfigAsync(External, ("signaling_token_alg", setting));

        var token = Jwt.Of((await ada.GetAsync(Path))["helloAuthParams"].GetProperty("2.0").GetProperty("token").GetString()!);

        var capabilities = (await server.Guest().GetAsync("/ocs/v2.php/cloud/capabilities"))["capabilities"].GetProperty("spreed").GetProperty("config").GetProperty("signaling");
        Assert.True(token.IsSignedBy(capabilities.GetProperty("hello-v2-token-key").GetString()!, expected));
        Assert.Equal(
            (expected, $"{server.Url}/", server.Clock.Unix, server.Clock.Unix + 60, ada.User, "Ada"),
            (token.Algorithm,
                token.Claims.GetProperty("iss").GetString(),
                token.Claims.GetProperty("iat").GetInt64(),
                token.Claims.GetProperty("exp").GetInt64(),
                token.Claims.GetProperty("sub").GetString(),
                token.Claims.GetProperty("userdata").GetProperty("displayname").GetString()));
    }

    private Task<Reply> AskAsync(string who, string random, string checksum, string token = "") =>
        server.Guest().SendAsync(HttpMethod.Get, token.Length == 0 ? Path : $"{Path}?token={token}", body: null, ($"{who}-Random", random), ($"{who}-Checksum", checksum));
}
