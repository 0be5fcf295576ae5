using System.Text.Json;
using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>Conversations to join without an invitation.</summary>
public sealed class FindTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 24")]
    public async Task Listed_conversations_are_found_by_those_they_are_listed_for()
    {
        var (ada, bob, sam) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var visitor = await server.PersonAsync("xenia", AccountGroup.ServerGuests);
        var name = PlenumServer.Unique("find me ");
        var token = (await ada.CreateAsync(new { roomType = 2, roomName = name, listable = 1, description = "what for", participants = new { users = new[] { bob.User } } })).Token;

        var found = await FindAsync(sam, name);

        Assert.Equal([token], Tokens(found));
        Assert.Equal((name, "what for", 4, false), (found.Data[0].GetProperty("displayName").GetString(), found.Data[0].GetProperty("description").GetString(), found.Data[0].GetProperty("participantType").GetInt32(), found.Data[0].Has("lastMessage")));
        Assert.Equal(200, (await sam.RoomAsync(token)).Status);
        Assert.Empty(Tokens(await FindAsync(bob, name)));
        Assert.Empty(Tokens(await FindAsync(visitor, name)));
        Assert.Equal(404, (await visitor.RoomAsync(token)).Status);
        (await ada.PutAsync($"v4/room/{token}/listable", new { scope = 2 })).Expect(200);
        Assert.Equal([token], Tokens(await FindAsync(visitor, name)));
    }

    [Fact, Case("conversations 25")]
    public async Task Every_word_has_to_occur_in_the_name()
    {
        var (ada, sam) = (await server.PersonAsync(), await server.PersonAsync("sam"));
        var key = PlenumServer.Unique("Übung");
        var cool = (await ada.CreateAsync(new { roomName = $"group-the-cool-room {key}", listable = 1 })).Token;
        await ada.CreateAsync(new { roomName = $"other {key}", listable = 1 });

        Assert.Equal([cool], Tokens(await FindAsync(sam, $"THE  room {key}")));
        Assert.Equal([cool], Tokens(await FindAsync(sam, $"room {key.ToLowerInvariant()}")));
        Assert.Equal(2, Tokens(await FindAsync(sam, key)).Length);
        Assert.Empty(Tokens(await FindAsync(sam, $"{key} %")));
    }

    private static Task<Reply> FindAsync(TalkClient person, string searchTerm) => person.GetAsync($"v4/listed-room?searchTerm={Uri.EscapeDataString(searchTerm)}");

    private static string[] Tokens(Reply list) => [.. list.Expect(200).Data.EnumerateArray().Select(Token)];

    private static string Token(JsonElement room) => room.GetProperty("token").GetString()!;
}
