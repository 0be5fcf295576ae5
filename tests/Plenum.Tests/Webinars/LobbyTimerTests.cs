using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

public sealed class LobbyTimerTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars L17")]
    public async Task A_timer_in_the_past_opens_the_lobby_at_once()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        var heard = server.Record();

        var reply = await olga.PutAsync(room.Lobby, new { state = 1, timer = server.Clock.Unix - 1 });

        Assert.Equal((200, 0, 0), (reply.Status, reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt32()));
        Assert.Equal("lobby_timer_reached", reply["lastMessage"].GetProperty("systemMessage").GetString());
        var said = await room.MessagesAsync();
        Assert.Equal([("lobby_non_moderators", olga.User), ("lobby_timer_reached", "system")], said.Select(message => (message.Text, message.ActorId)));
        Assert.Equal(["ChatChanged", "RoomUpdated", "ChatChanged", "RoomUpdated"], heard.About(room.Token).Select(news => news.GetType().Name));
    }

    [Fact]
    public async Task A_timer_in_the_past_takes_nobody_out_of_the_call()
    {
        var olga = await server.PersonAsync("olga");
        var uma = await server.PersonAsync("uma");
        var room = await server.StageAsync(olga);
        await room.SeatAsync(uma);
        await uma.PostAsync(room.Call);

        await olga.PutAsync(room.Lobby, new { state = 1, timer = server.Clock.Unix - 1 });

        Assert.NotEqual(CallFlags.Disconnected, await room.InCallAsync(uma));
        Assert.Equal(["call_started", "lobby_non_moderators", "lobby_timer_reached"], await room.SaidAsync());
    }

    [Fact]
    [Case("webinars L18")]
    public async Task A_list_shows_the_lobby_open_once_its_time_has_passed()
    {
        var olga = await server.PersonAsync("olga");
        var uma = await server.PersonAsync("uma");
        var room = await LobbyWithTimerAsync(olga, TimeSpan.FromSeconds(5));
        await room.AddAsync(uma);

        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var list = await uma.GetAsync("v4/room");

        var entry = list.Data.EnumerateArray().Single(entry => entry.GetProperty("token").GetString() == room.Token);
        Assert.Equal((0, 0), (entry.GetProperty("lobbyState").GetInt32(), entry.GetProperty("lobbyTimer").GetInt32()));
        await server.AdvanceAsync(TimeSpan.Zero);
        Assert.Equal(["lobby_timer_reached"], await room.SaidAsync());
    }

    [Fact]
    [Case("webinars L20", "webinars I12")]
    public async Task Fifty_readers_at_once_open_it_exactly_once()
    {
        var olga = await server.PersonAsync("olga");
        var room = await LobbyWithTimerAsync(olga, TimeSpan.FromSeconds(5));
        var heard = server.Record();

        server.Clock.Advance(TimeSpan.FromSeconds(6));
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => olga.GetAsync(room.Room)));

        Assert.All(replies, reply => Assert.Equal((200, 0), (reply.Status, reply["lobbyState"].GetInt32())));
        await server.AdvanceAsync(TimeSpan.Zero);
        Assert.Equal(["lobby_timer_reached"], await room.SaidAsync());
        Assert.Equal(["ChatChanged", "RoomUpdated"], heard.About(room.Token).Select(news => news.GetType().Name));
    }

    [Fact]
    [Case("webinars L21")]
    public async Task At_the_very_instant_it_is_still_closed()
    {
        var olga = await server.PersonAsync("olga");
        var room = await LobbyWithTimerAsync(olga, TimeSpan.FromSeconds(5));

        await server.AdvanceAsync(TimeSpan.FromSeconds(5));
        var atTheInstant = await olga.GetAsync(room.Room);
        await server.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var after = await olga.GetAsync(room.Room);

        Assert.Equal((1, server.Clock.Unix), (atTheInstant["lobbyState"].GetInt32(), atTheInstant["lobbyTimer"].GetInt64()));
        Assert.Equal((0, 0), (after["lobbyState"].GetInt32(), after["lobbyTimer"].GetInt64()));
    }

    [Fact]
    [Case("webinars L22")]
    public async Task Whoever_waited_can_write_as_soon_as_the_time_has_passed()
    {
        var olga = await server.PersonAsync("olga");
        var uma = await server.PersonAsync("uma");
        var room = await LobbyWithTimerAsync(olga, TimeSpan.FromSeconds(5));
        await room.SeatAsync(uma);

        server.Clock.Advance(TimeSpan.FromSeconds(6));
        var reply = await uma.PostAsync($"v1/chat/{room.Token}", new { message = "at last" });

        Assert.Equal(201, reply.Status);
    }

    [Fact]
    [Case("calls 9")]
    public async Task Whoever_waited_can_join_the_call_as_soon_as_the_time_has_passed()
    {
        var olga = await server.PersonAsync("olga");
        var uma = await server.PersonAsync("uma");
        var room = await LobbyWithTimerAsync(olga, TimeSpan.FromSeconds(5));
        await room.SeatAsync(uma);

        server.Clock.Advance(TimeSpan.FromSeconds(6));
        var reply = await uma.PostAsync(room.Call);

        Assert.Equal((200, LobbyState.None), (reply.Status, (await room.StoredAsync()).LobbyState));
    }

    [Fact]
    [Case("webinars L16")]
    public async Task A_lobby_that_is_switched_off_forgets_its_timer()
    {
        var olga = await server.PersonAsync("olga");
        var room = await LobbyWithTimerAsync(olga, TimeSpan.FromSeconds(5));
        var heard = server.Record();

        var reply = await olga.PutAsync(room.Lobby, new { state = 0, timer = server.Clock.Unix + 60 });
        await server.AdvanceAsync(TimeSpan.FromSeconds(61));

        Assert.Equal((200, 0, 0), (reply.Status, reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt32()));
        Assert.Equal(["lobby_none"], await room.SaidAsync());
        Assert.Single(heard.About(room.Token).OfType<RoomUpdated>());
    }

    [Fact]
    public async Task A_room_with_a_later_timer_stays_closed_when_another_one_opens()
    {
        var olga = await server.PersonAsync("olga");
        var early = await LobbyWithTimerAsync(olga, TimeSpan.FromSeconds(5));
        var late = await LobbyWithTimerAsync(olga, TimeSpan.FromSeconds(20));

        await server.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((LobbyState.None, LobbyState.NonModerators), ((await early.StoredAsync()).LobbyState, (await late.StoredAsync()).LobbyState));
    }

    private async Task<StagedRoom> LobbyWithTimerAsync(TalkClient owner, TimeSpan opensIn)
    {
        // Timers are whole seconds; other tests may have left the clock between two.
        await server.AdvanceAsync(DateTimeOffset.FromUnixTimeSeconds(server.Clock.Unix + 1) - server.Clock.GetUtcNow());
        var opensAt = server.Clock.GetUtcNow() + opensIn;
        return await server.StageAsync(owner, with: conversation => (conversation.LobbyState, conversation.LobbyTimer) = (LobbyState.NonModerators, opensAt));
    }
}

