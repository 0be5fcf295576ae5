using System.Text.Json;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class RevisionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 37")]
    public async Task An_author_deletes_a_message_however_old()
    {
        var (ada, bob, room) = await TwoAsync();
        var id = (await bob.PostAsync($"v1/chat/{room.Token}", new { message = "secret", referenceId = "ref" })).Data.Id();
        server.Clock.Advance(TimeSpan.FromDays(30));

        var reply = await bob.DeleteAsync(Path(room, id));

        Assert.Equal((200, "message_deleted", "You deleted a message", false), (reply.Status, reply.Data.Key(), reply.Data.Text(), reply["isReplyable"].GetBoolean()));
        Assert.True(reply.Headers.ContainsKey("X-Chat-Last-Common-Read"));
        var placeholder = reply["parent"];
        Assert.Equal((id, "comment_deleted", "", "ref", true), (placeholder.Id(), placeholder.GetProperty("messageType").GetString(), placeholder.Key(), placeholder.GetProperty("referenceId").GetString(), placeholder.GetProperty("deleted").GetBoolean()));
        Assert.Equal((bob.User, false, true, "{}"), (placeholder.Parameter("actor").GetProperty("id").GetString(), placeholder.GetProperty("isReplyable").GetBoolean(), placeholder.GetProperty("markdown").GetBoolean(), placeholder.GetProperty("reactions").GetRawText()));
        Assert.Equal("You deleted this message", placeholder.Text());
        Assert.Equal("The author deleted this message", (await ada.MessageAsync(room.Token, id)).Text());
        Assert.DoesNotContain("secret", (await room.MessagesAsync()).Select(message => message.Text));
    }

    [Fact, Case("chat 38")]
    public async Task A_moderator_deletes_anybodys_message_and_members_only_their_own()
    {
        var (ada, bob, room) = await TwoAsync();
        var (mine, yours) = (await ada.SayAsync(room.Token, "ada's"), await bob.SayAsync(room.Token, "bob's"));

        var refused = await bob.DeleteAsync(Path(room, mine));
        var deleted = await ada.DeleteAsync(Path(room, yours));

        Assert.Equal((403, "permission", 200), (refused.Status, refused.Error, deleted.Status));
        var seen = await bob.MessageAsync(room.Token, yours);
        Assert.Equal(("{actor} deleted this message", ada.User, bob.User), (seen.Text(), seen.Parameter("actor").GetProperty("id").GetString(), seen.GetProperty("actorId").GetString()));
    }

    [Fact, Case("chat 38")]
    public async Task A_guest_moderator_is_no_guest_with_an_account()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guest = await room.GuestAsync(ParticipantType.GuestModerator);
        var id = await ada.SayAsync(room.Token, "hi");

        var replies = (await guest.DeleteAsync(Path(room, id)), await guest.PutAsync(Path(room, id), new { message = "ho" }));

        Assert.Equal((404, 404), (replies.Item1.Status, replies.Item2.Status));
    }

    [Theory, Case("chat 39")]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Between_two_everybody_changes_only_their_own_messages(int type)
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, (ConversationType)type, conversation => conversation.Name = JsonSerializer.Serialize(new[] { ada.User, bob.User }));
        await room.AddAsync(bob, ParticipantType.Owner);
        var id = await bob.SayAsync(room.Token, "hi");

        var replies = (await ada.DeleteAsync(Path(room, id)), await ada.PutAsync(Path(room, id), new { message = "ho" }));

        Assert.Equal(((403, "permission"), (403, "permission")), ((replies.Item1.Status, replies.Item1.Error), (replies.Item2.Status, replies.Item2.Error)));
    }

    [Fact, Case("chat 40")]
    public async Task System_messages_and_deleted_ones_cannot_be_deleted_and_unknown_ones_are_not_found()
    {
        var (ada, bob, room) = await TwoAsync();
        var id = await bob.SayAsync(room.Token, "hi");
        var system = (await ada.DeleteAsync(Path(room, id))).Data.Id();
        var elsewhere = await ada.SayAsync((await server.StageAsync(ada)).Token, "hi");

        Reply[] replies =
        [
            await ada.DeleteAsync(Path(room, system)), await ada.PutAsync(Path(room, system), new { message = "a" }),
            await ada.DeleteAsync(Path(room, id)), await bob.DeleteAsync(Path(room, id)), await bob.PutAsync(Path(room, id), new { message = "a" }),
            await ada.DeleteAsync(Path(room, 999999)), await ada.PutAsync(Path(room, 999999), new { message = "a" }), await ada.DeleteAsync(Path(room, elsewhere)),
        ];

        Assert.Equal([405, 405, 405, 405, 405, 404, 404, 404], replies.Select(reply => reply.Status));
        Assert.All(replies, reply => Assert.Equal("message", reply.Error));
        Assert.Equal(404, (await ada.DeleteAsync($"v1/chat/{room.Token}/nonsense")).Status);
    }

    [Fact, Case("chat 41")]
    public async Task An_e_mail_guest_deletes_what_he_wrote_and_an_anonymous_one_does_not()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var (gil, eve) = (await room.GuestAsync(), await server.EmailGuestAsync(room.Token));
        var (first, second) = (await gil.SayAsync(room.Token, "gil's"), await eve.SayAsync(room.Token, "eve's"));

        var replies = (await gil.DeleteAsync(Path(room, first)), await eve.PutAsync(Path(room, second), new { message = "better" }), await eve.DeleteAsync(Path(room, second)), await eve.DeleteAsync(Path(room, first)));

        Assert.Equal((404, 200, 200, 403), (replies.Item1.Status, replies.Item2.Status, replies.Item3.Status, replies.Item4.Status));
    }

    [Fact]
    public async Task Telling_of_a_change_is_no_activity()
    {
        var (ada, bob, room) = await TwoAsync();
        var id = await ada.SayAsync(room.Token, "hi");
        var before = await room.StoredAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(10));

        await ada.PutAsync(Path(room, id), new { message = "ho" });
        await ada.DeleteAsync(Path(room, id));

        var after = await room.StoredAsync();
        Assert.Equal((before.LastMessageId, before.LastActivity), (after.LastMessageId, after.LastActivity));
        Assert.Equal(["message_edited", "message_deleted"], (await bob.FutureAsync(room.Token, id)).Keys());
        Assert.Equal("comment_deleted", (await bob.RoomAsync(room.Token))["lastMessage"].GetProperty("messageType").GetString());
    }

    [Fact, Case("chat 43")]
    public async Task A_deleted_message_is_no_longer_unread()
    {
        var (ada, bob, room) = await TwoAsync();
        await bob.SayAsync(room.Token, "hi");
        var id = await ada.SayAsync(room.Token, $"@{bob.User} look");
        var before = await bob.RoomAsync(room.Token);

        await ada.DeleteAsync(Path(room, id));

        var after = await bob.RoomAsync(room.Token);
        Assert.Equal((1, true, true), (before["unreadMessages"].GetInt32(), before["unreadMention"].GetBoolean(), before["unreadMentionDirect"].GetBoolean()));
        Assert.Equal((0, false, false), (after["unreadMessages"].GetInt32(), after["unreadMention"].GetBoolean(), after["unreadMentionDirect"].GetBoolean()));
    }

    [Fact, Case("chat 45")]
    public async Task A_message_is_edited_in_place_for_a_day()
    {
        var (ada, bob, room) = await TwoAsync();
        var question = await ada.SayAsync(room.Token, "question");
        var id = (await bob.PostAsync($"v1/chat/{room.Token}", new { message = "helo", replyTo = question, referenceId = "ref" })).Data.Id();
        var written = server.Clock.Unix;
        server.Clock.Advance(TimeSpan.FromHours(24));

        var reply = await bob.PutAsync(Path(room, id), new { message = " hello " });
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await bob.PutAsync(Path(room, id), new { message = "hallo" });

        Assert.Equal((200, "message_edited", "You edited a message"), (reply.Status, reply.Data.Key(), reply.Data.Text()));
        Assert.Equal((id, "hello"), (reply["parent"].Id(), reply["parent"].Text()));
        var seen = await ada.MessageAsync(room.Token, id);
        Assert.Equal(("hello", written, "ref", question), (seen.Text(), seen.GetProperty("timestamp").GetInt64(), seen.GetProperty("referenceId").GetString(), seen.GetProperty("parent").Id()));
        Assert.Equal(("users", bob.User, "Bob", written + 86400), (seen.GetProperty("lastEditActorType").GetString(), seen.GetProperty("lastEditActorId").GetString(), seen.GetProperty("lastEditActorDisplayName").GetString(), seen.GetProperty("lastEditTimestamp").GetInt64()));
        Assert.Equal((400, "age"), (late.Status, late.Error));
        Assert.Equal("{actor} edited a message", (await ada.NewestAsync(room.Token)).Text());
    }

    [Fact, Case("chat 45")]
    public async Task Notes_to_oneself_can_always_be_edited()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.NoteToSelf);
        var id = await ada.SayAsync(room.Token, "note");
        server.Clock.Advance(TimeSpan.FromDays(300));

        var reply = await ada.PutAsync(Path(room, id), new { message = "better" });

        Assert.Equal(200, reply.Status);
    }

    [Theory, Case("chat 46")]
    [InlineData(0, 400)]
    [InlineData(32000, 200)]
    [InlineData(32001, 413)]
    public async Task An_edited_message_is_bounded_like_a_new_one(int length, int status)
    {
        var (_, bob, room) = await TwoAsync();
        var id = await bob.SayAsync(room.Token, "hi");

        var reply = await bob.PutAsync(Path(room, id), new { message = new string('a', length) + "\n" });

        Assert.Equal((status, status == 200 ? null : "message"), (reply.Status, reply.Error));
    }

    [Fact, Case("chat 47")]
    public async Task A_moderator_edits_what_stays_the_authors()
    {
        var (ada, bob, room) = await TwoAsync();
        var (mine, yours) = (await ada.SayAsync(room.Token, "ada's"), await bob.SayAsync(room.Token, "bob's"));

        var edited = await ada.PutAsync(Path(room, yours), new { message = "polite" });
        var refused = await bob.PutAsync(Path(room, mine), new { message = "rude" });

        Assert.Equal((200, 403, "permission"), (edited.Status, refused.Status, refused.Error));
        var seen = await bob.MessageAsync(room.Token, yours);
        Assert.Equal((bob.User, ada.User, "polite"), (seen.GetProperty("actorId").GetString(), seen.GetProperty("lastEditActorId").GetString(), seen.Text()));
    }

    [Fact, Case("chat 48")]
    public async Task Who_is_mentioned_by_an_edit_is_flagged_and_stays_so()
    {
        var (ada, bob, room) = await TwoAsync();
        var id = await ada.SayAsync(room.Token, "hi");

        await ada.PutAsync(Path(room, id), new { message = $"hi @{bob.User}" });
        var added = await bob.RoomAsync(room.Token);
        await ada.PutAsync(Path(room, id), new { message = "hi" });
        var removed = await bob.RoomAsync(room.Token);

        Assert.Equal((true, true, true), (added["unreadMention"].GetBoolean(), added["unreadMentionDirect"].GetBoolean(), removed["unreadMention"].GetBoolean()));
    }

    [Fact]
    public async Task The_edit_of_an_older_message_does_not_hide_a_newer_mention()
    {
        var (ada, bob, room) = await TwoAsync();
        var older = await ada.SayAsync(room.Token, "hi");
        await ada.SayAsync(room.Token, $"@{bob.User}");
        await bob.PostAsync($"v1/chat/{room.Token}/read", new { lastReadMessage = older });

        await ada.PutAsync(Path(room, older), new { message = $"hi @{bob.User}" });

        Assert.True((await bob.RoomAsync(room.Token))["unreadMentionDirect"].GetBoolean());
    }

    [Fact]
    public async Task The_right_to_mention_everybody_is_that_of_the_editor()
    {
        var (ada, bob, room) = await TwoAsync();
        await room.ChangeAsync(conversation => conversation.MentionPermissions = 1);
        var (mine, yours) = (await ada.SayAsync(room.Token, "@all"), await bob.SayAsync(room.Token, "hi"));

        await bob.PutAsync(Path(room, yours), new { message = "@all" });
        var byMember = await ada.MessageAsync(room.Token, yours);
        await ada.PutAsync(Path(room, yours), new { message = "@all" });
        var byModerator = await ada.MessageAsync(room.Token, yours);

        Assert.Equal(("@all", "{mention-call1}", "{mention-call1}"), (byMember.Text(), byModerator.Text(), (await bob.MessageAsync(room.Token, mine)).Text()));
    }

    [Fact, Case("chat 49")]
    public async Task Clearing_the_history_leaves_one_row()
    {
        var (ada, bob, room) = await TwoAsync();
        await ada.SayAsync(room.Token, $"@{bob.User}");
        await bob.SayAsync(room.Token, $"@{ada.User}");
        await bob.PostAsync($"v1/chat/{room.Token}/read");

        var refused = await bob.DeleteAsync($"v1/chat/{room.Token}");
        var reply = await ada.DeleteAsync($"v1/chat/{room.Token}");

        Assert.Equal((403, 200, "history_cleared"), (refused.Status, reply.Status, reply.Data.Key()));
        Assert.Equal("-2", reply.Headers["X-Chat-Last-Common-Read"]);
        Assert.Equal([reply.Data.Id()], (await bob.HistoryAsync(room.Token)).Ids());
        foreach (var person in new[] { ada, bob })
        {
            var seen = await person.RoomAsync(room.Token);
            Assert.Equal((-2, 1, false, reply.Data.Id()), (seen["lastReadMessage"].GetInt64(), seen["unreadMessages"].GetInt32(), seen["unreadMention"].GetBoolean(), seen["lastMessage"].Id()));
        }
    }

    [Fact, Case("chat 49")]
    public async Task Guests_cannot_clear_the_history()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guest = await room.GuestAsync(ParticipantType.GuestModerator);

        var reply = await guest.DeleteAsync($"v1/chat/{room.Token}");

        Assert.Equal(401, reply.Status);
    }

    [Fact, Case("chat 50")]
    public async Task Protected_conversations_and_those_of_two_keep_their_history()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var preserved = await server.StageAsync(ada, with: conversation => conversation.Attributes = ConversationAttributes.Preserved);
        var ofTwo = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = JsonSerializer.Serialize(new[] { ada.User, bob.User }));
        await ada.SayAsync(preserved.Token, "kept");

        var replies = (await ada.DeleteAsync($"v1/chat/{preserved.Token}"), await ada.DeleteAsync($"v1/chat/{ofTwo.Token}"));

        Assert.Equal(((403, "null"), (403, "null")), ((replies.Item1.Status, replies.Item1.Data.GetRawText()), (replies.Item2.Status, replies.Item2.Data.GetRawText())));
        Assert.Single(await preserved.MessagesAsync());
    }

    [Fact]
    public async Task A_locked_chat_cannot_be_changed()
    {
        var (ada, _, room) = await TwoAsync();
        var id = await ada.SayAsync(room.Token, "hi");
        await room.ChangeAsync(conversation => conversation.ReadOnly = true);

        Reply[] replies = [await ada.PutAsync(Path(room, id), new { message = "ho" }), await ada.DeleteAsync(Path(room, id)), await ada.DeleteAsync($"v1/chat/{room.Token}")];

        Assert.All(replies, reply => Assert.Equal(403, reply.Status));
    }

    [Fact]
    public async Task Who_waits_in_the_lobby_changes_nothing()
    {
        var (ada, bob, room) = await TwoAsync();
        var id = await bob.SayAsync(room.Token, "hi");
        await room.ChangeAsync(conversation => conversation.LobbyState = LobbyState.NonModerators);

        Reply[] blocked = [await bob.PutAsync(Path(room, id), new { message = "ho" }), await bob.DeleteAsync(Path(room, id))];
        var moderator = await ada.DeleteAsync(Path(room, id));

        Assert.All(blocked, reply => Assert.Equal(412, reply.Status));
        Assert.Equal(200, moderator.Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"message":{}}""")]
    public async Task An_edit_without_text_is_refused(string json)
    {
        var (ada, _, room) = await TwoAsync();
        var id = await ada.SayAsync(room.Token, "hi");

        var reply = await ada.PutAsync(Path(room, id), new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((400, "message", "hi"), (reply.Status, reply.Error, (await ada.MessageAsync(room.Token, id)).Text()));
    }

    [Fact]
    public async Task Of_two_who_delete_at_once_one_does()
    {
        var (ada, bob, room) = await TwoAsync();
        var id = await bob.SayAsync(room.Token, "hi");

        var replies = await Task.WhenAll(ada.DeleteAsync(Path(room, id)), bob.DeleteAsync(Path(room, id)), ada.DeleteAsync(Path(room, id)));

        Assert.Equal([200, 405, 405], replies.Select(reply => reply.Status).Order());
        Assert.Single(await room.SaidAsync());
    }

    private static string Path(StagedRoom room, long id) => $"v1/chat/{room.Token}/{id}";

    private async Task<(TalkClient Ada, TalkClient Bob, StagedRoom Room)> TwoAsync()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        return (ada, bob, room);
    }
}

/// <summary>The administrator lets people delete one-to-ones: a server of its own.</summary>
public sealed class ClearOneToOneTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 50")]
    public async Task The_history_of_two_can_be_cleared_where_they_can_be_deleted()
    {
        await using var config = await server.ConfigAsync(("delete_one_to_one_conversations", "1"));
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = JsonSerializer.Serialize(new[] { ada.User, bob.User }));

        var reply = await ada.DeleteAsync($"v1/chat/{room.Token}");

        Assert.Equal((200, "history_cleared"), (reply.Status, reply.Data.Key()));
    }
}
