using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

public sealed class LobbyEvictionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars L38", "webinars I14", "webinars Q15")]
    public async Task Switching_the_lobby_on_takes_those_it_holds_back_out_of_the_call()
    {
        var (olga, uma, vic) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"), await server.PersonAsync("vic"));
        var room = await server.StageAsync(olga, ConversationType.Public);
        await room.SeatAsync(uma);
        await room.SeatAsync(vic, permissions: Permissions.MaxCustom);
        var (gus, gil) = (await room.GuestAsync(ParticipantType.GuestModerator), await room.GuestAsync());
        foreach (var person in new[] { olga, uma, vic, gus, gil }) (await person.PostAsync(room.Call)).Expect(200);
        var before = await room.MessagesAsync();
        var heard = server.Record();

        await olga.PutAsync(room.Lobby, new { state = 1 });

        var flags = await room.InCallAsync();
        var guests = flags.Keys.Except([olga.User, uma.User, vic.User]).Select(guest => flags[guest]).ToArray();
        Assert.Equal((true, false, true), (flags[olga.User] != 0, flags[uma.User] != 0, flags[vic.User] != 0));
        Assert.Equal([CallFlags.Disconnected, Everything], guests.Order());
        var said = (await room.MessagesAsync())[before.Count..];
        Assert.Equal(["lobby_non_moderators", "call_left", "call_left"], said.Select(message => message.Text));
        Assert.Equal(uma.User, said[1].ActorId);
        Assert.Equal("guests", said[2].ActorType);
        Assert.Equal(["ChatChanged", "RoomUpdated", "ChatChanged", "ChatChanged", "InCallChanged"], heard.About(room.Token).Select(news => news.GetType().Name));
        Assert.Equal(2, Assert.Single(heard.About(room.Token).OfType<InCallChanged>()).SessionIds.Count);
        Assert.Equal((4 + 1, 200), ((await room.InCallAsync()).Count, (await uma.GetAsync(room.Room)).Status));
    }

    [Fact]
    [Case("webinars L39", "webinars Q16")]
    public async Task The_last_one_taken_out_ends_the_call()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var room = await server.StageAsync(olga);
        await room.SeatAsync(uma);
        await uma.PostAsync(room.Call);

        var reply = await olga.PutAsync(room.Lobby, new { state = 1 });

        Assert.Equal((false, 0), (reply["hasCall"].GetBoolean(), reply["callFlag"].GetInt32()));
        Assert.Equal(["call_started", "lobby_non_moderators", "call_left", "call_ended"], await room.SaidAsync());
    }

    [Fact]
    public async Task All_sessions_of_somebody_held_back_leave()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var room = await server.StageAsync(olga);
        await room.SeatAsync(uma);
        await olga.PostAsync(room.Call);
        await uma.PostAsync(room.Call);
        await room.JoinAsync(uma);
        await uma.PostAsync(room.Call);

        await olga.PutAsync(room.Lobby, new { state = 1 });

        Assert.Equal(CallFlags.Disconnected, await room.InCallAsync(uma));
        Assert.Equal(["call_left", "call_left"], (await room.SaidAsync())[^2..]);
    }

    [Fact]
    public async Task A_new_timer_takes_those_out_who_should_not_be_in()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var room = await server.StageAsync(olga);
        await room.SeatAsync(uma);
        await olga.PostAsync(room.Call);
        await uma.PostAsync(room.Call);
        await room.ChangeAsync(conversation => conversation.LobbyState = LobbyState.NonModerators);

        await olga.PutAsync(room.Lobby, new { state = 1, timer = server.Clock.Unix + 60 });

        Assert.Equal((CallFlags.Disconnected, Everything), (await room.InCallAsync(uma), await room.InCallAsync(olga)));
    }

    [Fact]
    [Case("webinars L37")]
    public async Task Whoever_loses_the_right_to_ignore_the_lobby_leaves_the_call()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var room = await server.StageAsync(olga, with: conversation => conversation.LobbyState = LobbyState.NonModerators);
        await room.SeatAsync(uma);
        await olga.PostAsync(room.Call);
        var attendee = await uma.AttendeeIdAsync(room.Token);

        (await olga.TryGrantAsync(room.Token, attendee, (int)Permissions.IgnoreLobby, "add")).Expect(200);
        var chat = await uma.TrySayAsync(room.Token, "let in");
        (await uma.PostAsync(room.Call)).Expect(200);
        (await olga.TryGrantAsync(room.Token, attendee, (int)Permissions.IgnoreLobby, "remove")).Expect(200);
        var after = await uma.TrySayAsync(room.Token, "out again");

        Assert.Equal((201, 412), (chat.Status, after.Status));
        Assert.Equal((CallFlags.Disconnected, Everything), (await room.InCallAsync(uma), await room.InCallAsync(olga)));
        Assert.Equal("call_left", (await room.SaidAsync())[^1]);
    }

    [Fact]
    [Case("webinars L40", "webinars Q17")]
    public async Task A_moderator_who_is_demoted_leaves_the_call()
    {
        var (olga, max) = (await server.PersonAsync("olga"), await server.PersonAsync("max"));
        var room = await server.StageAsync(olga, with: conversation => conversation.LobbyState = LobbyState.NonModerators);
        await room.SeatAsync(max, ParticipantType.Moderator);
        await olga.PostAsync(room.Call);
        await max.PostAsync(room.Call);

        await olga.DemoteAsync(room.Token, max);

        Assert.Equal((CallFlags.Disconnected, 412), (await room.InCallAsync(max), (await max.TrySayAsync(room.Token, "still here?")).Status));
        Assert.Equal(Everything, await room.InCallAsync(olga));
    }

    [Fact]
    [Case("webinars Q17")]
    public async Task Everybody_leaves_when_the_conversation_no_longer_lets_them_ignore_the_lobby()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var room = await server.StageAsync(olga, with: conversation =>
            (conversation.LobbyState, conversation.DefaultPermissions) = (LobbyState.NonModerators, Permissions.MaxCustom));
        await room.SeatAsync(uma);
        (await uma.PostAsync(room.Call)).Expect(200);

        (await olga.PutAsync($"{room.Room}/permissions/default", new { permissions = 0 })).Expect(200);

        Assert.Equal(CallFlags.Disconnected, await room.InCallAsync(uma));
        Assert.Null((await room.StoredAsync()).ActiveSince);
    }

    [Fact]
    [Case("webinars I13", "webinars I14")]
    public async Task Nobody_slips_into_the_call_while_the_lobby_closes()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);
        var people = new List<TalkClient>();
        for (var i = 0; i < 8; i++)
        {
            people.Add(await server.PersonAsync("uma"));
            await room.SeatAsync(people[i]);
        }

        var joins = people.Select(person => person.PostAsync(room.Call)).ToList();
        await olga.PutAsync(room.Lobby, new { state = 1 });
        var replies = await Task.WhenAll(joins);

        Assert.All(replies, reply => Assert.True(reply.Status is 200 or 412));
        Assert.All((await room.InCallAsync()).Values, flags => Assert.Equal(CallFlags.Disconnected, flags));
        Assert.Null((await room.StoredAsync()).ActiveSince);
    }

    private const CallFlags Everything = CallFlags.InCall | CallFlags.WithAudio | CallFlags.WithVideo;
}
