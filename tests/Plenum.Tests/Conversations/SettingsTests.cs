using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class SettingsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 32")]
    public async Task Moderators_rename_and_others_do_not()
    {
        var (ada, mia, bob, sam) = (await server.PersonAsync(), await server.PersonAsync("mia"), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var token = (await ada.CreateGroupAsync("room", mia, bob)).Token;
        await server.RankAsync(token, mia, ParticipantType.Moderator);

        var byOwner = await ada.PutAsync($"v4/room/{token}", new { roomName = " one " });
        var byModerator = await mia.PutAsync($"v4/room/{token}", new { roomName = "two" });

        Assert.Equal((200, "one"), (byOwner.Status, byOwner["name"].GetString()));
        Assert.Equal((200, "two"), (byModerator.Status, byModerator["name"].GetString()));
        Assert.Equal(403, (await bob.PutAsync($"v4/room/{token}", new { roomName = "three" })).Status);
        Assert.Equal(404, (await sam.PutAsync($"v4/room/{token}", new { roomName = "three" })).Status);
        var said = await mia.NewestAsync(token);
        Assert.Equal("conversation_renamed", said.Key());
    }

    [Fact, Case("conversations 32")]
    public async Task The_conversation_of_an_event_keeps_its_name()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateAsync(new { roomType = 2, roomName = "room", objectType = "event", objectId = "1772442000#1772445600" })).Token;

        Assert.Equal((400, "event"), Outcome(await ada.PutAsync($"v4/room/{token}", new { roomName = "other" })));
        Assert.Equal((400, "event"), Outcome(await ada.PutAsync($"v4/room/{token}/description", new { description = "other" })));
    }

    [Fact]
    public async Task The_same_name_again_is_no_news()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var heard = server.Record();

        var reply = await ada.PutAsync($"v4/room/{token}", new { roomName = "room" });

        Assert.Equal(200, reply.Status);
        Assert.Equal("conversation_created", (await ada.NewestAsync(token)).Key());
        Assert.Empty(heard.About(token));
    }

    [Theory]
    [InlineData("{}", "roomName")]
    [InlineData("""{"roomName":["a"]}""", "roomName")]
    [InlineData("""{"roomName":{"a":"b"}}""", "roomName")]
    [InlineData("""{"roomName":"a\u0000b"}""", "roomName")]
    [InlineData("""{"roomName":"   "}""", "value")]
    [InlineData("""{"roomName":""", "body")]
    [InlineData("""{"roomName":"\ud83d"}""", "body")]
    public async Task A_name_that_is_none_is_refused(string body, string error)
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.PutAsync($"v4/room/{token}", Json(body));

        Assert.Equal((400, error), Outcome(reply));
        Assert.Equal("room", (await ada.RoomAsync(token))["name"].GetString());
    }

    [Fact, Case("conversations 33")]
    public async Task Descriptions_have_2000_characters()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync()).Token;
        var oneToOne = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;

        var longest = await ada.PutAsync($"v4/room/{token}/description", new { description = new string('ü', 2000) });

        Assert.Equal((200, new string('ü', 2000)), (longest.Status, longest["description"].GetString()));
        Assert.Equal((400, "value"), Outcome(await ada.PutAsync($"v4/room/{token}/description", new { description = new string('ü', 2001) })));
        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{oneToOne}/description", new { description = "us" })));
    }

    [Fact]
    public async Task Setting_and_removing_a_description_is_said()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        await ada.PutAsync($"v4/room/{token}/description", new { description = "what it is about" });
        await ada.PutAsync($"v4/room/{token}/description", new { description = " " });

        Assert.Equal(["description_removed", "description_set", "conversation_created"], (await ada.HistoryAsync(token)).Keys());
    }

    [Fact, Case("conversations 37")]
    public async Task Listing_is_for_moderators_of_groups_and_public_conversations()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        var oneToOne = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;

        Assert.Equal((400, "value"), Outcome(await ada.PutAsync($"v4/room/{token}/listable", new { scope = 5 })));
        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{oneToOne}/listable", new { scope = 1 })));
        Assert.Equal(403, (await bob.PutAsync($"v4/room/{token}/listable", new { scope = 1 })).Status);
        Assert.Equal(401, (await server.Guest().PutAsync($"v4/room/{token}/listable", new { scope = 1 })).Status);
    }

    [Fact]
    public async Task Listing_is_said_scope_by_scope()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        foreach (var scope in new[] { 1, 2, 2, 0 }) (await ada.PutAsync($"v4/room/{token}/listable", new { scope })).Expect(200);

        Assert.Equal(["listable_none", "listable_all", "listable_users", "conversation_created"], (await ada.HistoryAsync(token)).Keys());
    }

    [Fact]
    public async Task Who_may_mention_everybody_is_set_without_a_word()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.PutAsync($"v4/room/{token}/mention-permissions", new { mentionPermissions = 1 });

        Assert.Equal((200, 1), (reply.Status, reply["mentionPermissions"].GetInt32()));
        Assert.Equal((400, "value"), Outcome(await ada.PutAsync($"v4/room/{token}/mention-permissions", new { mentionPermissions = 2 })));
        Assert.Equal("conversation_created", (await ada.NewestAsync(token)).Key());
    }

    [Fact, Case("conversations 42")]
    public async Task Expiration_is_said_once_for_each_change()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var on = await ada.PostAsync($"v4/room/{token}/message-expiration", new { seconds = 3600 });
        await ada.PostAsync($"v4/room/{token}/message-expiration", new { seconds = 3600 });
        var off = await ada.PostAsync($"v4/room/{token}/message-expiration", new { seconds = 0 });

        Assert.Equal((3600, 0), (on["messageExpiration"].GetInt32(), off["messageExpiration"].GetInt32()));
        Assert.Equal(["message_expiration_disabled", "message_expiration_enabled", "conversation_created"], (await ada.HistoryAsync(token)).Keys());
    }

    [Theory]
    [InlineData("-1", "seconds")]
    [InlineData("2147483648", "seconds")]
    [InlineData("99999999999999999999", "seconds")]
    [InlineData("[1]", "seconds")]
    public async Task An_expiration_that_is_no_number_of_seconds_is_refused(string seconds, string error)
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        Assert.Equal((400, error), Outcome(await ada.PostAsync($"v4/room/{token}/message-expiration", Json($$"""{"seconds":{{seconds}}}"""))));
    }

    [Fact, Case("conversations 43")]
    public async Task Locking_a_conversation_ends_its_call()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await ada.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}", new { flags = 7 })).Expect(200);

        var locked = await ada.PutAsync($"v4/room/{token}/read-only", new { state = 1 });

        Assert.Equal((200, 1, false, 0), (locked.Status, locked["readOnly"].GetInt32(), locked["hasCall"].GetBoolean(), locked["participantFlags"].GetInt32()));
        Assert.Contains("read_only", (await ada.HistoryAsync(token)).Keys());
        Assert.Equal(403, (await bob.TrySayAsync(token, "hello")).Status);
        Assert.Equal(200, (await ada.PutAsync($"v4/room/{token}", new { roomName = "archive" })).Status);
        Assert.Equal(200, (await ada.PutAsync($"v4/room/{token}/read-only", new { state = 0 })).Status);
        Assert.Equal(201, (await bob.TrySayAsync(token, "hello")).Status);
    }

    [Fact, Case("conversations 36")]
    public async Task A_preserved_conversation_is_neither_deleted_nor_opened()
    {
        var (ada, mia) = (await server.PersonAsync(), await server.PersonAsync("mia"));
        var token = (await ada.CreateGroupAsync("room", mia)).Token;
        await server.RankAsync(token, mia, ParticipantType.Moderator);
        var preserved = await ada.PostAsync($"v4/room/{token}/preserve");

        Assert.Equal((200, 2, false), (preserved.Status, preserved["attributes"].GetInt32(), preserved["canDeleteConversation"].GetBoolean()));
        Assert.Equal((403, "preserved"), Outcome(await ada.DeleteAsync($"v4/room/{token}")));
        Assert.Equal((403, "preserved"), Outcome(await ada.PostAsync($"v4/room/{token}/public")));
        Assert.Equal((403, "preserved"), Outcome(await ada.DeleteAsync($"v4/room/{token}/public")));
        Assert.Equal((403, "preserved"), Outcome(await ada.PutAsync($"v4/room/{token}/listable", new { scope = 1 })));
        Assert.Equal((403, "permissions"), Outcome(await mia.PostAsync($"v4/room/{token}/preserve")));
        Assert.Equal((403, "permissions"), Outcome(await mia.DeleteAsync($"v4/room/{token}/preserve")));
        (await ada.DeleteAsync($"v4/room/{token}/preserve")).Expect(200);
        Assert.Equal(200, (await ada.PutAsync($"v4/room/{token}/listable", new { scope = 1 })).Status);
        Assert.Equal(200, (await ada.DeleteAsync($"v4/room/{token}")).Status);
    }

    [Fact, Case("conversations 46")]
    public async Task A_conversation_can_outlive_its_object()
    {
        var ada = await server.PersonAsync();
        var ofEvent = (await ada.CreateAsync(new { roomType = 2, roomName = "room", objectType = "event", objectId = "1#2" })).Token;
        var ofCall = (await ada.CreateAsync(new { roomType = 2, roomName = "room", objectType = "phone_temporary", objectId = "x" })).Token;
        var plain = (await ada.CreateGroupAsync()).Token;

        Assert.Equal(("", ""), ObjectOf(await ada.DeleteAsync($"v4/room/{ofEvent}/object")));
        Assert.Equal(("phone_persist", "phone"), ObjectOf(await ada.DeleteAsync($"v4/room/{ofCall}/object")));
        Assert.Equal((400, "object-type"), Outcome(await ada.DeleteAsync($"v4/room/{plain}/object")));
    }

    [Fact, Case("conversations 46")]
    public async Task A_classified_conversation_is_kept_after_its_call()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        await server.ChangeAsync(token, room => (room.Attributes, room.ObjectType, room.ObjectId) = (ConversationAttributes.Classified, "classified", "1"));

        var kept = await ada.DeleteAsync($"v4/room/{token}/object");

        Assert.Equal(("classified_persist", $"{server.Clock.Unix}"), ObjectOf(kept));
    }

    [Fact]
    public async Task What_a_moderator_sets_everybody_hears_after_it_is_stored()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var heard = server.Record();

        await ada.PutAsync($"v4/room/{token}/mention-permissions", new { mentionPermissions = 1 });

        Assert.Equal(token, Assert.IsType<RoomUpdated>(Assert.Single(heard.About(token))).Token);
    }

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);

    private static (string? Type, string? Id) ObjectOf(Reply reply) => (reply.Expect(200)["objectType"].GetString(), reply["objectId"].GetString());

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
