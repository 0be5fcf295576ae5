using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>Who is taken for the SIP bridge, on every route it has, and in which order that is found out.</summary>
public sealed class SipBridgeGuardTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Unknown = "9876543210";

    /// <summary>Method, path after the token, body, what an unconfigured server says.</summary>
    public static TheoryData<string, string, string, int> Routes => new()
    {
        { "POST", "verify-dialin", """{"pin":"1234567"}""", 501 },
        { "GET", "pin/1234567", "", 501 },
        { "POST", "open-dial-in", "", 401 },
        { "POST", "verify-dialout", """{"number":"+491601231212","options":{"actorId":"a","actorType":"phones"}}""", 501 },
        { "DELETE", "rejected-dialout", """{"callId":"c","options":{"attendeeId":1}}""", 501 },
    };

    /// <summary>The same routes, once for each way to get the signature wrong.</summary>
    public static TheoryData<string, string, string, string> Forgeries()
    {
        var all = new TheoryData<string, string, string, string>();
        foreach (var forgery in new[] { "none", "short random", "random missing", "checksum missing", "wrong secret", "other token", "other random", "one digit" })
        {
            foreach (var route in Routes) all.Add(route.Data.Item1, route.Data.Item2, route.Data.Item3, forgery);
            all.Add("POST", "direct-dial-in", """{"phoneNumber":"+4930123456","caller":"c"}""", forgery);
            if (forgery != "none") all.Add("GET", "", "", forgery);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    [Case("webinars P22", "webinars P23", "webinars I18")]
    public async Task Without_the_right_signature_every_route_is_401(string method, string route, string json, string forgery)
    {
        await using var config = await server.WithSipAsync(("sip_dialout", "yes"));
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreatePublicAsync();
        await owner.SetSipAsync(group.Token, 2);
        var heard = server.Record();

        var reply = await SendAsync(method, PathOf(group.Token, route), json, Forge(forgery, route == "direct-dial-in" ? "+4930123456" : group.Token));

        Assert.Equal((401, 401, "null"), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32(), reply.Data.GetRawText()));
        Assert.Empty(heard.About(group.Token));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    [Case("webinars I18")]
    public async Task An_unknown_conversation_comes_before_everything_else(string method, string route, string json, int unconfigured)
    {
        var withoutSip = await SendAsync(method, PathOf(Unknown, route), json, []);
        await using var config = await server.WithSipAsync(("sip_dialout", "yes"));
        var unsigned = await SendAsync(method, PathOf(Unknown, route), json, []);
        var signed = await SendAsync(method, PathOf(Unknown, route), json, Telephone.SignatureOf(Unknown));

        Assert.Equal((404, 404, 404), (withoutSip.Status, unsigned.Status, signed.Status));
        Assert.Contains(unconfigured, new[] { 401, 501 });
    }

    [Theory]
    [MemberData(nameof(Routes))]
    [Case("webinars P21")]
    public async Task Without_sip_on_the_server_the_signature_is_not_looked_at(string method, string route, string json, int unconfigured)
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreatePublicAsync();

        var unsigned = await SendAsync(method, PathOf(group.Token, route), json, []);
        var signed = await SendAsync(method, PathOf(group.Token, route), json, Telephone.SignatureOf(group.Token));

        Assert.Equal((unconfigured, unconfigured, "null"), (unsigned.Status, signed.Status, signed.Data.GetRawText()));
    }

    [Theory]
    [InlineData("sip_bridge_shared_secret", PlenumServer.SipSecret)]
    [InlineData("sip_bridge_dialin_info", "+49 30 1234567")]
    [Case("webinars P21")]
    public async Task Half_a_configuration_is_none(string key, string value)
    {
        await using var config = await server.ConfigAsync((key, value));
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreatePublicAsync();
        await server.ChangeAsync(group.Token, conversation => conversation.SipEnabled = SipState.WithoutPin);

        var verify = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin = "1234567" });
        var open = await server.BridgeAsync(HttpMethod.Post, group.Token, "open-dial-in");

        Assert.Equal(501, verify.Status);
        Assert.Equal(key == "sip_bridge_shared_secret" ? 400 : 401, open.Status);
    }

    [Fact]
    [Case("webinars P21")]
    public async Task Without_sip_nobodys_number_is_looked_for()
    {
        var reply = await server.SignedAsync(HttpMethod.Post, "v4/room/direct-dial-in", "+4930123456", new { phoneNumber = "+4930123456", caller = "Ida" });

        Assert.Equal((501, "null"), (reply.Status, reply.Data.GetRawText()));
    }

    [Theory]
    [InlineData("verify-dialout")]
    [InlineData("rejected-dialout")]
    [Case("webinars P21")]
    public async Task Without_dial_out_its_routes_are_501(string route)
    {
        await using var config = await server.WithSipAsync(("sip_dialout", "no"));
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreatePublicAsync();

        var reply = await server.BridgeAsync(route == "verify-dialout" ? HttpMethod.Post : HttpMethod.Delete, group.Token, route, new { number = "+49", callId = "c" });

        Assert.Equal((501, "null"), (reply.Status, reply.Data.GetRawText()));
    }

    [Fact]
    [Case("webinars I18")]
    public async Task A_forger_does_not_learn_which_pin_is_right()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        var pin = (await owner.SetSipAsync(group.Token, 1)).Data.Text("attendeePin");

        var right = await SendAsync("POST", PathOf(group.Token, "verify-dialin"), $$"""{"pin":"{{pin}}"}""", Forge("wrong secret", group.Token));
        var wrong = await SendAsync("POST", PathOf(group.Token, "verify-dialin"), """{"pin":"1"}""", Forge("wrong secret", group.Token));
        var none = await SendAsync("POST", PathOf(group.Token, "verify-dialin"), "{}", Forge("wrong secret", group.Token));

        Assert.Equal((right.Body, wrong.Body), (wrong.Body, none.Body));
        Assert.Equal(401, right.Status);
    }

    [Fact]
    [Case("webinars P24")]
    public async Task A_checksum_in_upper_case_is_accepted()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        var headers = Telephone.SignatureOf(group.Token).Select(header => (header.Name, header.Value.ToUpperInvariant())).ToArray();
        headers[0] = Telephone.SignatureOf(group.Token)[0];

        var reply = await SendAsync("GET", PathOf(group.Token, ""), "", headers);

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task On_version_1_a_wrong_signature_is_200_with_code_401()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await SendAsync("POST", $"/ocs/v1.php/apps/spreed/api/v4/room/{group.Token}/verify-dialin", """{"pin":"1"}""", Forge("wrong secret", group.Token));

        Assert.Equal((200, 401), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32()));
    }

    [Fact]
    public async Task Other_routes_do_not_look_at_the_headers()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var mine = await owner.SendAsync(HttpMethod.Get, $"v4/room/{group.Token}/participants", body: null, Forge("wrong secret", group.Token));
        var bridge = await SendAsync("GET", PathOf(group.Token, "participants"), "", Telephone.SignatureOf(group.Token));

        Assert.Equal((200, 404), (mine.Status, bridge.Status));
    }

    private static string PathOf(string token, string route) => route switch
    {
        "direct-dial-in" => "v4/room/direct-dial-in",
        "" => $"v4/room/{token}",
        _ => $"v4/room/{token}/{route}",
    };

    private async Task<Reply> SendAsync(string method, string path, string json, (string Name, string Value)[] headers)
    {
        using var bridge = server.Guest();
        return await bridge.SendAsync(new HttpMethod(method), path, json.Length == 0 ? null : new StringContent(json, null, "application/json"), headers);
    }

    private static (string Name, string Value)[] Forge(string how, string signed)
    {
        var (random, checksum) = (Telephone.SignatureOf(signed)[0], Telephone.SignatureOf(signed)[1]);
        return how switch
        {
            "none" => [],
            "short random" => Telephone.SignatureOf(signed, random: new string('r', 31)),
            "random missing" => [checksum],
            "checksum missing" => [random],
            "wrong secret" => Telephone.SignatureOf(signed, secret: "0000000000000000"),
            "other token" => Telephone.SignatureOf("4712035987"),
            "other random" => [(random.Name, new string('r', 32)), checksum],
            "one digit" => [random, (checksum.Name, (checksum.Value[0] == '0' ? '1' : '0') + checksum.Value[1..])],
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
    }
}

