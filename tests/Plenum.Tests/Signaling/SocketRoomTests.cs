using System.Text.Json;
using Plenum.Meetings;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class SocketRoomTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    [Case("calls 82")]
    public async Task Joining_a_room_is_answered_and_then_everybody_hears_of_it_once()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        var sessionId = (await bob.JoinAsync(token)).Text("sessionId");
        await using var second = await SignalingClient.GreetAsync(server, bob);

        var reply = await second.JoinAsync(token, sessionId);

        Assert.Equal(
            ["name", "type", "lobby-state", "lobby-timer", "read-only", "listable", "active-since", "sip-enabled", "description"],
            reply.GetProperty("room").GetProperty("properties").EnumerateObject().Select(property => property.Name));
        var all = await second.EventAsync("room", "join");
        Assert.Equal([first.SessionId, second.SessionId], Ids(all));
        var joined = await first.EventAsync("room", "join");
        Assert.Equal(
            (second.SessionId, bob.User, "Bob", sessionId),
            (joined[0].GetProperty("sessionid").GetString(),
                joined[0].GetProperty("userid").GetString(),
                joined[0].GetProperty("user").GetProperty("displayname").GetString(),
                joined[0].GetProperty("roomsessionid").GetString()));
        Assert.Empty(await first.KindsAsync());
    }

    [Fact]
    [Case("calls 67")]
    public async Task Without_a_session_of_ones_own_there_is_no_room()
    {
        var (ada, bob, token) = await PairAsync();
        var other = (await ada.CreateGroupAsync()).Token;
        var (adas, elsewhere) = ((await ada.JoinAsync(token)).Text("sessionId"), (await bob.JoinAsync((await bob.CreateGroupAsync()).Token)).Text("sessionId"));
        await using var client = await SignalingClient.GreetAsync(server, bob);

        foreach (var (room, session) in new[] { (token, adas), (token, elsewhere), (token, ""), (other, "nonsense") })
        {
            Assert.Equal("no_such_room", (await client.JoinAsync(room, session)).GetProperty("error").GetProperty("code").GetString());
        }
    }

    [Fact]
    [Case("calls 83")]
    public async Task Joining_twice_is_an_error_and_leaving_twice_is_answered_once()
    {
        var (ada, _, token) = await PairAsync();
        var sessionId = (await ada.JoinAsync(token)).Text("sessionId");
        await using var client = await SignalingClient.GreetAsync(server, ada);
        await client.JoinAsync(token, sessionId);

        var again = await client.JoinAsync(token, sessionId);
        var left = await client.JoinAsync("", "");
        await client.SayAsync(new { id = "x", type = "room", room = new { roomid = "" } });

        Assert.Equal("already_joined", again.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(token, again.GetProperty("error").GetProperty("details").GetProperty("room").GetProperty("roomid").GetString());
        Assert.Equal("", left.GetProperty("room").GetProperty("roomid").GetString());
        Assert.DoesNotContain("room", await client.KindsAsync());
    }

    [Fact]
    public async Task Leaving_a_room_ends_the_session_there_and_the_others_hear_it()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        await bob.PostAsync($"v4/call/{token}");

        await second.JoinAsync("", "");
        await second.KindsAsync();

        Assert.Equal(second.SessionId, (await first.EventAsync("room", "leave"))[0].GetString());
        Assert.Contains("call_left", await server.SystemMessagesAsync(token));
        Assert.Equal("0", (await bob.RoomAsync(token)).Text("sessionId"));
    }

    [Fact]
    [Case("calls 84")]
    public async Task Another_socket_with_the_same_session_takes_its_place()
    {
        var (ada, bob, token) = await PairAsync();
        await using var witness = await server.SeatAsync(bob, token);
        var sessionId = (await ada.JoinAsync(token)).Text("sessionId");
        await using var old = await SignalingClient.GreetAsync(server, ada);
        await old.JoinAsync(token, sessionId);
        await using var fresh = await SignalingClient.GreetAsync(server, ada);

        await fresh.JoinAsync(token, sessionId);

        var bye = await old.HearAsync(frame => frame.GetProperty("type").GetString() == "bye");
        Assert.Equal("room_session_reconnected", bye.GetProperty("bye").GetProperty("reason").GetString());
        await fresh.EventAsync("room", "join");
        Assert.Equal(sessionId, (await ada.RoomAsync(token)).Text("sessionId"));
    }

    [Fact]
    [Case("calls 85")]
    public async Task Who_loses_the_socket_comes_back_and_hears_what_was_missed()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        await first.EventAsync("room", "join");
        var unattended = server.Hub.Unattended;
        second.Break();
        while (server.Hub.Unattended == unattended) await Task.Yield();
        await first.TellAsync(new { type = "session", sessionid = second.SessionId }, new { n = 1 });
        await first.TellAsync(new { type = "session", sessionid = second.SessionId }, new { n = 2 });
        await first.KindsAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await using var back = await SignalingClient.ConnectAsync(server);

        var hello = await back.ResumeAsync(second.ResumeId);

        Assert.Equal(second.SessionId, hello.GetProperty("hello").GetProperty("sessionid").GetString());
        Assert.DoesNotContain("room leave", await first.KindsAsync());
        await first.TellAsync(new { type = "session", sessionid = second.SessionId }, new { n = 3 });
        var heard = new List<int>();
        while (heard.Count == 0 || heard[^1] < 3)
        {
            var message = await back.HearAsync(frame => frame.GetProperty("type").GetString() == "message");
            heard.Add(message.GetProperty("message").GetProperty("data").GetProperty("n").GetInt32());
        }

        Assert.Equal([1, 2, 3], heard[^3..]);
    }

    [Fact]
    [Case("calls 85")]
    public async Task Who_does_not_come_back_in_time_has_left()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        var second = await server.SeatAsync(bob, token);
        var before = server.Hub.Unattended;
        second.Break();
        while (server.Hub.Unattended == before) await Task.Yield();

        server.Clock.Advance(SocketHub.ResumableFor);

        Assert.Equal(second.SessionId, (await first.EventAsync("room", "leave"))[0].GetString());
        await using var late = await SignalingClient.ConnectAsync(server);
        Assert.Equal("no_such_session", (await late.ResumeAsync(second.ResumeId)).GetProperty("error").GetProperty("code").GetString());
        while ((await bob.RoomAsync(token)).Text("sessionId") != "0") await Task.Yield();
    }

    [Fact]
    [Case("calls 88", "calls 90")]
    public async Task Messages_reach_whom_they_are_for_and_never_the_sender()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        await first.EventAsync("room", "join");
        await bob.PostAsync($"v4/call/{token}");
        await first.EventAsync("participants", "update");

        foreach (var to in new object[] { new { type = "session", sessionid = second.SessionId }, new { type = "user", userid = bob.User }, new { type = "room" }, new { type = "call" } })
        {
            await first.TellAsync(to, new { hello = "ä" });
            var message = (await second.HearAsync(frame => frame.GetProperty("type").GetString() == "message")).GetProperty("message");
            Assert.Equal(
                (first.SessionId, ada.User, "ä"),
                (message.GetProperty("sender").GetProperty("sessionid").GetString(), message.GetProperty("sender").GetProperty("userid").GetString(), message.GetProperty("data").GetProperty("hello").GetString()));
        }

        foreach (var to in new object[] { new { type = "session", sessionid = first.SessionId }, new { type = "user", userid = ada.User }, new { type = "session", sessionid = "nobody" }, new { type = "x" } })
        {
            await first.TellAsync(to, new { });
        }

        await second.TellAsync(new { type = "call" }, new { });
        Assert.DoesNotContain("message", await first.KindsAsync());
        Assert.DoesNotContain("message", await second.KindsAsync());
    }

    [Fact]
    [Case("calls 89")]
    public async Task Control_is_for_moderators()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);

        await second.TellAsync(new { type = "session", sessionid = first.SessionId }, new { action = "forceMute" }, "control");
        await first.TellAsync(new { type = "session", sessionid = second.SessionId }, new { action = "forceMute" }, "control");

        await second.HearAsync(frame => frame.GetProperty("type").GetString() == "control");
        Assert.DoesNotContain("control", await first.KindsAsync());
    }

    [Fact]
    public async Task Sessions_of_another_room_are_out_of_reach()
    {
        var (ada, bob, token) = await PairAsync();
        var other = (await bob.CreateGroupAsync()).Token;
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, other);

        await first.TellAsync(new { type = "session", sessionid = second.SessionId }, new { });

        Assert.DoesNotContain("message", await second.KindsAsync());
    }

    [Fact]
    [Case("calls 95")]
    public async Task Transient_data_is_shared_by_those_in_the_room()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var outside = await SignalingClient.GreetAsync(server, ada);

        await first.SayAsync(new { type = "transient", transient = new { type = "set", key = "k", value = 1 } });
        await first.SayAsync(new { type = "transient", transient = new { type = "set", key = "k", value = 1 } });
        await first.KindsAsync();
        await using var second = await server.SeatAsync(bob, token);
        var initial = await second.HearAsync(frame => frame.GetProperty("type").GetString() == "transient");
        await second.SayAsync(new { type = "transient", transient = new { type = "set", key = "k", value = (int?)null } });
        var removed = await first.HearAsync(frame => frame.GetProperty("type").GetString() == "transient");

        Assert.Equal("""{"k":1}""", initial.GetProperty("transient").GetProperty("data").GetRawText());
        Assert.Equal("""{"type":"remove","key":"k","oldvalue":1}""", removed.GetProperty("transient").GetRawText());
        Assert.Equal("not_in_room", (await outside.AskAsync("transient", new { type = "set", key = "k", value = 1 })).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("not_allowed", (await second.AskAsync("transient", new { type = "set", key = "sd:" + first.SessionId, value = 1 })).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    [Case("calls 88")]
    public async Task Who_speaks_right_after_joining_is_heard()
    {
        var (ada, bob, token) = await PairAsync();
        await using var witness = await server.SeatAsync(bob, token);
        var sessionId = (await ada.JoinAsync(token)).Text("sessionId");
        await using var hasty = await SignalingClient.GreetAsync(server, ada);

        await hasty.SayAsync(new { type = "room", room = new { roomid = token, sessionid = sessionId } });
        await hasty.SayAsync(new { type = "transient", transient = new { type = "set", key = "k", value = 1 } });
        for (var n = 1; n <= 3; n++) await hasty.TellAsync(new { type = "room" }, new { n });
        await witness.HearAsync(frame => frame.GetProperty("type").GetString() == "transient");

        for (var n = 1; n <= 3; n++)
        {
            var message = await witness.HearAsync(frame => frame.GetProperty("type").GetString() == "message");
            Assert.Equal(n, message.GetProperty("message").GetProperty("data").GetProperty("n").GetInt32());
        }
    }

    [Fact]
    [Case("calls 95")]
    public async Task Transient_data_with_a_time_to_live_goes_by_itself_and_the_same_value_renews_it()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        var set = new { type = "transient", transient = new { type = "set", key = "k", value = 1, ttl = 10_000_000_000L } };
        await first.SayAsync(set);
        await second.HearAsync(frame => frame.GetProperty("type").GetString() == "transient");

        server.Clock.Advance(TimeSpan.FromSeconds(8));
        await first.SayAsync(set);
        await first.KindsAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(8));
        Assert.DoesNotContain("transient", await second.KindsAsync());
        server.Clock.Advance(TimeSpan.FromSeconds(3));

        var gone = await second.HearAsync(frame => frame.GetProperty("type").GetString() == "transient");
        Assert.Equal("""{"type":"remove","key":"k","oldvalue":1}""", gone.GetProperty("transient").GetRawText());
    }

    [Fact]
    [Case("calls 95")]
    public async Task Transient_data_has_a_limit()
    {
        var (ada, _, token) = await PairAsync();
        await using var client = await server.SeatAsync(ada, token);
        var value = new string('x', 60_000);

        var answers = new List<string>();
        for (var n = 0; n < 9; n++)
        {
            await client.SayAsync(new { type = "transient", transient = new { type = "set", key = $"k{n}", value } });
            answers.AddRange(await client.KindsAsync());
        }

        Assert.Equal(["transient", "transient", "transient", "transient", "transient", "transient", "transient", "transient", "error"], answers);
    }

    [Theory]
    [Case("calls 108")]
    [InlineData("""{"type":"offer","roomType":"video","payload":{"sdp":"nonsense"}}""", "invalid_sdp")]
    [InlineData("""{"type":"offer","roomType":"hologram"}""", "invalid_format")]
    [InlineData("""{"type":"candidate","payload":{"candidate":{}}}""", "invalid_candidate")]
    public async Task What_the_protocol_knows_has_to_look_like_it(string data, string code)
    {
        var (ada, _, token) = await PairAsync();
        await using var client = await server.SeatAsync(ada, token);

        var reply = await client.AskAsync("message", new { recipient = new { type = "room" }, data = JsonDocument.Parse(data).RootElement });

        Assert.Equal(code, reply.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_offer_that_would_send_what_the_sender_may_not_is_dropped()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), (int)Permissions.PublishAudio)).Expect(200);
        while (server.Hub.HasNews) await Task.Yield();

        await second.TellAsync(new { type = "session", sessionid = first.SessionId }, new { type = "offer", roomType = "video", payload = new { sdp = "v=0\r\nm=video 9 X 0\r\n" } });
        await second.TellAsync(new { type = "session", sessionid = first.SessionId }, new { type = "offer", roomType = "video", payload = new { sdp = "v=0\r\nm=audio 9 X 0\r\n" } });

        var message = await first.HearAsync(frame => frame.GetProperty("type").GetString() == "message");
        Assert.Contains("audio", message.GetProperty("message").GetProperty("data").GetProperty("payload").GetProperty("sdp").GetString()!, StringComparison.Ordinal);
    }

    private static string[] Ids(JsonElement members) => [.. members.EnumerateArray().Select(member => member.GetProperty("sessionid").GetString()!)];

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
