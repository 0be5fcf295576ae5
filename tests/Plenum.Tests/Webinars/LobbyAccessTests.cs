using System.Text.Json;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

public sealed class LobbyAccessTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars L23")]
    public async Task Everybody_may_join_and_wait()
    {
        var (olga, uma, sam) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"), await server.PersonAsync("sam"));
        var token = (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1, participants = new { users = new[] { uma.User } } })).Token;

        foreach (var person in new[] { uma, sam, server.Guest() })
        {
            var reply = await person.JoinAsync(token);

            Assert.Equal((1, false), (reply["lobbyState"].GetInt32(), reply.Data.TryGetProperty("lastMessage", out _)));
        }
    }

    [Fact]
    [Case("webinars L24")]
    public async Task The_lobby_does_not_replace_the_password()
    {
        var olga = await server.PersonAsync("olga");
        var token = (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1, password = "Correct-Horse-7" })).Token;

        var (right, wrong) = (await server.Guest().TryJoinAsync(token, "Correct-Horse-7"), await server.Guest().TryJoinAsync(token, "wrong"));

        Assert.Equal((200, 403, "password"), (right.Status, wrong.Status, wrong.Error));
    }

    [Fact]
    [Case("webinars L25", "webinars L26", "webinars L35")]
    public async Task The_chat_is_for_moderators_and_those_who_may_ignore_the_lobby()
    {
        var people = await PeopleAsync();

        foreach (var person in people.Admitted)
        {
            Assert.Equal((201, 200), ((await person.TrySayAsync(people.Room.Token, "hello")).Status, (await person.HistoryAsync(people.Room.Token)).Status));
        }

        foreach (var person in people.Waiting)
        {
            Reply[] refused = [await person.TrySayAsync(people.Room.Token, "hello?"), await person.HistoryAsync(people.Room.Token), await person.FutureAsync(people.Room.Token)];
            Assert.All(refused, reply => Assert.Equal((412, "[]"), (reply.Status, reply.Data.GetRawText())));
        }
    }

    [Fact]
    [Case("webinars L29", "webinars L35")]
    public async Task The_people_inside_are_not_shown_to_those_who_wait()
    {
        var people = await PeopleAsync();

        foreach (var person in people.Admitted) Assert.Equal(200, (await person.ParticipantsAsync(people.Room.Token)).Status);
        foreach (var person in people.Waiting) Assert.Equal(412, (await person.ParticipantsAsync(people.Room.Token)).Status);
    }

    [Fact]
    [Case("webinars L30")]
    public async Task Messages_cannot_be_searched_changed_or_looked_at_from_the_lobby()
    {
        var people = await PeopleAsync();
        var token = people.Room.Token;
        var id = await people.Admitted[0].SayAsync(token, "hello");

        foreach (var person in people.Waiting)
        {
            Assert.Equal(412, (await person.GetAsync($"v1/chat/{token}/mentions?search=a")).Status);
        }

        // The rest needs an account.
        foreach (var person in people.Waiting.Where(person => person.User.Length > 0))
        {
            int[] statuses =
            [
                (await person.GetAsync($"v1/chat/{token}/{id}/context")).Status,
                (await person.PutAsync($"v1/chat/{token}/{id}", new { message = "mine" })).Status,
                (await person.DeleteAsync($"v1/chat/{token}/{id}")).Status,
            ];

            Assert.Equal([412, 412, 412], statuses);
        }
    }

    [Fact]
    [Case("webinars L31")]
    public async Task Own_affairs_can_be_settled_while_waiting()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var token = (await olga.CreateAsync(new { roomType = 2, roomName = "webinar", lobbyState = 1, participants = new { users = new[] { uma.User } } })).Token;
        await uma.JoinAsync(token);

        int[] statuses =
        [
            (await uma.PostAsync($"v4/room/{token}/favorite")).Status,
            (await uma.DeleteAsync($"v4/room/{token}/favorite")).Status,
            (await uma.PostAsync($"v4/room/{token}/archive")).Status,
            (await uma.PostAsync($"v4/room/{token}/important")).Status,
            (await uma.PostAsync($"v4/room/{token}/sensitive")).Status,
            (await uma.PostAsync($"v4/room/{token}/notify", new { level = 3 })).Status,
            (await uma.PostAsync($"v4/room/{token}/notify-calls", new { level = 0 })).Status,
            (await uma.PostAsync($"v1/chat/{token}/read")).Status,
            (await uma.PutAsync($"v4/room/{token}/participants/state", new { state = 0 })).Status,
            (await uma.DeleteAsync($"v4/room/{token}/participants/active")).Status,
            (await uma.TryJoinAsync(token)).Status,
            (await uma.GetAsync($"v4/room/{token}/capabilities")).Status,
            (await uma.DeleteAsync($"v4/room/{token}/participants/self")).Status,
        ];

        Assert.All(statuses, status => Assert.Equal(200, status));
    }

    [Fact]
    [Case("webinars L32")]
    public async Task A_guest_introduces_itself_while_waiting()
    {
        var olga = await server.PersonAsync("olga");
        var token = (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1 })).Token;
        using var gil = server.Guest();
        await gil.JoinAsync(token);

        var reply = await gil.PostAsync($"v1/guest/{token}/name", new { displayName = "Gil" });

        Assert.Equal(200, reply.Status);
        Assert.Contains("Gil", (await olga.ParticipantsAsync(token)).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Case("webinars L33", "webinars L34", "webinars Q18", "calls 8")]
    public async Task What_goes_on_inside_is_hidden_from_those_who_wait()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var room = await server.StageAsync(olga, ConversationType.Public, conversation =>
            (conversation.LobbyState, conversation.Description, conversation.Listable) = (LobbyState.NonModerators, "About lobbies", Listable.Everyone));
        await room.SeatAsync(uma);
        var gus = await room.GuestAsync(ParticipantType.GuestModerator);
        await olga.SayAsync(room.Token, $"@{uma.User} hello");
        await olga.PostAsync(room.Call);

        var (waiting, inside) = (await uma.GetAsync(room.Room), await gus.GetAsync(room.Room));

        Assert.Equal((false, 0, 0), (waiting["hasCall"].GetBoolean(), waiting["callFlag"].GetInt32(), waiting["callStartTime"].GetInt64()));
        Assert.Equal((0, false, false), (waiting["unreadMessages"].GetInt32(), waiting["unreadMention"].GetBoolean(), waiting["unreadMentionDirect"].GetBoolean()));
        Assert.Equal((false, false, "About lobbies"), (waiting["canStartCall"].GetBoolean(), waiting.Data.TryGetProperty("lastMessage", out _), waiting["description"].GetString()));
        Assert.Equal((true, 7, server.Clock.Unix), (inside["hasCall"].GetBoolean(), inside["callFlag"].GetInt32(), inside["callStartTime"].GetInt64()));
        Assert.Equal((true, JsonValueKind.Object), (inside["canStartCall"].GetBoolean(), inside["lastMessage"].ValueKind));
    }

    [Fact]
    [Case("webinars L36")]
    public async Task The_conversation_may_let_everybody_ignore_its_lobby()
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var room = await server.StageAsync(olga, with: conversation =>
            (conversation.LobbyState, conversation.DefaultPermissions) = (LobbyState.NonModerators, Permissions.MaxCustom));
        await room.SeatAsync(uma);

        var reply = await uma.TrySayAsync(room.Token, "hello");

        Assert.Equal(201, reply.Status);
    }

    [Theory]
    [InlineData(true, Permissions.Inherit, 403)]
    [InlineData(false, Permissions.Custom, 412)]
    [Case("webinars L46", "webinars L47")]
    public async Task Read_only_comes_before_the_lobby_and_the_lobby_before_permissions(bool readOnly, object permissions, int status)
    {
        var (olga, uma) = (await server.PersonAsync("olga"), await server.PersonAsync("uma"));
        var room = await server.StageAsync(olga, with: conversation => (conversation.LobbyState, conversation.ReadOnly) = (LobbyState.NonModerators, readOnly));
        await room.SeatAsync(uma, permissions: (Permissions)permissions);

        var reply = await uma.TrySayAsync(room.Token, "hello");

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Moderator_settings_stay_closed_to_those_who_wait()
    {
        var people = await PeopleAsync();

        foreach (var person in people.Waiting.Where(person => person.User.Length > 0))
        {
            Assert.Equal(403, (await person.PutAsync(people.Room.Lobby, new { state = 0 })).Status);
        }
    }

    private async Task<(StagedRoom Room, TalkClient[] Admitted, TalkClient[] Waiting)> PeopleAsync()
    {
        var (olga, max, uma, sam, vic) =
            (await server.PersonAsync("olga"), await server.PersonAsync("max"), await server.PersonAsync("uma"), await server.PersonAsync("sam"), await server.PersonAsync("vic"));
        var room = await server.StageAsync(olga, ConversationType.Public, conversation => conversation.LobbyState = LobbyState.NonModerators);
        await room.SeatAsync(max, ParticipantType.Moderator);
        await room.SeatAsync(uma);
        await room.SeatAsync(sam, ParticipantType.SelfJoinedUser);
        await room.SeatAsync(vic, permissions: Permissions.MaxCustom);
        var (gus, gil) = (await room.GuestAsync(ParticipantType.GuestModerator), await room.GuestAsync());
        return (room, [olga, max, gus, vic], [uma, sam, gil]);
    }
}
