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
        Assert.Equal("conversation_created", reply["lastMessage"].GetProperty("systemMessage").GetString());
        Assert.Equal(reply["lastMessage"].GetProperty("id").GetInt64(), reply["lastReadMessage"].GetInt64());
    }

    [Fact]
    public async Task Invited_accounts_find_the_conversation_in_their_list()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var created = await ada.CreateGroupAsync("room", bob);

        var list = (await bob.GetAsync("v4/room")).Expect(200);
        Assert.Equal(created.Token, Assert.Single(list.Data.EnumerateArray()).GetProperty("token").GetString());
    }

    [Fact]
    public async Task Nobody_without_an_account_creates_conversations()
    {
        var reply = await server.Guest().PostAsync("v4/room", new { roomType = 2, roomName = "room" });

        Assert.Equal((401, "auth"), (reply.Status, reply.Error));
    }
}
