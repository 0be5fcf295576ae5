using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

/// <summary>
/// Debian's signaling server in the middle: clients are at it, it asks Plenum, and Plenum tells it. Its version (0.4.1)
/// knows neither hello 2.0 nor <c>switchto</c> nor <c>incall-all</c>.
/// </summary>
public sealed class StandaloneServerTests(StandaloneServerTests.Plenum server) : IClassFixture<StandaloneServerTests.Plenum>
{
    private StandaloneSignaling Signaling => server.Signaling!;

    [Fact]
    [Case("calls 47", "calls 51", "calls 66", "calls 82")]
    public async Task Two_people_meet_there()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await Signaling.SeatAsync(ada, token);
        var sessionId = (await bob.JoinAsync(token)).Text("sessionId");
        await using var second = await Signaling.GreetAsync(bob);

        var reply = await second.JoinAsync(token, sessionId);

        Assert.Equal("Team", reply.GetProperty("room").GetProperty("properties").Text("name"));
        var joined = (await first.EventAsync("room", "join"))[0];
        Assert.Equal((second.SessionId, bob.User, "Bob", sessionId), (joined.Text("sessionid"), joined.Text("userid"), joined.GetProperty("user").Text("displayname"), joined.Text("roomsessionid")));
        await first.TellAsync(new { type = "session", sessionid = second.SessionId }, new { hello = "bob" });
        Assert.Equal("bob", (await second.HearAsync(frame => frame.Text("type") == "message")).GetProperty("message").GetProperty("data").Text("hello"));
    }

    [Fact]
    [Case("calls 51", "calls 67")]
    public async Task Who_cannot_prove_it_stays_outside()
    {
        var (ada, bob, token) = await PairAsync();
        var adas = (await ada.JoinAsync(token)).Text("sessionId");
        await using var client = await Signaling.ConnectAsync();

        var forged = await client.HelloAsync("1.0", new { userid = ada.User, ticket = "nonsense:1:x:y" });
        Assert.Equal("invalid_ticket", forged.GetProperty("error").Text("code"));
        await client.HelloAsync("1.0", await client.ParamsAsync(bob, "1.0"));

        Assert.Equal("duplicate_session", (await client.JoinAsync(token, adas)).GetProperty("error").Text("code"));
        Assert.Equal("no_such_room", (await client.JoinAsync(token, "nothing")).GetProperty("error").Text("code"));
    }

    [Fact]
    [Case("calls 48")]
    public async Task A_guest_joins_as_well()
    {
        var (ada, _, token) = await PairAsync();
        var gil = server.Guest();
        await using var first = await Signaling.SeatAsync(ada, token);

        await using var second = await Signaling.SeatAsync(gil, token);

        Assert.Equal(second.SessionId, (await first.EventAsync("room", "join"))[0].Text("sessionid"));
    }

    [Fact]
    [Case("calls 93", "webinars L43")]
    public async Task Chat_and_lobby_arrive()
    {
        var (ada, bob, token) = await PairAsync();
        await using var client = await Signaling.SeatAsync(bob, token);

        (await ada.PostAsync($"v1/chat/{token}", new { message = "hello" })).Expect(201);

        var chat = (await client.EventAsync("room", "message")).GetProperty("data");
        Assert.Equal(("chat", true), (chat.Text("type"), chat.GetProperty("chat").GetProperty("refresh").GetBoolean()));
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        var room = await client.HearAsync(frame => frame.Text("type") == "room");
        Assert.Equal(1, room.GetProperty("room").GetProperty("properties").GetProperty("lobby-state").GetInt32());
    }

    [Fact]
    [Case("calls 40")]
    public async Task Whoever_waits_in_the_lobby_may_send_nothing_there_until_it_opens()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await using var waiting = await Signaling.SeatAsync(bob, token);
        await Signaling.WrittenAsync($"Permissions of session {waiting.SessionId} changed: []");

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);
        await Signaling.WrittenAsync($"Permissions of session {waiting.SessionId} changed: [publish-audio publish-video publish-screen]");
    }

    [Fact]
    [Case("calls 91")]
    public async Task Who_comes_into_the_call_and_goes_arrives()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await Signaling.SeatAsync(ada, token);
        await using var second = await Signaling.SeatAsync(bob, token);

        (await ada.PostAsync($"v4/call/{token}", new { flags = 7 })).Expect(200);
        (await bob.PostAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);

        var both = await InCallAsync(second, users => users.Count == 2 && users.Values.All(flags => flags > 0));
        Assert.Equal((7, 3), (both[first.SessionId], both[second.SessionId]));
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        await InCallAsync(second, users => !users.TryGetValue(first.SessionId, out var flags) || flags == 0);
    }

    [Fact]
    [Case("webinars B27", "webinars B33")]
    public async Task Breakout_rooms_that_open_and_close_arrive()
    {
        var meeting = await server.GroupAsync(members: 1);
        var una = meeting.People[0];
        var room = (await meeting.ManualAsync(1, (una, 0)))[0];
        await using var inRoom = await Signaling.SeatAsync(una, room);

        await meeting.StartAsync();
        Assert.Equal(0, await LobbyAsync(inRoom, state: 0));
        await meeting.StopAsync();
        Assert.Equal(1, await LobbyAsync(inRoom, state: 1));
    }

    [Fact]
    [Case("calls 73")]
    public async Task Who_is_invited_or_removed_hears_it_and_has_to_go()
    {
        var ada = await server.PersonAsync("ada");
        var bob = await server.PersonAsync("bob");
        var token = (await ada.CreatePublicAsync("Team")).Token;
        await using var outside = await Signaling.GreetAsync(bob);

        await ada.AddAsync(token, bob);
        Assert.Equal(token, (await outside.EventAsync("roomlist", "invite")).Text("roomid"));
        await using var inside = await Signaling.SeatAsync(bob, token);
        (await ada.TryRemoveAsync(token, await bob.AttendeeIdAsync(token))).Expect(200);

        Assert.Equal(token, (await inside.EventAsync("roomlist", "disinvite")).Text("roomid"));
        Assert.Equal(token, (await outside.EventAsync("roomlist", "disinvite")).Text("roomid"));
    }

    [Fact]
    public async Task Nobody_is_left_in_a_conversation_that_is_deleted()
    {
        var (ada, bob, token) = await PairAsync();
        await using var client = await Signaling.SeatAsync(bob, token);

        (await ada.DeleteAsync($"v4/room/{token}")).Expect(200);

        Assert.Equal(token, (await client.EventAsync("roomlist", "disinvite")).Text("roomid"));
    }

    [Fact]
    [Case("calls 69")]
    public async Task Its_pings_keep_sessions_alive()
    {
        var (ada, _, token) = await PairAsync();
        await using var client = await Signaling.SeatAsync(ada, token);
        server.Clock.Advance(TimeSpan.FromSeconds(5));

        // It pings every ten seconds; the first time may be about others.
        while (true)
        {
            var pinged = server.Services.GetServices<IInterceptor>().OfType<CommandLog>().Single()
                .WrittenAsync(command => command.Contains("UPDATE \"Sessions\"", StringComparison.Ordinal) && command.Contains("\"SessionId\"", StringComparison.Ordinal));
            var lastPing = await server.FromDbAsync(db => db.Sessions.Where(session => session.Attendee!.Conversation!.Token == token).MaxAsync(session => session.LastPing));
            if (lastPing == server.Clock.GetUtcNow()) return;

            await pinged.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    [Case("calls 67")]
    public async Task Leaving_the_room_there_ends_session_and_call_here()
    {
        var (ada, bob, token) = await PairAsync();
        await using var witness = await Signaling.SeatAsync(bob, token);
        await using var client = await Signaling.SeatAsync(ada, token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        var recording = server.Record();

        await client.JoinAsync("", "");

        await recording.HeardAsync(announcement => announcement is SessionsDisinvited && announcement.Token == token).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("0", (await ada.RoomAsync(token)).Text("sessionId"));
        Assert.Contains("call_left", await server.SystemMessagesAsync(token));
    }

    private static async Task<int> LobbyAsync(SignalingClient client, int state)
    {
        var frame = await client.HearAsync(frame => frame.Text("type") == "room" && frame.GetProperty("room").GetProperty("properties").GetProperty("lobby-state").GetInt32() == state);
        return frame.GetProperty("room").GetProperty("properties").GetProperty("lobby-state").GetInt32();
    }

    /// <summary>The first list of the call that fits: session id to flags.</summary>
    private static async Task<Dictionary<string, int>> InCallAsync(SignalingClient client, Func<Dictionary<string, int>, bool> fits)
    {
        while (true)
        {
            var update = await client.EventAsync("participants", "update");
            if (!update.TryGetProperty("users", out var users)) continue;

            var list = users.EnumerateArray().ToDictionary(user => user.Text("sessionId"), user => user.GetProperty("inCall").GetInt32(), StringComparer.Ordinal);
            if (fits(list)) return list;
        }
    }

    private async Task<(TalkClient Owner, TalkClient Member, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreatePublicAsync("Team", bob)).Token);
    }

    /// <summary>Plenum with that server, and its NATS.</summary>
    public sealed class Plenum : PlenumServer, IAsyncLifetime
    {
        internal StandaloneSignaling? Signaling { get; private set; }

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            StandaloneSignaling.Need();
            await InitializeAsync();
            Signaling = await StandaloneSignaling.StartAsync(Url, withNats: true);
            await ConfigAsync(Signaling.Config);
        }

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await DisposeAsync();
            if (Signaling is not null) await Signaling.DisposeAsync();
        }
    }
}