/// <summary>Each with a server of its own: no other deadline may come before the one that the loop is to keep.</summary>
public sealed class LobbyTimerLoopTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars L19", "webinars L44")]
    public async Task The_due_work_loop_opens_the_lobby_at_the_deadline_when_nobody_reads()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        var opensAt = server.Clock.Unix + 3;
        await olga.PutAsync(room.Lobby, new { state = 1, timer = opensAt });
        var deadline = DateTimeOffset.FromUnixTimeSeconds(opensAt).AddMilliseconds(1);
        var heard = server.Record();

        // The loop has seen the new deadline and sleeps until then at the latest; nothing but the clock wakes it.
        await server.Clock.AlarmSetByAsync(deadline);
        server.Clock.Advance(deadline - server.Clock.GetUtcNow());
        await heard.HeardAsync(news => news is RoomUpdated && news.Token == room.Token);

        var stored = await room.StoredAsync();
        Assert.Equal((LobbyState.None, null), (stored.LobbyState, stored.LobbyTimer));
        var reached = (await room.MessagesAsync())[^1];
        Assert.Equal(("lobby_timer_reached", "guests", "system"), (reached.Text, reached.ActorType, reached.ActorId));
        Assert.Equal(["ChatChanged", "RoomUpdated"], heard.About(room.Token).Select(news => news.GetType().Name));
    }
}

/// <inheritdoc cref="LobbyTimerLoopTests"/>
public sealed class LobbyTimerRestartTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task A_restart_keeps_the_deadline()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        var opensAt = server.Clock.Unix + 3;
        var set = server.Record();
        await olga.PutAsync(room.Lobby, new { state = 1, timer = opensAt });
        await set.HeardAsync(news => news is RoomUpdated && news.Token == room.Token);

        await server.RestartAsync();
        var heard = server.Record();
        var deadline = DateTimeOffset.FromUnixTimeSeconds(opensAt).AddMilliseconds(1);
        await server.Clock.AlarmSetByAsync(deadline);
        server.Clock.Advance(deadline - server.Clock.GetUtcNow());
        await heard.HeardAsync(news => news is RoomUpdated && news.Token == room.Token);

        Assert.Equal(["lobby_non_moderators", "lobby_timer_reached"], await room.SaidAsync());
    }
}

/// <inheritdoc cref="LobbyTimerLoopTests"/>
public sealed class LobbyTimerDowntimeTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task A_deadline_that_passed_while_the_server_was_down_is_kept_at_the_start()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        await olga.PutAsync(room.Lobby, new { state = 1, timer = server.Clock.Unix + 600 });
        var heard = server.Record();

        await server.RestartAsync(later: TimeSpan.FromHours(1));
        await heard.HeardAsync(news => news is RoomUpdated && news.Token == room.Token);

        Assert.Equal(["lobby_non_moderators", "lobby_timer_reached"], await room.SaidAsync());
        Assert.Equal(LobbyState.None, (await room.StoredAsync()).LobbyState);
    }
}
