using Plenum.Common;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class AddTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 54")]
    public async Task Owners_add_users_and_nobody_else_does()
    {
        var (ada, bob, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var room = await ada.CreateGroupAsync();

        var byOwner = await ada.TryAddAsync(room.Token, bob.User);
        var byUser = await bob.TryAddAsync(room.Token, sam.User);
        var byStranger = await sam.TryAddAsync(room.Token, sam.User);

        Assert.Equal((200, 403, 404), (byOwner.Status, byUser.Status, byStranger.Status));
        Assert.Equal("[]", byOwner.Data.GetRawText());
    }

    [Fact]
    [Case("conversations 55")]
    public async Task Who_joined_by_the_link_stays_once_added_and_the_chat_says_so()
    {
        var (ada, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"));
        var room = await ada.CreatePublicAsync();
        await sam.JoinAsync(room.Token);

        await ada.AddAsync(room.Token, sam);

        Assert.Equal(3, (await sam.RoomAsync(room.Token))["participantType"].GetInt32());
        Assert.Equal(["conversation_created", "user_added"], await server.SystemMessagesAsync(room.Token));
    }

    [Fact]
    [Case("conversations 56")]
    public async Task A_group_comes_with_its_members_and_those_who_are_there_stay_what_they_are()
    {
        var group = PlenumServer.Unique("staff");
        var ada = await server.PersonAsync("ada");
        var (bob, sam) = (await server.PersonAsync("bob", group), await server.PersonAsync("sam", group));
        var room = await ada.CreatePublicAsync("room", bob);
        await sam.JoinAsync(room.Token);

        (await ada.TryAddAsync(room.Token, group, ActorTypes.Groups)).Expect(200);
        (await ada.TryAddAsync(room.Token, group, ActorTypes.Groups)).Expect(200);

        var list = await ada.ParticipantsAsync(room.Token);
        Assert.Equal([(ada.User, 1), (bob.User, 3), (sam.User, 3), (group, 3)], list.Types());
        Assert.Equal(["conversation_created", "user_added", "group_added", "user_added"], await server.SystemMessagesAsync(room.Token));
    }

    [Fact]
    [Case("conversations 58")]
    public async Task An_address_is_invited_once_and_the_conversation_stays_private()
    {
        var ada = await server.PersonAsync("ada");
        var room = await ada.CreateGroupAsync();

        var first = await ada.TryAddAsync(room.Token, "Guest@Example.org", ActorTypes.Emails);
        var second = await ada.TryAddAsync(room.Token, "guest@example.org", ActorTypes.Emails);

        Assert.Equal((200, 200), (first.Status, second.Status));
        var row = (await ada.ParticipantsAsync(room.Token)).Row(Secret.Sha256("guest@example.org"));
        Assert.Equal(("emails", 4, "guest@example.org"), (row.GetProperty("actorType").GetString(), row.GetProperty("participantType").GetInt32(), row.GetProperty("invitedActorId").GetString()));
        Assert.Equal(2, (await ada.RoomAsync(room.Token))["type"].GetInt32());
    }

    [Fact]
    public async Task Adding_somebody_many_times_at_once_makes_one_attendee_and_one_message()
    {
        var group = PlenumServer.Unique("staff");
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob", group));
        var token = (await ada.CreateGroupAsync()).Token;

        var replies = await Task.WhenAll(
            ada.TryAddAsync(token, bob.User),
            ada.TryAddAsync(token, bob.User.ToUpperInvariant()),
            ada.TryAddAsync(token, group, ActorTypes.Groups),
            ada.TryAddAsync(token, group, ActorTypes.Groups),
            ada.TryAddAsync(token, "gil@example.org", ActorTypes.Emails),
            ada.TryAddAsync(token, "GIL@example.org", ActorTypes.Emails));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(4, (await ada.ParticipantsAsync(token)).Data.GetArrayLength());
        Assert.Equal(["conversation_created", "group_added", "user_added"], (await server.SystemMessagesAsync(token)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_is_there_already_is_added_without_effect()
    {
        var (ada, mia) = (await server.PersonAsync("ada"), await server.PersonAsync("mia"));
        var token = (await ada.CreateGroupAsync("room", mia)).Token;
        await ada.PromoteAsync(token, mia);
        var before = await server.SystemMessagesAsync(token);

        foreach (var person in new[] { ada, mia }) await ada.AddAsync(token, person);

        Assert.Equal([(ada.User, 1), (mia.User, 2)], (await ada.ParticipantsAsync(token)).Types());
        Assert.Equal(before, await server.SystemMessagesAsync(token));
    }

    [Fact]
    [Case("conversations 62")]
    public async Task Between_two_nobody_is_added_removed_promoted_or_demoted()
    {
        var (ada, bob, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var token = (await ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User })).Expect(201).Token;
        await bob.PostAsync("v4/room", new { roomType = 1, invite = ada.User });
        var bobsId = await bob.AttendeeIdAsync(token);

        var replies = new[]
        {
            await ada.TryAddAsync(token, sam.User), await ada.TryRemoveAsync(token, bobsId), await ada.TryPromoteAsync(token, bobsId), await ada.TryDemoteAsync(token, bobsId),
        };

        Assert.Equal([(400, "room-type"), (400, "room-type"), (400, "type"), (400, "type")], replies.Select(reply => (reply.Status, reply.Error)));
    }

    [Fact]
    [Case("conversations 63")]
    public async Task Adding_to_a_breakout_room_adds_to_the_parent_and_only_there()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync()).Token;
        var rooms = (await ada.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 2 })).Expect(200);
        var (one, two) = (rooms.Data[0].GetProperty("token").GetString()!, rooms.Data[1].GetProperty("token").GetString()!);

        await ada.AddAsync(one, bob);
        await ada.AddAsync(two, bob);
        await ada.AddAsync(two, bob);
        var moderator = await ada.TryAddAsync(two, ada.User);
        var group = await ada.TryAddAsync(two, "staff", ActorTypes.Groups);

        Assert.Equal((200, 404, 200), ((await bob.RoomAsync(token)).Status, (await bob.RoomAsync(one)).Status, (await bob.RoomAsync(two)).Status));
        Assert.Equal((400, "moderator"), (moderator.Status, moderator.Error));
        Assert.Equal((400, "source"), (group.Status, group.Error));
    }

    [Theory]
    [InlineData("users", "nobody-at-all", 404, "new-participant")]
    [InlineData("users", "bridge-bot", 404, "new-participant")]
    [InlineData("groups", "nobody-at-all", 404, "new-participant")]
    [InlineData("circles", "team", 400, "new-participant")]
    [InlineData("teams", "team", 400, "new-participant")]
    [InlineData("federated_users", "ada@example.org", 501, "federation")]
    [InlineData("phones", "+491601231212", 501, "sip")]
    [InlineData("robots", "r2d2", 400, "source")]
    [InlineData("", "ada", 400, "source")]
    public async Task Not_everything_can_be_added(string source, string id, int status, string error)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.TryAddAsync(token, id, source);

        Assert.Equal((status, error), (reply.Status, reply.Error));
    }

    [Theory]
    [InlineData("{}", "newParticipant")]
    [InlineData("""{"newParticipant":["a"]}""", "newParticipant")]
    [InlineData("""{"newParticipant":"ada","source":{"a":1}}""", "source")]
    [InlineData("nonsense", "body")]
    public async Task What_cannot_be_understood_adds_nobody(string body, string error)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.PostAsync($"v4/room/{token}/participants", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((400, error), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Guest_moderators_add_nobody()
    {
        var (ada, guest) = (await server.PersonAsync("ada"), server.Guest());
        var token = (await ada.CreatePublicAsync()).Token;
        await guest.JoinAsync(token);
        await ada.PromoteAsync(token, guest);

        Assert.Equal(401, (await guest.TryAddAsync(token, ada.User)).Status);
    }

    [Fact]
    public async Task Only_people_with_an_account_belong_to_a_classified_conversation()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomType = 2, roomName = "room", preset = "classified" })).Token;

        var email = await ada.TryAddAsync(token, "gil@example.org", ActorTypes.Emails);
        var phone = await ada.TryAddAsync(token, "+491601231212", ActorTypes.Phones);
        await ada.AddAsync(token, bob);

        Assert.Equal([(400, "classified"), (400, "classified")], new[] { email, phone }.Select(reply => (reply.Status, reply.Error)));
        Assert.True((await bob.RoomAsync(token))["isSensitive"].GetBoolean());
    }
}
