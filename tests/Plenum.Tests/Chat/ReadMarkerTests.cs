using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class ReadMarkerTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string CommonRead = "X-Chat-Last-Common-Read";

    [Fact, Case("chat 79")]
    public async Task Without_an_id_everything_is_read()
    {
        var (_, bob, room, ids) = await ThreeMessagesAsync();

        var reply = await bob.PostAsync(Path(room));

        Assert.Equal((200, ids[2], 0), (reply.Status, reply["lastReadMessage"].GetInt64(), reply["unreadMessages"].GetInt32()));
        Assert.Equal(ids[2].ToString(), reply.Headers[CommonRead]);
    }

    [Fact, Case("chat 79")]
    public async Task Marked_as_unread_the_newest_message_is_unread()
    {
        var (_, bob, room, ids) = await ThreeMessagesAsync();
        await bob.PostAsync(Path(room));

        var reply = await bob.DeleteAsync(Path(room));

        Assert.Equal((200, ids[1], 1), (reply.Status, reply["lastReadMessage"].GetInt64(), reply["unreadMessages"].GetInt32()));
    }

    [Fact, Case("chat 79")]
    public async Task A_single_message_among_system_messages_is_unread_as_well()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var created = (await ada.NewestAsync(token)).Id();
        await ada.SayAsync(token, "only");
        (await ada.DeleteAsync($"v1/chat/{token}/{await ada.SayAsync(token, "gone")}")).Expect(200);

        var reply = await ada.DeleteAsync($"v1/chat/{token}/read");

        Assert.Equal((created, 1), (reply["lastReadMessage"].GetInt64(), reply["unreadMessages"].GetInt32()));
    }

    [Fact]
    public async Task A_chat_in_which_nobody_wrote_is_unread_from_the_start()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.DeleteAsync($"v1/chat/{token}/read");

        Assert.Equal((-2, 1), (reply["lastReadMessage"].GetInt64(), reply["unreadMessages"].GetInt32()));
    }

    [Theory]
    [InlineData(-2, -2, 3)]
    [InlineData(0, -2, 3)]
    [InlineData(-1, -2, 3)]
    public async Task Before_the_first_message_everything_is_unread(long given, long marker, int unread)
    {
        var (_, bob, room, _) = await ThreeMessagesAsync();

        var reply = await bob.PostAsync(Path(room), new { lastReadMessage = given });

        Assert.Equal((marker, unread), (reply["lastReadMessage"].GetInt64(), reply["unreadMessages"].GetInt32()));
    }

    [Fact]
    public async Task The_marker_moves_both_ways_and_stays_within_the_chat()
    {
        var (ada, bob, room, ids) = await ThreeMessagesAsync();
        var elsewhere = await ada.SayAsync((await server.StageAsync(ada)).Token, "elsewhere");
        var last = await ada.SayAsync(room.Token, "last");

        async Task<long> SetAsync(long id) => (await bob.PostAsync(Path(room), new { lastReadMessage = id })).Expect(200)["lastReadMessage"].GetInt64();

        Assert.Equal(ids[1], await SetAsync(ids[1]));
        Assert.Equal(ids[0], await SetAsync(ids[0]));
        Assert.Equal(ids[2], await SetAsync(elsewhere));
        Assert.Equal(last, await SetAsync(last + 1000));
    }

    [Theory]
    [InlineData("""{"lastReadMessage":-3}""")]
    [InlineData("""{"lastReadMessage":[1]}""")]
    [InlineData("""{"lastReadMessage":"99999999999999999999"}""")]
    public async Task What_is_no_message_is_refused(string json)
    {
        var (_, bob, room, _) = await ThreeMessagesAsync();

        var reply = await bob.PostAsync(Path(room), new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((400, "lastReadMessage"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Read_markers_ask_neither_lobby_nor_lock_nor_permission()
    {
        var (_, bob, room, ids) = await ThreeMessagesAsync();
        await room.ChangeAsync(conversation => (conversation.LobbyState, conversation.ReadOnly, conversation.DefaultPermissions) = (LobbyState.NonModerators, true, Permissions.Custom | Permissions.JoinCall));

        var replies = (await bob.PostAsync(Path(room)), await bob.DeleteAsync(Path(room)));

        Assert.Equal((200, 200), (replies.Item1.Status, replies.Item2.Status));
        Assert.Equal((ids[1], 0, false), (replies.Item2["lastReadMessage"].GetInt64(), replies.Item2["unreadMessages"].GetInt32(), replies.Item2.Data.Has("lastMessage")));
    }

    [Fact]
    public async Task Anonymous_guests_have_no_marker_of_their_own()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var (gil, eve) = (await room.GuestAsync(), await server.EmailGuestAsync(room.Token));

        var replies = (await gil.PostAsync(Path(room)), await gil.DeleteAsync(Path(room)), await eve.PostAsync(Path(room)), await eve.DeleteAsync(Path(room)));

        Assert.Equal((404, 404, 200, 200), (replies.Item1.Status, replies.Item2.Status, replies.Item3.Status, replies.Item4.Status));
    }

    [Fact]
    public async Task Strangers_have_no_marker()
    {
        var (_, _, room, _) = await ThreeMessagesAsync();
        var cem = await server.PersonAsync("cem");

        var replies = (await cem.PostAsync(Path(room)), await cem.DeleteAsync(Path(room)));

        Assert.Equal((404, 404), (replies.Item1.Status, replies.Item2.Status));
    }

    [Fact, Case("chat 80")]
    public async Task Who_hides_what_he_has_read_neither_counts_nor_learns_it()
    {
        var (ada, bob, room, ids) = await ThreeMessagesAsync();
        var guest = await server.EmailGuestAsync(room.Token);
        await guest.HistoryAsync(room.Token);
        var before = (await ada.TrySayAsync(room.Token, "four")).Headers[CommonRead];
        await room.ChangeAsync(bob, attendee => attendee.ReadPrivate = true);

        var open = await ada.TrySayAsync(room.Token, "five");
        await room.ChangeAsync(bob, attendee => attendee.LastReadMessage = ids[0]);
        await room.ChangeAsync(ada, attendee => attendee.ReadPrivate = true);
        var secret = await ada.TrySayAsync(room.Token, "six");
        await room.ChangeAsync(bob, attendee => attendee.ReadPrivate = false);
        var other = await bob.HistoryAsync(room.Token);

        Assert.Equal(("-2", open.Data.Id().ToString()), (before, open.Headers[CommonRead]));
        Assert.False(secret.Headers.ContainsKey(CommonRead));
        Assert.Equal((ids[0].ToString(), ids[0]), (other.Headers[CommonRead], (await bob.RoomAsync(room.Token))["lastCommonReadMessage"].GetInt64()));
        Assert.Equal(0, (await ada.RoomAsync(room.Token))["lastCommonReadMessage"].GetInt64());
    }

    [Fact, Case("chat 81")]
    public async Task Expired_messages_are_not_unread()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, with: conversation => conversation.MessageExpiration = 60);
        await room.AddAsync(bob);
        await bob.SayAsync(room.Token, "first");
        await ada.SayAsync(room.Token, "brief");
        var before = (await bob.RoomAsync(room.Token))["unreadMessages"].GetInt32();

        server.Clock.Advance(TimeSpan.FromSeconds(60));

        var after = await bob.RoomAsync(room.Token);
        Assert.Equal((1, 0, false), (before, after["unreadMessages"].GetInt32(), after.Data.Has("lastMessage")));
    }

    private static string Path(StagedRoom room) => $"v1/chat/{room.Token}/read";

    private async Task<(TalkClient Ada, TalkClient Bob, StagedRoom Room, long[] Ids)> ThreeMessagesAsync()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        await room.ChangeAsync(bob, attendee => attendee.LastReadMessage = Attendee.UnreadFromStart);
        return (ada, bob, room, [await ada.SayAsync(room.Token, "one"), await ada.SayAsync(room.Token, "two"), await ada.SayAsync(room.Token, "three")]);
    }
}
