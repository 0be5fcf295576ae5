using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class NoteToSelfTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task The_conversation_with_oneself_is_there_when_asked_for()
    {
        var ada = await server.PersonAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ada.GetAsync("v4/room/note-to-self")));

        Assert.All(replies, reply => reply.Expect(200));
        var token = Assert.Single(replies.Select(reply => reply.Token).Distinct());
        var note = replies[0];
        Assert.Equal(
            (6, "Note to self", "note_to_self", ada.User, true, true, 1),
            (note["type"].GetInt32(), note["name"].GetString(), note["objectType"].GetString(), note["objectId"].GetString(), note["isFavorite"].GetBoolean(), note["isCustomAvatar"].GetBoolean(), note["participantType"].GetInt32()));
        Assert.Equal(40, note.Headers["X-Nextcloud-Talk-Hash"].Length);
        Assert.Equal([token], Tokens(await ada.GetAsync("v4/room")));
        Assert.Equal(["conversation_created"], (await ada.HistoryAsync(token)).Keys());
    }

    [Fact]
    public async Task Notes_to_oneself_can_be_renamed_but_not_shared()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.GetAsync("v4/room/note-to-self")).Token;

        Assert.Equal(200, (await ada.PutAsync($"v4/room/{token}", new { roomName = "ideas" })).Status);
        Assert.Equal(200, (await ada.PutAsync($"v4/room/{token}/description", new { description = "mine" })).Status);
        Assert.Equal(200, (await ada.PostAsync($"v4/room/{token}/message-expiration", new { seconds = 60 })).Status);
        Assert.Equal(200, (await ada.PostAsync($"v4/room/{token}/archive")).Status);
        Reply[] refused =
        [
            await ada.PostAsync($"v4/room/{token}/public"),
            await ada.PutAsync($"v4/room/{token}/read-only", new { state = 1 }),
            await ada.PutAsync($"v4/room/{token}/listable", new { scope = 1 }),
            await ada.PutAsync($"v4/room/{token}/permissions/default", new { permissions = 1 }),
            await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 }),
        ];
        Assert.All(refused, reply => Assert.Equal((400, "type"), (reply.Status, reply.Error)));
    }

    private static string[] Tokens(Reply list) => [.. list.Expect(200).Data.EnumerateArray().Select(Token)];

    private static string Token(JsonElement room) => room.GetProperty("token").GetString()!;
}
