using System.Text;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

public sealed class LobbyEndpointTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars L01")]
    public async Task The_owner_switches_the_lobby_on()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);

        var reply = await olga.PutAsync(room.Lobby, new { state = 1 });

        Assert.Equal((200, 1, 0), (reply.Status, reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt32()));
        var message = Assert.Single(await room.MessagesAsync());
        Assert.Equal(("lobby_non_moderators", olga.User, "{}"), (message.Text, message.ActorId, message.Parameters));
    }

    [Fact]
    [Case("webinars L02")]
    public async Task The_owner_switches_it_off()
    {
        var olga = await server.PersonAsync("olga");
        var room = await LobbyAsync(olga);

        var reply = await olga.PutAsync(room.Lobby, new { state = 0 });

        Assert.Equal((200, 0), (reply.Status, reply["lobbyState"].GetInt32()));
        var message = Assert.Single(await room.MessagesAsync());
        Assert.Equal(("lobby_none", olga.User), (message.Text, message.ActorId));
    }

    [Fact]
    [Case("webinars L03", "webinars I12")]
    public async Task A_moderator_switches_it_on_and_off()
    {
        var (olga, max) = (await server.PersonAsync("olga"), await server.PersonAsync("max"));
        var room = await server.StageAsync(olga);
        await room.SeatAsync(max, ParticipantType.Moderator);

        var (on, off) = (await max.PutAsync(room.Lobby, new { state = 1 }), await max.PutAsync(room.Lobby, new { state = 0 }));

        Assert.Equal((200, 200), (on.Status, off.Status));
        Assert.Equal(["lobby_non_moderators", "lobby_none"], await room.SaidAsync());
    }

    [Fact]
    [Case("webinars L04", "webinars L05", "webinars L06")]
    public async Task It_is_for_moderators_with_an_account()
    {
        var (olga, uma, xeno) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"), await server.PersonAsync("xeno"));
        var room = await server.StageAsync(olga, ConversationType.Public);
        await room.SeatAsync(uma);
        var gus = await room.GuestAsync(ParticipantType.GuestModerator);

        int[] statuses =
        [
            (await uma.PutAsync(room.Lobby, new { state = 1 })).Status,
            (await xeno.PutAsync(room.Lobby, new { state = 1 })).Status,
            (await gus.PutAsync(room.Lobby, new { state = 1 })).Status,
            (await server.Guest().PutAsync(room.Lobby, new { state = 1 })).Status,
            (await olga.PutAsync("v4/room/abcdefgh/webinar/lobby", new { state = 1 })).Status,
        ];

        Assert.Equal([403, 404, 401, 401, 404], statuses);
        Assert.Equal(LobbyState.None, (await room.StoredAsync()).LobbyState);
        Assert.Empty(await room.SaidAsync());
    }

    [Theory]
    [InlineData("event", "1790000000#1790003600")]
    [InlineData("instant_meeting", "now")]
    [InlineData("emails", "olga")]
    [InlineData("extended_conversation", "abcdefgh")]
    [Case("webinars L09")]
    public async Task Meetings_of_all_kinds_have_a_lobby(string objectType, string objectId)
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga, with: conversation => (conversation.ObjectType, conversation.ObjectId) = (objectType, objectId));

        var reply = await olga.PutAsync(room.Lobby, new { state = 1 });

        Assert.Equal((200, 1), (reply.Status, reply["lobbyState"].GetInt32()));
    }

    [Fact]
    [Case("webinars L07")]
    public async Task A_one_to_one_has_none()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var token = (await olga.PostAsync("v4/room", new { roomType = 1, invite = uma.User })).Token;

        var reply = await olga.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 });

        Assert.Equal((400, "type"), (reply.Status, reply.Error));
    }

    [Theory]
    [InlineData("file", "object")]
    [InlineData("room", "breakout-room")]
    [Case("webinars L08")]
    public async Task What_has_no_lobby_of_its_own_refuses_one(string objectType, string error)
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga, with: conversation => (conversation.ObjectType, conversation.ObjectId) = (objectType, "x"));

        var reply = await olga.PutAsync(room.Lobby, new { state = 1 });

        Assert.Equal((400, error), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars Q9")]
    public async Task A_lobby_on_a_telephone_conversation_can_be_switched_off()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga, with: conversation =>
            (conversation.ObjectType, conversation.ObjectId, conversation.LobbyState) = ("phone", "phone", LobbyState.NonModerators));

        var reply = await olga.PutAsync(room.Lobby, new { state = 0 });

        Assert.Equal((200, 0), (reply.Status, reply["lobbyState"].GetInt32()));
    }

    [Theory]
    [Case("webinars L10", "webinars L11", "webinars L13", "webinars I17")]
    [InlineData("""{"state":2}""", "value")]
    [InlineData("""{"state":-1}""", "value")]
    [InlineData("""{"state":1,"timer":-5}""", "value")]
    [InlineData("""{"state":1,"timer":9999999999999}""", "value")]
    [InlineData("""{"state":1,"timer":1e300}""", "value")]
    [InlineData("""{"state":1,"timer":"tomorrow"}""", "value")]
    [InlineData("""{"state":0,"timer":"tomorrow"}""", "value")]
    [InlineData("""{"state":1,"timer":[1]}""", "value")]
    [InlineData("""{"state":1,"timer":{}}""", "value")]
    [InlineData("""{"state":1,"timer":true}""", "value")]
    [InlineData("""{"timer":1}""", "state")]
    [InlineData("""{"state":null}""", "state")]
    [InlineData("""{"state":[1]}""", "state")]
    [InlineData("""{"state":99999999999}""", "state")]
    [InlineData("{}", "state")]
    [InlineData("""{"state":1""", "body")]
    public async Task What_makes_no_sense_changes_nothing(string body, string error)
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        var heard = server.Record();

        var reply = await olga.PutAsync(room.Lobby, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((400, error), (reply.Status, reply.Error));
        Assert.Equal(LobbyState.None, (await room.StoredAsync()).LobbyState);
        Assert.Empty(await room.SaidAsync());
        Assert.Empty(heard.About(room.Token));
    }

    [Theory]
    [Case("webinars L12")]
    [InlineData("""{"state":1,"timer":0}""")]
    [InlineData("""{"state":1,"timer":null}""")]
    [InlineData("""{"state":1,"timer":""}""")]
    public async Task No_timer_is_no_timer(string body)
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);

        var reply = await olga.PutAsync(room.Lobby, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((200, 1, 0), (reply.Status, reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt32()));
    }

    [Fact]
    public async Task A_form_does_as_well_as_json()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        var opensAt = server.Clock.Unix + 60;

        var reply = await olga.PutAsync(room.Lobby, new FormUrlEncodedContent([new("state", "1"), new("timer", $"{opensAt}")]));

        Assert.Equal((200, 1, opensAt), (reply.Status, reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt64()));
    }

    [Fact]
    [Case("webinars L14")]
    public async Task A_new_timer_is_no_news_for_the_chat_but_for_the_clients()
    {
        var olga = await server.PersonAsync("olga");
        var room = await LobbyAsync(olga, opensIn: 60);
        var heard = server.Record();
        var later = server.Clock.Unix + 120;

        var reply = await olga.PutAsync(room.Lobby, new { state = 1, timer = later });

        Assert.Equal(later, reply["lobbyTimer"].GetInt64());
        Assert.Empty(await room.SaidAsync());
        Assert.IsType<RoomUpdated>(Assert.Single(heard.About(room.Token)));
    }

    [Fact]
    [Case("webinars L15")]
    public async Task A_lobby_without_a_timer_forgets_an_older_one()
    {
        var olga = await server.PersonAsync("olga");
        var room = await LobbyAsync(olga, opensIn: 60);

        var reply = await olga.PutAsync(room.Lobby, new { state = 1 });
        await server.AdvanceAsync(TimeSpan.FromSeconds(61));

        Assert.Equal((1, 0), (reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt32()));
        Assert.Equal(LobbyState.NonModerators, (await room.StoredAsync()).LobbyState);
        Assert.Empty(await room.SaidAsync());
    }

    [Fact]
    public async Task Switching_off_what_is_off_is_no_news_for_the_chat()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        var heard = server.Record();

        var reply = await olga.PutAsync(room.Lobby, new { state = 0 });

        Assert.Equal(200, reply.Status);
        Assert.Empty(await room.SaidAsync());
        Assert.IsType<RoomUpdated>(Assert.Single(heard.About(room.Token)));
    }

    [Fact]
    [Case("webinars L43")]
    public async Task The_chat_hears_of_it_before_the_clients_read_the_conversation_again()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        var heard = server.Record();

        await olga.PutAsync(room.Lobby, new { state = 1 });
        await olga.PutAsync(room.Lobby, new { state = 0 });

        Assert.Equal(["ChatChanged", "RoomUpdated", "ChatChanged", "RoomUpdated"], heard.About(room.Token).Select(news => news.GetType().Name));
    }

    [Fact]
    public async Task A_lobby_counts_as_activity()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        await server.AdvanceAsync(TimeSpan.FromSeconds(30));

        var reply = await olga.PutAsync(room.Lobby, new { state = 1 });

        Assert.Equal((server.Clock.Unix, "lobby_non_moderators"), (reply["lastActivity"].GetInt64(), reply["lastMessage"].GetProperty("systemMessage").GetString()));
    }

    [Fact]
    [Case("webinars I12")]
    public async Task Ten_who_switch_it_on_at_once_switch_it_on_once()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => olga.PutAsync(room.Lobby, new { state = 1 })));

        Assert.All(replies, reply => Assert.Equal((200, 1), (reply.Status, reply["lobbyState"].GetInt32())));
        Assert.Equal(["lobby_non_moderators"], await room.SaidAsync());
    }

    [Fact]
    [Case("webinars I12")]
    public async Task On_and_off_at_once_alternate()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => olga.PutAsync(room.Lobby, new { state = i % 2 })));

        var said = await room.SaidAsync();
        Assert.Equal(said.Select((_, i) => i % 2 == 0 ? "lobby_non_moderators" : "lobby_none"), said);
        Assert.Equal(said.Length % 2 == 1 ? LobbyState.NonModerators : LobbyState.None, (await room.StoredAsync()).LobbyState);
    }

    private Task<StagedRoom> LobbyAsync(TalkClient owner, int? opensIn = null) => server.StageAsync(owner, with: conversation =>
    {
        conversation.LobbyState = LobbyState.NonModerators;
        if (opensIn is { } seconds) conversation.LobbyTimer = DateTimeOffset.FromUnixTimeSeconds(server.Clock.Unix + seconds);
    });
}
