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
}