/// <summary>Guessing the bridge's secret gets slow and then impossible.</summary>
public sealed class SipBridgeBruteForceTests(ProtectedServer server) : IClassFixture<ProtectedServer>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(server.InDbAsync(db => db.FailedAttempts.ExecuteDeleteAsync()));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Case("webinars P23")]
    public async Task Every_wrong_signature_counts_and_after_ten_the_door_is_closed()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        using var forger = server.Guest();
        var group = await owner.CreateGroupAsync();
        var statuses = new List<int>();

        for (var i = 0; i < BruteForce.Limit; i++) statuses.Add((await forger.PostAsync($"v4/room/{group.Token}/verify-dialin", new { pin = "1" })).Status);
        var eleventh = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin = "1" });
        server.Clock.Advance(BruteForce.ClosedFor + TimeSpan.FromSeconds(1));
        var later = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin = "1" });

        Assert.All(statuses, status => Assert.Equal(401, status));
        Assert.Equal((429, 404), (eleventh.Status, later.Status));
    }

    [Fact]
    [Case("webinars P23")]
    public async Task A_wrong_signature_on_the_room_itself_counts_as_well()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        using var forger = server.Guest();
        var group = await owner.CreateGroupAsync();

        await forger.SendAsync(HttpMethod.Get, $"v4/room/{group.Token}", body: null, Telephone.SignatureOf(group.Token, secret: "wrong"));

        Assert.Equal([Protects.SipBridgeSecret], await AttemptsAsync());
    }

    [Fact]
    public async Task Trying_out_tokens_without_a_signature_counts_as_well()
    {
        await using var config = await server.WithSipAsync();
        using var forger = server.Guest();

        await forger.PostAsync("v4/room/9876543210/open-dial-in");

        Assert.Equal([Protects.SipBridgeSecret], await AttemptsAsync());
    }

    [Fact]
    public async Task What_callers_mistype_does_not_count_against_the_bridge()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        await server.BridgeAsync(HttpMethod.Get, "9876543210", "");
        await server.BridgeAsync(HttpMethod.Post, "9876543210", "open-dial-in");
        await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin = "1" });

        Assert.Empty(await AttemptsAsync());
    }

    [Fact]
    public async Task A_right_signature_forgets_the_wrong_ones()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        using var forger = server.Guest();
        var group = await owner.CreateGroupAsync();
        await forger.PostAsync($"v4/room/{group.Token}/open-dial-in");

        await server.BridgeAsync(HttpMethod.Get, group.Token, "");

        Assert.Empty(await AttemptsAsync());
    }

    private Task<string[]> AttemptsAsync() => server.FromDbAsync(db => db.FailedAttempts.Select(attempt => attempt.Action).ToArrayAsync());
}
