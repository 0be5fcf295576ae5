using System.Text.Json;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Rooms;

/// <summary>The Room object, field by field, for somebody with only the link, a visitor, a participant and one who waits (conversations §2).</summary>
public sealed class RoomShapeTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    /// <summary>Every key that is always there, with what somebody sees who has only the link; null is for what differs each time.</summary>
    private static readonly Dictionary<string, object?> Anonymous = new()
    {
        ["id"] = null, ["token"] = null, ["type"] = 3, ["name"] = "", ["displayName"] = "", ["description"] = "", ["objectType"] = "", ["objectId"] = "",
        ["participantType"] = 4, ["participantFlags"] = 0, ["lastPing"] = 0, ["sessionId"] = "0", ["actorType"] = "", ["actorId"] = "", ["attendeeId"] = 0, ["attendeePin"] = "",
        ["permissions"] = 1, ["attendeePermissions"] = 1, ["callPermissions"] = 1, ["defaultPermissions"] = 1, ["readOnly"] = 0, ["listable"] = 0, ["messageExpiration"] = 0,
        ["hasPassword"] = false, ["hasCall"] = false, ["callStartTime"] = 0, ["callFlag"] = 0, ["callRecording"] = 0, ["recordingConsent"] = 0, ["canStartCall"] = false,
        ["canLeaveConversation"] = false, ["canDeleteConversation"] = false, ["canEnableSIP"] = false, ["lastActivity"] = 0, ["isFavorite"] = false, ["isArchived"] = false,
        ["isImportant"] = false, ["isSensitive"] = false, ["tagIds"] = "[]", ["notificationLevel"] = 3, ["notificationCalls"] = 0, ["lobbyState"] = 0, ["lobbyTimer"] = 0,
        ["sipEnabled"] = 0, ["breakoutRoomMode"] = 0, ["breakoutRoomStatus"] = 0, ["mentionPermissions"] = 0, ["liveTranscriptionLanguageId"] = "", ["lastReadMessage"] = 0,
        ["lastCommonReadMessage"] = 0, ["unreadMessages"] = 0, ["unreadMention"] = false, ["unreadMentionDirect"] = false, ["lastPinnedId"] = 0, ["hiddenPinnedId"] = 0,
        ["hasScheduledMessages"] = 0, ["attributes"] = 0, ["avatarVersion"] = null, ["isCustomAvatar"] = false,
    };

    [Fact]
    public async Task With_only_the_link_one_sees_that_there_is_something()
    {
        var (ada, room) = await WebinarAsync(listable: 0);

        var seen = (await server.Guest().RoomAsync(room.Token)).Expect(200);

        Expect(seen, With(("hasPassword", true), ("isCustomAvatar", true)));
        Assert.Equal(room["id"].GetInt64(), seen["id"].GetInt64());
        Assert.Equal(40, seen.Headers["X-Nextcloud-Talk-Hash"].Length);
        Assert.NotEmpty(ada.User);
    }

    [Fact, Case("conversations 22")]
    public async Task An_account_with_only_the_link_is_no_participant()
    {
        var (ada, sam) = (await server.PersonAsync(), await server.PersonAsync("sam"));
        var token = (await ada.CreatePublicAsync("open")).Token;

        var seen = (await sam.RoomAsync(token)).Expect(200);

        Expect(seen, With());
    }

    [Fact]
    public async Task A_visitor_of_a_listed_conversation_sees_what_it_is_about()
    {
        var (_, room) = await WebinarAsync(listable: 2);

        var seen = (await server.Guest().RoomAsync(room.Token)).Expect(200);

        Expect(seen, With(
            ("name", "webinar"), ("displayName", "webinar"), ("description", "what for"), ("objectType", "event"), ("objectId", "1#2"), ("listable", 2), ("hasPassword", true),
            ("lastActivity", (int)server.Clock.Unix), ("lobbyState", 1), ("lobbyTimer", (int)(server.Clock.Unix + 3600)), ("isCustomAvatar", true)));
    }

    [Fact]
    public async Task A_participant_sees_everything()
    {
        var (ada, room) = await WebinarAsync(listable: 2);

        var seen = (await ada.RoomAsync(room.Token)).Expect(200);

        var created = seen["lastMessage"].GetProperty("id").GetInt32();
        Expect(seen, With(
            ("name", "webinar"), ("displayName", "webinar"), ("description", "what for"), ("objectType", "event"), ("objectId", "1#2"), ("listable", 2), ("hasPassword", true),
            ("participantType", 1), ("actorType", "users"), ("actorId", ada.User), ("permissions", 510), ("attendeePermissions", 0), ("callPermissions", 0), ("defaultPermissions", 389),
            ("messageExpiration", 3600), ("canStartCall", true), ("canLeaveConversation", true), ("canDeleteConversation", true), ("notificationLevel", 1), ("notificationCalls", 1),
            ("mentionPermissions", 1), ("lastReadMessage", created), ("lastCommonReadMessage", created),
            ("lastActivity", (int)server.Clock.Unix), ("lobbyState", 1), ("lobbyTimer", (int)(server.Clock.Unix + 3600)), ("isCustomAvatar", true)), except: "attendeeId");
        Assert.True(seen["attendeeId"].GetInt64() > 0);
        Assert.False(seen["lastMessage"].Has("parent"));
    }

    [Fact, Case("conversations 28")]
    public async Task Who_waits_in_the_lobby_sees_the_settings_and_nothing_that_happens()
    {
        var (ada, room) = await WebinarAsync(listable: 0);
        var bob = await server.PersonAsync("bob");
        await ada.AddAsync(room.Token, bob);
        await ada.JoinAsync(room.Token);
        (await ada.PostAsync($"v4/call/{room.Token}", new { flags = 7 })).Expect(200);
        await ada.SayAsync(room.Token, "not yet");

        var seen = (await bob.RoomAsync(room.Token)).Expect(200);

        Expect(seen, With(
            ("name", "webinar"), ("displayName", "webinar"), ("description", "what for"), ("objectType", "event"), ("objectId", "1#2"), ("hasPassword", true),
            ("participantType", 3), ("actorType", "users"), ("actorId", bob.User), ("permissions", 389), ("attendeePermissions", 0), ("callPermissions", 0), ("defaultPermissions", 389),
            ("messageExpiration", 3600), ("canLeaveConversation", true), ("notificationLevel", 1), ("notificationCalls", 1), ("mentionPermissions", 1),
            ("lastActivity", (int)server.Clock.Unix), ("lobbyState", 1), ("lobbyTimer", (int)(server.Clock.Unix + 3600)), ("isCustomAvatar", true)),
            "attendeeId", "lastReadMessage", "lastCommonReadMessage");
        Assert.False(seen.Data.Has("lastMessage"));
        Assert.Equal((false, 0, 0), (seen["hasCall"].GetBoolean(), seen["callFlag"].GetInt32(), seen["callStartTime"].GetInt32()));
    }

    [Fact, Case("conversations 28")]
    public async Task A_guest_moderator_does_not_wait()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public, conversation => conversation.LobbyState = LobbyState.NonModerators);
        await ada.SayAsync(room.Token, "welcome");
        var guest = await room.GuestAsync(ParticipantType.GuestModerator);
        var waiting = await room.GuestAsync();

        Assert.True((await guest.RoomAsync(room.Token)).Data.Has("lastMessage"));
        Assert.False((await waiting.RoomAsync(room.Token)).Data.Has("lastMessage"));
    }

    [Fact]
    public async Task A_guest_has_no_unread_counter_and_cannot_leave_for_good()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guest = await room.GuestAsync();
        await ada.SayAsync(room.Token, "hello");

        var seen = (await guest.RoomAsync(room.Token)).Expect(200);

        Assert.Equal((4, "guests", 502, 3), (seen["participantType"].GetInt32(), seen["actorType"].GetString(), seen["permissions"].GetInt32(), seen["notificationLevel"].GetInt32()));
        Assert.Equal((0, false, false, false), (seen["unreadMessages"].GetInt32(), seen["canLeaveConversation"].GetBoolean(), seen["canDeleteConversation"].GetBoolean(), seen["canEnableSIP"].GetBoolean()));
        Assert.Equal(room.Token, seen["token"].GetString());
        Assert.NotEqual("0", seen["sessionId"].GetString());
    }

    [Fact, Case("conversations 23")]
    public async Task Others_find_no_group()
    {
        var (ada, sam) = (await server.PersonAsync(), await server.PersonAsync("sam"));
        var token = (await ada.CreateGroupAsync()).Token;

        Assert.Equal(404, (await sam.RoomAsync(token)).Status);
        Assert.Equal(404, (await server.Guest().RoomAsync(token)).Status);
    }

    [Theory]
    [InlineData("/ocs/v2.php/apps/spreed/api/v4/room/abc")]
    [InlineData("/ocs/v2.php/apps/spreed/api/v4/room/ABCDEFGH")]
    [InlineData("/ocs/v2.php/apps/spreed/api/v4/room/abcdefghijabcdefghijabcdefghijk")]
    [InlineData("/ocs/v2.php/apps/spreed/api/v4/room/abc%2F..%2F")]
    public async Task What_cannot_be_a_token_leads_nowhere(string path) =>
        Assert.Equal(404, (await server.Guest().GetAsync(path)).Status);

    [Fact, Case("conversations 86")]
    public async Task A_name_that_begins_with_an_emoji_changes_the_picture()
    {
        var ada = await server.PersonAsync();
        var plain = await ada.CreateGroupAsync("room");

        var renamed = await ada.PutAsync($"v4/room/{plain.Token}", new { roomName = "💙room" });

        Assert.NotEqual(plain["avatarVersion"].GetString(), renamed["avatarVersion"].GetString());
        Assert.False(renamed["isCustomAvatar"].GetBoolean());
    }

    private async Task<(TalkClient Owner, Reply Room)> WebinarAsync(int listable)
    {
        var ada = await server.PersonAsync();
        var room = await ada.CreateAsync(new
        {
            roomType = 3, roomName = "webinar", description = "what for", objectType = "event", objectId = "1#2", password = "secret", listable, messageExpiration = 3600,
            lobbyState = 1, lobbyTimer = server.Clock.Unix + 3600, permissions = 389, mentionPermissions = 1, emoji = "🚀",
        });
        return (ada, room);
    }

    private static Dictionary<string, object?> With(params (string Name, object Value)[] changes)
    {
        var expected = new Dictionary<string, object?>(Anonymous);
        foreach (var (name, value) in changes) expected[name] = value;
        return expected;
    }

    private static void Expect(Reply seen, Dictionary<string, object?> expected, params string[] except)
    {
        var optional = new[] { "lastMessage" };
        Assert.Equal(expected.Keys.Order(), seen.Data.EnumerateObject().Select(property => property.Name).Except(optional).Order());
        var compared = expected.Where(entry => entry.Value is not null && !except.Contains(entry.Key)).ToList();
        Assert.Equal(compared.Select(entry => $"{entry.Key}: {Text(entry.Value!)}"), compared.Select(entry => $"{entry.Key}: {Text(seen[entry.Key])}"));
    }

    private static string Text(object value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        JsonElement json => json.GetRawText(),
        bool flag => flag ? "true" : "false",
        _ => value.ToString()!,
    };
}
