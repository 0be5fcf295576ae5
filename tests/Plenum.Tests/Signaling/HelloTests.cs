using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Settings;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class HelloTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    [Case("calls 47")]
    public async Task The_server_is_announced_as_one_of_its_own()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.GetAsync("v3/signaling/settings");

        Assert.Equal(("external", $"{server.Url}/standalone-signaling"), (reply.Text("signalingMode"), reply.Text("server")));
        (await ada.PullAsync("abcd1234")).Expect(400);
    }

    [Fact]
    public async Task Something_that_is_no_web_socket_is_400()
    {
        (await server.Guest().GetAsync("/standalone-signaling/spreed")).Expect(400);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("2.0")]
    [Case("calls 77", "calls 78", "calls 79")]
    public async Task Hello_says_who_one_is(string version)
    {
        var ada = await server.PersonAsync("ada");
        await using var client = await SignalingClient.ConnectAsync(server);

        var reply = await client.HelloAsync(version, await client.ParamsAsync(ada, version), version == "2.0" ? server.Url : null);

        var hello = reply.GetProperty("hello");
        Assert.Equal((version, ada.User), (hello.GetProperty("version").GetString(), hello.GetProperty("userid").GetString()));
        Assert.NotEqual(client.SessionId, client.ResumeId);
        Assert.Contains("switchto", hello.GetProperty("server").GetProperty("features").EnumerateArray().Select(feature => feature.GetString()));
        Assert.NotEmpty(hello.GetProperty("server").GetProperty("version").GetString()!);
    }

    [Fact]
    [Case("calls 51", "calls 79")]
    public async Task Who_cannot_prove_it_gets_an_error_and_may_try_again()
    {
        var ada = await server.PersonAsync("ada");
        await using var client = await SignalingClient.ConnectAsync(server);
        var ticket = (await client.ParamsAsync(ada, "1.0")).GetProperty("ticket").GetString()!;
        var bob = await server.PersonAsync("bob");
        await client.ParamsAsync(bob, "1.0");

        Assert.Equal("invalid_ticket", Code(await client.HelloAsync("1.0", new { userid = ada.User, ticket = ticket[..^1] + (ticket[^1] == '0' ? '1' : '0') })));
        Assert.Equal("invalid_ticket", Code(await client.HelloAsync("1.0", new { userid = bob.User, ticket })));
        Assert.Equal("no_such_user", Code(await client.HelloAsync("1.0", new { userid = "nobody", ticket })));
        Assert.Equal("invalid_hello_version", Code(await client.HelloAsync("3.0", new { })));
        Assert.Equal("invalid_backend", Code(await client.HelloAsync("1.0", new { userid = ada.User, ticket }, "https://other.example.org/")));
        Assert.Equal("invalid_token", Code(await client.HelloAsync("2.0", new { token = "x.y.z" })));
        Assert.Equal("invalid_format", Code(await client.AskAsync("hello", new { version = "1.0" })));
        Assert.Equal("invalid_client_type", Code(await client.AskAsync("hello", new { version = "1.0", auth = new { type = "internal", @params = new { } } })));
        Assert.Equal("hello", (await client.HelloAsync("1.0", new { userid = ada.User, ticket })).GetProperty("type").GetString());
    }

    [Fact]
    [Case("calls 76")]
    public async Task What_cannot_be_understood_is_answered_with_an_error()
    {
        await using var client = await SignalingClient.ConnectAsync(server);

        Assert.Equal("hello_expected", Code(await client.AskAsync("room", new { roomid = "abcd1234" })));
        await client.SayAsync("{}"u8.ToArray(), WebSocketMessageType.Binary);
        Assert.Equal("invalid_format", Code(await client.HearAsync()));
        foreach (var bad in new[] { "nonsense", "[]", "{}", """{"type":7}""", """{"type":"hello"}""", """{"type":"hello","type":"hello"}""" })
        {
            await client.SayAsync(System.Text.Encoding.UTF8.GetBytes(bad), WebSocketMessageType.Text);
            Assert.Equal("invalid_format", Code(await client.HearAsync()));
        }
    }

    [Fact]
    [Case("calls 76")]
    public async Task A_message_that_is_too_long_closes_the_socket()
    {
        await using var client = await SignalingClient.ConnectAsync(server);

        await client.SayAsync(new byte[70 * 1024], WebSocketMessageType.Text);

        await client.ClosedAsync();
    }

    [Fact]
    [Case("calls 75")]
    public async Task Who_does_not_say_hello_in_time_is_sent_away()
    {
        await using var client = await SignalingClient.ConnectAsync(server);

        server.Clock.Advance(TimeSpan.FromSeconds(2));

        var bye = await client.HearAsync();
        Assert.Equal(("bye", "hello_timeout"), (bye.GetProperty("type").GetString(), bye.GetProperty("bye").GetProperty("reason").GetString()));
        await client.ClosedAsync();
    }

    [Fact]
    [Case("calls 81")]
    public async Task A_guest_has_to_join_a_room_in_time()
    {
        var room = await server.StageAsync(await server.PersonAsync("ada"), Meetings.ConversationType.Public);
        await using var client = await SignalingClient.GreetAsync(server, server.Guest(), room.Token);

        server.Clock.Advance(SocketHub.GuestsJoinWithin);

        Assert.Equal("room_join_timeout", (await client.HearAsync()).GetProperty("bye").GetProperty("reason").GetString());
    }

    [Fact]
    [Case("calls 87")]
    public async Task Who_says_goodbye_cannot_resume()
    {
        await using var client = await SignalingClient.GreetAsync(server, await server.PersonAsync("ada"));
        Assert.Equal("bye", (await client.AskAsync("bye", new { })).GetProperty("type").GetString());
        await client.ClosedAsync();
        await using var next = await SignalingClient.ConnectAsync(server);

        Assert.Equal("no_such_session", Code(await next.ResumeAsync(client.ResumeId)));
    }

    [Fact]
    [Case("calls 86")]
    public async Task The_public_id_resumes_nothing()
    {
        await using var client = await SignalingClient.GreetAsync(server, await server.PersonAsync("ada"));
        await using var thief = await SignalingClient.ConnectAsync(server);

        Assert.Equal("no_such_session", Code(await thief.ResumeAsync(client.SessionId)));
    }

    [Fact]
    [Case("calls 86")]
    public async Task Guessing_at_sessions_is_stopped_coming_too_late_is_not()
    {
        await using var client = await SignalingClient.GreetAsync(server, await server.PersonAsync("ada"));
        await client.AskAsync("bye", new { });
        await using var other = await SignalingClient.ConnectAsync(server);
        for (var i = 0; i < 11; i++) Assert.Equal("no_such_session", Code(await other.ResumeAsync(client.ResumeId)));

        for (var i = 0; i < 10; i++) await other.ResumeAsync("guess");
        var code = Code(await other.ResumeAsync("guess"));
        await server.InDbAsync(db => db.FailedAttempts.ExecuteDeleteAsync());

        Assert.Equal("too_many_requests", code);
    }

    [Theory]
    [Case("calls 78")]
    [InlineData(-181, "token_expired")]
    [InlineData(300, "token_not_valid_yet")]
    [InlineData(-120, null)]
    public async Task A_token_is_good_for_a_minute_and_clocks_may_differ_by_one(int offset, string? expected)
    {
        var ada = await server.PersonAsync("ada");
        await using var client = await SignalingClient.ConnectAsync(server);
        await client.ParamsAsync(ada, "2.0");
        var algorithm = HelloAlgorithm.Of("");
        var key = await server.FromDbAsync(db => Task.FromResult(db.AppConfig.Single(value => value.Key == algorithm.PrivateKey).Value));
        var token = HelloTokenRules.Sign(algorithm, key, HelloClaims.Of(server.Url, new HelloUser("Ada"), ada.User, server.Clock.GetUtcNow().AddSeconds(offset)));

        var reply = await client.HelloAsync("2.0", new { token });

        Assert.Equal(expected, reply.GetProperty("type").GetString() == "hello" ? null : Code(reply));
    }

    private static string? Code(JsonElement reply) => reply.GetProperty("error").GetProperty("code").GetString();
}
