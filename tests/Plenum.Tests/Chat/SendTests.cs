using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class SendTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 1")]
    public async Task A_message_is_trimmed_and_comes_back()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.TrySayAsync(token, "  hi \n");

        Assert.Equal((201, "hi", "comment", ""), (reply.Status, reply.Data.Text(), reply["messageType"].GetString(), reply.Data.Key()));
        Assert.Equal(("[]", "{}"), (reply["messageParameters"].GetRawText(), reply["reactions"].GetRawText()));
        Assert.Equal(reply.Data.Id(), reply["threadId"].GetInt64());
        Assert.Equal((ada.User, "Ada", true, true), (reply["actorId"].GetString(), reply["actorDisplayName"].GetString(), reply["isReplyable"].GetBoolean(), reply["markdown"].GetBoolean()));
        Assert.False(reply.Data.Has("parent"));
    }

    [Theory, Case("chat 2")]
    [InlineData("\t\n")]
    [InlineData("")]
    [InlineData(" \v\r ")]
    public async Task A_blank_message_is_refused(string text)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var reply = await ada.TrySayAsync(room.Token, text);

        Assert.Equal((400, "message"), (reply.Status, reply.Error));
        Assert.Empty(await room.MessagesAsync());
    }

    [Theory, Case("chat 3", "chat 4")]
    [InlineData("a", 32000, 201)]
    [InlineData("a", 32001, 413)]
    [InlineData("😀", 32000, 201)]
    [InlineData("😀", 32001, 413)]
    public async Task Length_is_counted_in_code_points_after_trimming(string character, int count, int status)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var reply = await ada.TrySayAsync(room.Token, string.Concat(Enumerable.Repeat(character, count)) + "    ");

        Assert.Equal((status, status == 413 ? "message" : null), (reply.Status, reply.Error));
        Assert.Equal(status == 201 ? 1 : 0, (await room.MessagesAsync()).Count);
    }

    [Fact, Case("chat 5")]
    public async Task Without_the_permission_to_chat_nothing_is_posted()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob, permissions: Permissions.Custom | Permissions.JoinCall | Permissions.React);
        var id = await ada.SayAsync(room.Token, "hi");

        Reply[] replies =
        [
            await bob.TrySayAsync(room.Token, "hi"),
            await bob.PutAsync($"v1/chat/{room.Token}/{id}", new { message = "ho" }),
            await bob.DeleteAsync($"v1/chat/{room.Token}/{id}"),
            await bob.GetAsync($"v1/chat/{room.Token}/mentions?search="),
        ];

        Assert.All(replies, reply => Assert.Equal((403, "[]"), (reply.Status, reply.Data.GetRawText())));
    }

    [Fact, Case("chat 6")]
    public async Task Who_does_not_belong_to_a_public_conversation_neither_reads_nor_writes()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);

        Reply[] replies =
        [
            await bob.TrySayAsync(room.Token, "hi"),
            await bob.HistoryAsync(room.Token),
            await server.Guest().TrySayAsync(room.Token, "hi"),
            await server.Guest().HistoryAsync(room.Token),
            await server.Guest().GetAsync($"v1/chat/{room.Token}/1/context"),
            await bob.PutAsync($"v1/chat/{room.Token}/1", new { message = "a" }),
            await bob.DeleteAsync($"v1/chat/{room.Token}/1"),
            await bob.DeleteAsync($"v1/chat/{room.Token}"),
            await ada.HistoryAsync("unknown"),
        ];

        Assert.All(replies, reply => Assert.Equal(404, reply.Status));
    }

    [Fact, Case("chat 7")]
    public async Task A_locked_chat_can_be_read_only()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        await ada.SayAsync(room.Token, "before");
        await room.ChangeAsync(conversation => conversation.ReadOnly = true);

        var locked = (await ada.TrySayAsync(room.Token, "hi"), await ada.HistoryAsync(room.Token));
        await room.ChangeAsync(conversation => conversation.ReadOnly = false);
        var unlocked = await ada.TrySayAsync(room.Token, "hi");

        Assert.Equal((403, 200, 201), (locked.Item1.Status, locked.Item2.Status, unlocked.Status));
    }

    [Fact, Case("chat 8")]
    public async Task Read_only_is_checked_before_the_lobby()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, with: conversation => (conversation.ReadOnly, conversation.LobbyState) = (true, LobbyState.NonModerators));
        await room.AddAsync(bob);

        var reply = await bob.TrySayAsync(room.Token, "hi");

        Assert.Equal(403, reply.Status);
    }

    [Fact, Case("chat 9", "chat 36")]
    public async Task The_lobby_holds_back_everybody_but_moderators_and_those_who_may_ignore_it()
    {
        var (ada, mod, bob, cem, dan) = (await server.PersonAsync(), await server.PersonAsync("mod"), await server.PersonAsync("bob"), await server.PersonAsync("cem"), await server.PersonAsync("dan"));
        var room = await server.StageAsync(ada, ConversationType.Public, conversation => conversation.LobbyState = LobbyState.NonModerators);
        await room.AddAsync(mod, ParticipantType.Moderator);
        await room.AddAsync(bob);
        await room.AddAsync(cem, ParticipantType.SelfJoinedUser);
        await room.AddAsync(dan, permissions: Permissions.Custom | Permissions.Chat | Permissions.IgnoreLobby);
        TalkClient[] inside = [ada, mod, dan, await room.GuestAsync(ParticipantType.GuestModerator)];
        TalkClient[] outside = [bob, cem, await room.GuestAsync()];

        foreach (var person in inside)
        {
            Assert.Equal(201, (await person.TrySayAsync(room.Token, "hi")).Status);
        }

        foreach (var person in outside)
        {
            Reply[] replies =
            [
                await person.TrySayAsync(room.Token, "hi"),
                await person.HistoryAsync(room.Token),
                await person.FutureAsync(room.Token),
                await person.GetAsync($"v1/chat/{room.Token}/1/context"),
                await person.GetAsync($"v1/chat/{room.Token}/mentions?search="),
            ];
            Assert.All(replies, reply => Assert.Equal((412, "[]"), (reply.Status, reply.Data.GetRawText())));
        }
    }

    [Fact, Case("chat 10")]
    public async Task A_lobby_whose_time_has_come_opens_before_the_message()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var opensAt = server.Clock.GetUtcNow().AddSeconds(-1);
        var room = await server.StageAsync(ada, with: conversation => (conversation.LobbyState, conversation.LobbyTimer) = (LobbyState.NonModerators, opensAt));
        await room.AddAsync(bob);

        var reply = await bob.TrySayAsync(room.Token, "hi");

        Assert.Equal(201, reply.Status);
        Assert.Equal(["lobby_timer_reached", "hi"], (await room.MessagesAsync()).Select(message => message.Text));
        Assert.Equal(LobbyState.None, (await room.StoredAsync()).LobbyState);
    }

    [Fact, Case("chat 11")]
    public async Task The_same_reference_id_can_be_sent_twice()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var first = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "a", referenceId = "same" });
        var second = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "b", referenceId = "same" });

        Assert.Equal(("same", "same"), (first["referenceId"].GetString(), second["referenceId"].GetString()));
        Assert.Equal(2, (await room.MessagesAsync()).Count);
    }

    [Theory, Case("chat 12")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567", "0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("  a  ", "a")]
    [InlineData("ééééééééééééééééééééééééééééééééé", "éééééééééééééééééééééééééééééééé")]
    public async Task Of_a_reference_id_64_bytes_are_kept(string given, string kept)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var reply = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "a", referenceId = given });

        Assert.Equal(kept, reply["referenceId"].GetString());
    }

    [Fact, Case("chat 13")]
    public async Task A_guest_is_called_as_the_message_says_and_an_account_never()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guest = await room.GuestAsync(name: "");

        var unnamed = await guest.TrySayAsync(room.Token, "hi");
        var named = await guest.PostAsync($"v1/chat/{room.Token}", new { message = "hi", actorDisplayName = " Eve " });
        var again = await guest.TrySayAsync(room.Token, "hi");
        var account = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "hi", actorDisplayName = "Eve" });

        Assert.Equal(["", "Eve", "Eve", "Ada"], new[] { unnamed, named, again, account }.Select(reply => reply["actorDisplayName"].GetString()));
        var participants = (await ada.ParticipantsAsync(room.Token)).Data.EnumerateArray().Select(participant => participant.GetProperty("displayName").GetString());
        Assert.Contains("Eve", participants);
    }

    [Fact]
    public async Task A_refused_message_does_not_rename_its_guest()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guest = await room.GuestAsync(name: "Gil");

        var refused = await guest.PostAsync($"v1/chat/{room.Token}", new { message = "hi", actorDisplayName = "Eve", replyTo = 999999 });
        var accepted = await guest.TrySayAsync(room.Token, "hi");

        Assert.Equal((400, "Gil"), (refused.Status, accepted["actorDisplayName"].GetString()));
    }

    [Fact, Case("chat 15")]
    public async Task A_silent_message_says_so_and_still_counts()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);

        var reply = await ada.PostAsync($"v1/chat/{room.Token}", new { message = $"psst @{bob.User}", silent = true });

        Assert.True(reply["silent"].GetBoolean());
        Assert.True((await bob.NewestAsync(room.Token)).GetProperty("silent").GetBoolean());
        var seen = await bob.RoomAsync(room.Token);
        Assert.Equal((1, true, true), (seen["unreadMessages"].GetInt32(), seen["unreadMention"].GetBoolean(), seen["unreadMentionDirect"].GetBoolean()));
    }

    [Fact, Case("chat 16", "chat 18")]
    public async Task An_answer_carries_what_it_answers_but_not_what_that_answered()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var root = await ada.SayAsync(room.Token, "root");
        var first = await ada.AnswerAsync(room.Token, root, "first");

        var reply = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "second", replyTo = first });

        Assert.Equal((first, root), (reply["parent"].Id(), reply["threadId"].GetInt64()));
        Assert.False(reply["parent"].Has("parent"));
        Assert.Equal("first", reply["parent"].Text());
    }

    [Fact, Case("chat 17")]
    public async Task Only_what_people_wrote_in_this_conversation_can_be_answered()
    {
        var ada = await server.PersonAsync();
        var (room, other) = (await server.StageAsync(ada), await server.StageAsync(ada));
        var deleted = await ada.SayAsync(room.Token, "gone");
        await ada.DeleteAsync($"v1/chat/{room.Token}/{deleted}");
        var system = (await room.MessagesAsync())[^1].Id;
        var foreign = await ada.SayAsync(other.Token, "elsewhere");

        foreach (var target in new[] { deleted, system, foreign, 999999, -1 })
        {
            var reply = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "hi", replyTo = target });
            Assert.Equal((400, "reply-to"), (reply.Status, reply.Error));
        }
    }

    [Fact]
    public async Task A_thread_that_does_not_exist_and_an_answer_in_private_are_refused()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var id = await ada.SayAsync(room.Token, "hi");

        var thread = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "hi", threadId = id });
        var secret = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "hi", replyTo = id, replyToToken = room.Token });
        var answer = await ada.PostAsync($"v1/chat/{room.Token}", new { message = "hi", replyTo = id, threadId = 999999 });

        Assert.Equal(((400, "reply-to"), (400, "reply-to"), 201), ((thread.Status, thread.Error), (secret.Status, secret.Error), answer.Status));
    }

    [Fact, Case("chat 19")]
    public async Task Who_writes_has_read_everything_and_the_others_have_one_more_to_read()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        await ada.SayAsync(room.Token, "one");
        await ada.SayAsync(room.Token, "two");

        await bob.SayAsync(room.Token, "three");

        Assert.Equal(0, (await bob.RoomAsync(room.Token))["unreadMessages"].GetInt32());
        Assert.Equal(1, (await ada.RoomAsync(room.Token))["unreadMessages"].GetInt32());
    }

    [Fact]
    public async Task The_newest_message_is_the_last_one_of_the_conversation()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        server.Clock.Advance(TimeSpan.FromSeconds(5));

        var id = await ada.SayAsync(room.Token, "hi");

        var seen = await ada.RoomAsync(room.Token);
        Assert.Equal((id, server.Clock.Unix), (seen["lastMessage"].Id(), seen["lastActivity"].GetInt64()));
    }

    [Fact]
    public async Task The_missing_side_of_a_one_to_one_comes_back_with_the_message()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = System.Text.Json.JsonSerializer.Serialize(new[] { ada.User, bob.User }));

        await ada.SayAsync(room.Token, "hi");

        Assert.Equal(["hi"], (await bob.HistoryAsync(room.Token)).Texts());
    }

    [Theory]
    [InlineData("""{}""", "message")]
    [InlineData("""{"message":["a"]}""", "message")]
    [InlineData("""{"message":"a","replyTo":["x"]}""", "replyTo")]
    [InlineData("""{"message":"a","silent":{}}""", "silent")]
    [InlineData("""{"message":""", "body")]
    [InlineData("""{"message":"a\u0000b"}""", "message")]
    public async Task A_request_that_does_not_fit_is_refused(string json, string error)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var reply = await ada.PostAsync($"v1/chat/{room.Token}", new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((400, error), (reply.Status, reply.Error));
        Assert.Empty(await room.MessagesAsync());
    }

    [Fact]
    public async Task Many_who_write_at_once_all_get_an_id_of_their_own()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => ada.SayAsync(room.Token, $"{number}")));

        Assert.Equal(20, ids.Distinct().Count());
        Assert.Equal(ids.Max(), (await room.StoredAsync()).LastMessageId);
    }
}
