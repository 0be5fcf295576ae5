using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class CreationTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 1")]
    public async Task The_creator_owns_the_conversation()
    {
        var ada = await server.PersonAsync();

        var reply = await ada.CreateAsync(new { roomType = 2, roomName = "room" });

        Assert.Equal((1, 2, "room"), (reply["participantType"].GetInt32(), reply["type"].GetInt32(), reply["name"].GetString()));
        Assert.Equal("conversation_created", reply["lastMessage"].Key());
        Assert.Equal(reply["lastMessage"].Id(), reply["lastReadMessage"].GetInt64());
        Assert.Single((await ada.HistoryAsync(reply.Token)).Data.EnumerateArray());
    }

    [Fact]
    public async Task Invited_accounts_find_the_conversation_in_their_list()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var created = await ada.CreateGroupAsync("room", bob);

        var list = (await bob.GetAsync("v4/room")).Expect(200);
        Assert.Equal(created.Token, Assert.Single(list.Data.EnumerateArray()).GetProperty("token").GetString());
        Assert.Equal(["user_added", "conversation_created"], (await bob.HistoryAsync(created.Token)).Keys());
    }

    [Fact]
    public async Task Nobody_without_an_account_creates_conversations()
    {
        var reply = await server.Guest().PostAsync("v4/room", new { roomType = 2, roomName = "room" });

        Assert.Equal((401, "auth"), Outcome(reply));
    }

    [Fact, Case("conversations 2")]
    public async Task Only_public_conversations_have_a_password()
    {
        var ada = await server.PersonAsync();

        var open = await ada.CreateAsync(new { roomType = 3, roomName = "room", password = "secret 123" });
        var group = await ada.CreateAsync(new { roomType = 2, roomName = "room", password = "secret 123" });

        Assert.Equal((true, false), (open["hasPassword"].GetBoolean(), group["hasPassword"].GetBoolean()));
        Assert.Equal(["conversation_created"], (await ada.HistoryAsync(open.Token)).Keys());
    }

    [Fact, Case("conversations 6")]
    public async Task Everything_that_was_asked_for_is_reported_back()
    {
        var ada = await server.PersonAsync();

        var reply = await ada.CreateAsync(new
        {
            roomType = 2, roomName = " room ", readOnly = 1, listable = 1, messageExpiration = 3600, lobbyState = 1, mentionPermissions = 1, description = "what for", permissions = 48,
        });

        Assert.Equal(
            ("room", 1, 1, 3600, 1, 0, 1, "what for", 49),
            (reply["name"].GetString(), reply["readOnly"].GetInt32(), reply["listable"].GetInt32(), reply["messageExpiration"].GetInt32(), reply["lobbyState"].GetInt32(),
                reply["lobbyTimer"].GetInt32(), reply["mentionPermissions"].GetInt32(), reply["description"].GetString(), reply["defaultPermissions"].GetInt32()));
        Assert.Equal("conversation_created", reply["lastMessage"].Key());
    }

    [Fact, Case("conversations 7")]
    public async Task A_lobby_can_have_a_timer_from_the_beginning()
    {
        var ada = await server.PersonAsync();
        var opensAt = server.Clock.Unix + 3600;

        var reply = await ada.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1, lobbyTimer = opensAt });
        var withoutLobby = await ada.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 0, lobbyTimer = opensAt });

        Assert.Equal((1, opensAt), (reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt64()));
        Assert.Equal((0, 0), (withoutLobby["lobbyState"].GetInt32(), withoutLobby["lobbyTimer"].GetInt64()));
    }

    [Fact, Case("conversations 8")]
    public async Task Who_does_not_exist_is_reported_and_the_others_are_invited()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var reply = await ada.PostAsync("v4/room", new { roomType = 2, roomName = "room", participants = new { users = new[] { bob.User, "ghost" }, emails = new[] { "nobody" } } });

        Assert.Equal(202, reply.Status);
        Assert.Equal("""{"users":["ghost"],"emails":["nobody"]}""", reply["invalidParticipants"].GetRawText());
        Assert.Equal([ada.User, bob.User], await server.ActorsAsync(reply.Token));
    }

    [Fact, Case("conversations 8")]
    public async Task Nothing_is_created_for_nobody()
    {
        var ada = await server.PersonAsync();

        var reply = await ada.PostAsync("v4/room", new { roomType = 2, roomName = "room", participants = new { users = new[] { "ghost" }, phones = new[] { "+49301234567" }, teams = new[] { "t" }, federated_users = new[] { "a@b" } } });

        Assert.Equal((404, "invite"), Outcome(reply));
        Assert.Empty((await ada.GetAsync("v4/room")).Data.EnumerateArray());
    }

    [Fact]
    public async Task Invitations_come_as_form_fields_too()
    {
        var (ada, bob, cleo) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("cleo"));

        var reply = await ada.PostAsync("v4/room", new StringContent(
            $"roomType=2&roomName=room&participants%5Busers%5D%5B%5D={bob.User.ToUpperInvariant()}&participants[users][]={cleo.User}&participants[users][]={cleo.User}&participants[users][]={ada.User}",
            Encoding.UTF8,
            "application/x-www-form-urlencoded"));

        Assert.Equal(201, reply.Status);
        Assert.Equal([ada.User, bob.User, cleo.User], await server.ActorsAsync(reply.Token));
        Assert.Equal(["user_added", "user_added", "conversation_created"], (await ada.HistoryAsync(reply.Token)).Keys());
        Assert.Equal("user_added", (await ada.RoomAsync(reply.Token))["lastMessage"].Key());
    }

    [Fact, Case("conversations 9")]
    public async Task The_old_way_to_invite_a_group()
    {
        var group = PlenumServer.Unique("group");
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob", group));

        var reply = await ada.CreateAsync(new { roomType = 2, invite = group });

        Assert.Equal(group, reply["name"].GetString());
        Assert.Equal([ada.User, group, bob.User], await server.ActorsAsync(reply.Token));
        Assert.Equal(["user_added", "group_added", "conversation_created"], (await ada.HistoryAsync(reply.Token)).Keys());
    }

    [Fact]
    public async Task The_old_way_to_invite_a_group_that_does_not_exist()
    {
        var ada = await server.PersonAsync();

        Assert.Equal((404, "invite"), Outcome(await ada.PostAsync("v4/room", new { roomType = 2, invite = "nope" })));
        Assert.Equal((404, "invite"), Outcome(await ada.PostAsync("v4/room", new { roomType = 2, invite = "team", source = "circles" })));
    }

    [Fact]
    public async Task People_can_be_invited_by_mail()
    {
        var ada = await server.PersonAsync();

        var reply = await ada.CreateAsync(new { roomType = 3, roomName = "room", participants = new { emails = new[] { "Gil@example.org", "gil@example.org" } } });

        var guest = await server.FromDbAsync(db => db.Attendees.SingleAsync(attendee => attendee.Conversation!.Token == reply.Token && attendee.ActorType == "emails"));
        Assert.Equal((ParticipantType.Guest, "gil@example.org"), (guest.ParticipantType, guest.InvitedAddress));
        Assert.Equal("conversation_created", reply["lastMessage"].Key());
    }

    [Fact, Case("conversations 15")]
    public async Task A_one_to_one_grows_into_a_conversation_of_more()
    {
        var (ada, bob, cleo) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("cleo"));
        var own = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;
        var foreign = (await bob.CreateAsync(new { roomType = 1, invite = cleo.User })).Token;
        var group = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.CreateAsync(new { roomType = 3, roomName = "more", objectType = "extended_conversation", objectId = own });

        Assert.Equal(("extended_conversation", own), (reply["objectType"].GetString(), reply["objectId"].GetString()));
        foreach (var token in new[] { group, foreign, "nosuchtoken" })
        {
            Assert.Equal((400, "object"), Outcome(await ada.PostAsync("v4/room", new { roomType = 3, roomName = "more", objectType = "extended_conversation", objectId = token })));
        }
    }

    [Fact]
    public async Task Who_is_in_the_call_of_a_one_to_one_is_sent_along()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var oneToOne = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;
        var session = (await ada.JoinAsync(oneToOne))["sessionId"].GetString();
        (await ada.PostAsync($"v4/call/{oneToOne}", new { flags = 1 })).Expect(200);
        var heard = server.Record();

        var reply = await ada.CreateAsync(new { roomType = 2, roomName = "more", objectType = "extended_conversation", objectId = oneToOne });

        var order = Assert.Single(heard.About(oneToOne).OfType<SwitchTo>());
        Assert.Equal((reply.Token, session), (order.Target, Assert.Single(order.SessionIds)));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("phone_persist")]
    [InlineData("phone_temporary")]
    public async Task Telephone_conversations_have_an_id_of_their_own(string objectType)
    {
        var ada = await server.PersonAsync();

        var reply = await ada.CreateAsync(new { roomType = 2, roomName = "+49…", objectType, objectId = "anything" });

        Assert.Equal((objectType, "phone"), (reply["objectType"].GetString(), reply["objectId"].GetString()));
    }

    [Fact]
    public async Task A_picture_can_be_chosen_with_the_conversation()
    {
        var ada = await server.PersonAsync();

        var reply = await ada.CreateAsync(new { roomType = 2, roomName = "room", emoji = "👩🏽‍🚀", avatarColor = "1a2B3c" });

        Assert.True(reply["isCustomAvatar"].GetBoolean());
        Assert.Equal(["avatar_set", "conversation_created"], (await ada.HistoryAsync(reply.Token)).Keys());
        Assert.Equal(reply["lastMessage"].Id(), reply["lastReadMessage"].GetInt64());
        Assert.Equal((400, "avatar"), Outcome(await ada.PostAsync("v4/room", new { roomName = "room", emoji = "👋🚀" })));
        Assert.Equal((400, "avatar"), Outcome(await ada.PostAsync("v4/room", new { roomName = "room", emoji = "👋", avatarColor = "GGGGGG" })));
        Assert.False((await ada.CreateAsync(new { roomName = "room", emoji = "", avatarColor = "GGGGGG" }))["isCustomAvatar"].GetBoolean());
    }

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
