using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class OneToOneTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory, Case("conversations 11")]
    [InlineData("ghost")]
    [InlineData("")]
    [InlineData("bridge-bot")]
    public async Task Nobody_talks_to_people_who_do_not_exist(string invite)
    {
        var ada = await server.PersonAsync();

        Assert.Equal((404, "invite"), Outcome(await ada.PostAsync("v4/room", new { roomType = 1, invite })));
    }

    [Fact, Case("conversations 11")]
    public async Task Nobody_talks_to_themselves()
    {
        var ada = await server.PersonAsync();

        Assert.Equal((403, "invite"), Outcome(await ada.PostAsync("v4/room", new { roomType = 1, invite = ada.User.ToUpperInvariant() })));
    }

    [Fact, Case("conversations 12")]
    public async Task The_other_one_comes_in_when_something_reaches_them_or_they_open_it()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var created = await ada.CreateAsync(new { roomType = 1, invite = bob.User });

        Assert.Equal((1, bob.User, "Bob", 1), (created["type"].GetInt32(), created["name"].GetString(), created["displayName"].GetString(), created["participantType"].GetInt32()));
        Assert.Equal(["conversation_created"], (await ada.HistoryAsync(created.Token)).Keys());
        Assert.Empty((await bob.GetAsync("v4/room")).Data.EnumerateArray());
        Assert.Equal(404, (await bob.RoomAsync(created.Token)).Status);
        var opened = await bob.PostAsync("v4/room", new { roomType = 1, participants = new { users = new[] { ada.User } } });
        Assert.Equal((200, created.Token, 1, ada.User), (opened.Status, opened.Token, opened["participantType"].GetInt32(), opened["name"].GetString()));
        Assert.Equal(["conversation_created"], (await bob.HistoryAsync(created.Token)).Keys());
    }

    [Fact]
    public async Task A_message_brings_the_other_one_in()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;

        await ada.SayAsync(token, "hello");

        var seen = Assert.Single((await bob.GetAsync("v4/room")).Data.EnumerateArray());
        Assert.Equal((token, 1), (seen.GetProperty("token").GetString(), seen.GetProperty("unreadMessages").GetInt32()));
    }

    [Fact, Case("conversations 13")]
    public async Task Who_has_left_comes_back_as_an_owner()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;
        (await bob.PostAsync("v4/room", new { roomType = 1, invite = ada.User })).Expect(200);
        (await ada.DeleteAsync($"v4/room/{token}/participants/self")).Expect(200);

        var again = await ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User });

        Assert.Equal((200, token, 1), (again.Status, again.Token, again["participantType"].GetInt32()));
        Assert.Equal(2, (await server.ActorsAsync(token)).Length);
    }

    [Fact]
    public async Task Everything_else_in_the_request_is_ignored()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var created = await ada.CreateAsync(new
        {
            roomType = 1, invite = bob.User, roomName = "us", password = "secret", listable = 1, lobbyState = 7, objectType = "file", description = "x", preset = "classified",
        });

        Assert.Equal((bob.User, "", 0, 0, 0, false), (created["name"].GetString(), created["description"].GetString(), created["listable"].GetInt32(), created["lobbyState"].GetInt32(), created["attributes"].GetInt32(), created["hasPassword"].GetBoolean()));
    }

    [Fact]
    public async Task Racing_for_the_same_one_to_one_both_get_the_same()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(turn =>
            turn % 2 == 0 ? ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User }) : bob.PostAsync("v4/room", new { roomType = 1, invite = ada.User })));

        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Equal(7, replies.Count(reply => reply.Status == 200));
        Assert.Single(replies.Select(reply => reply.Token).Distinct());
        Assert.Equal(2, (await server.ActorsAsync(replies[0].Token)).Length);
        var said = await server.FromDbAsync(db => db.Messages.CountAsync(message => message.Conversation!.Token == replies[0].Token));
        Assert.Equal(1, said);
    }

    [Fact]
    public async Task Between_two_there_are_no_settings_for_many()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;

        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{token}", new { roomName = "us" })));
        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{token}/read-only", new { state = 1 })));
        Assert.Equal((400, "type"), Outcome(await ada.PostAsync($"v4/room/{token}/public")));
        Assert.Equal((400, "type"), Outcome(await ada.DeleteAsync($"v4/room/{token}/public")));
        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{token}/password", new { password = "secret" })));
        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{token}/permissions/default", new { permissions = 1 })));
        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{token}/mention-permissions", new { mentionPermissions = 1 })));
        Assert.Equal(200, (await ada.PostAsync($"v4/room/{token}/message-expiration", new { seconds = 60 })).Status);
    }

    [Fact]
    public async Task Between_two_nobody_deletes()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await ada.CreateAsync(new { roomType = 1, invite = bob.User });

        var reply = await ada.DeleteAsync($"v4/room/{room.Token}");

        Assert.Equal((400, System.Text.Json.JsonValueKind.Null, false), (reply.Status, reply.Data.ValueKind, room["canDeleteConversation"].GetBoolean()));
        Assert.Equal(200, (await ada.RoomAsync(room.Token)).Status);
    }

    [Fact]
    public async Task Ids_with_an_apostrophe_make_a_pair_too()
    {
        var (ada, miles) = (await server.PersonAsync(), await server.PersonAsync("miles.o'brien"));

        var created = await ada.CreateAsync(new { roomType = 1, invite = miles.User });

        Assert.Equal(miles.User, created["name"].GetString());
        Assert.Equal((200, created.Token), ((await miles.PostAsync("v4/room", new { roomType = 1, invite = ada.User })).Status, created.Token));
    }

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
