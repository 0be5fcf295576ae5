using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class PersonalTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [InlineData("favorite", "isFavorite")]
    [InlineData("archive", "isArchived")]
    [InlineData("important", "isImportant")]
    [InlineData("sensitive", "isSensitive")]
    public async Task Switches_are_on_and_off_for_oneself_alone(string path, string field)
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;

        Reply[] replies =
        [
            await bob.PostAsync($"v4/room/{token}/{path}"), await bob.PostAsync($"v4/room/{token}/{path}"),
            await bob.DeleteAsync($"v4/room/{token}/{path}"), await bob.DeleteAsync($"v4/room/{token}/{path}"),
        ];

        Assert.Equal([true, true, false, false], replies.Select(reply => reply.Expect(200)[field].GetBoolean()));
        Assert.False((await ada.RoomAsync(token))[field].GetBoolean());
        Assert.Equal(["user_added", "conversation_created"], (await ada.HistoryAsync(token)).Keys());
    }

    [Theory]
    [InlineData("notify", 1, 200)]
    [InlineData("notify", 2, 200)]
    [InlineData("notify", 3, 200)]
    [InlineData("notify", 0, 400)]
    [InlineData("notify", 4, 400)]
    [InlineData("notify-calls", 0, 200)]
    [InlineData("notify-calls", 1, 200)]
    [InlineData("notify-calls", 2, 400)]
    [InlineData("notify-calls", -1, 400)]
    public async Task Notification_has_levels(string path, int level, int status)
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.PostAsync($"v4/room/{token}/{path}", new { level });

        Assert.Equal((status, status == 200 ? null : "level"), (reply.Status, reply.Error));
        if (status == 200) Assert.Equal(level, reply[path == "notify" ? "notificationLevel" : "notificationCalls"].GetInt32());
    }

    [Fact]
    public async Task A_level_is_needed()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        Assert.Equal((400, "level"), Outcome(await ada.PostAsync($"v4/room/{token}/notify")));
        Assert.Equal((400, "level"), Outcome(await ada.PostAsync($"v4/room/{token}/notify-calls", new { level = new[] { 1 } })));
    }

    [Fact]
    public async Task Personal_settings_are_for_accounts_in_the_conversation_lobby_and_lock_or_not()
    {
        var (ada, bob, sam) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var room = await server.StageAsync(ada, ConversationType.Public, conversation => (conversation.LobbyState, conversation.ReadOnly) = (LobbyState.NonModerators, true));
        await room.AddAsync(bob);
        var guest = await room.GuestAsync();

        foreach (var path in new[] { "favorite", "archive", "important", "sensitive" })
        {
            Assert.Equal(200, (await bob.PostAsync($"v4/room/{room.Token}/{path}")).Status);
            Assert.Equal(404, (await sam.PostAsync($"v4/room/{room.Token}/{path}")).Status);
            Assert.Equal(401, (await guest.PostAsync($"v4/room/{room.Token}/{path}")).Status);
            Assert.Equal(401, (await guest.DeleteAsync($"v4/room/{room.Token}/{path}")).Status);
        }

        Assert.Equal(200, (await bob.PostAsync($"v4/room/{room.Token}/notify", new { level = 3 })).Status);
        Assert.Equal(401, (await guest.PostAsync($"v4/room/{room.Token}/notify", new { level = 3 })).Status);
        Assert.Equal(401, (await guest.PostAsync($"v4/room/{room.Token}/notify-calls", new { level = 0 })).Status);
    }

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
