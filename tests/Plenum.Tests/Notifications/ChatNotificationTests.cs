using Microsoft.Extensions.DependencyInjection;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Notifications;

/// <summary>What is said in chats, in the list of notifications.</summary>
public sealed class ChatNotificationTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const int Mentions = 2;
    private const int Never = 3;

    [Fact]
    [Case("platform T77")]
    public async Task A_mention_is_told_until_it_is_read()
    {
        var (ada, bob, token) = await PairAsync(Mentions);
        await ada.SayAsync(token, "nothing for anybody");
        var id = await ada.SayAsync(token, $"hello @{bob.User}, how are you?");

        var told = Assert.Single(await server.ToldAsync(bob));
        (await bob.PostAsync($"v1/chat/{token}/read", new { lastReadMessage = id })).Expect(200);

        Assert.Equal(("chat", $"{token}/{id}"), (told.Word("object_type"), told.Word("object_id")));
        Assert.Equal(("{user} mentioned you in {call}", "Ada mentioned you in room"), (told.Word("subjectRich"), told.Word("subject")));
        Assert.Equal(("hello {mention-user1}, how are you?", "hello @Bob, how are you?"), (told.Word("messageRich"), told.Word("message")));
        Assert.Equal(bob.User, told.GetProperty("messageRichParameters").GetProperty("mention-user1").Word("id"));
        Assert.Equal($"{server.Url}/call/{token}#message_{id}", told.Word("link"));
        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    public async Task Who_wants_to_hear_everything_hears_everything_and_the_newest_first()
    {
        var (ada, bob, token) = await PairAsync();

        var ids = new[] { await ada.SayAsync(token, "one"), await ada.SayAsync(token, "two") };

        Assert.Equal([$"chat {token}/{ids[1]}", $"chat {token}/{ids[0]}"], await server.ToldOfAsync(bob));
        var told = (await server.ToldAsync(bob))[0];
        Assert.Equal(("Ada sent a message in room", "two", "[]"), (told.Word("subject"), told.Word("message"), told.GetProperty("messageRichParameters").GetRawText()));
        Assert.Empty(await server.ToldAsync(ada));
    }

    [Fact]
    public async Task The_server_says_how_much_those_hear_who_chose_nothing()
    {
        await using var quiet = await server.ConfigAsync(("default_group_notification", "2"));
        var (ada, bob, token) = await PairAsync();
        var oneToOne = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;

        await ada.SayAsync(token, "in the group");
        var id = await ada.SayAsync(oneToOne, "between us");

        Assert.Equal([$"chat {oneToOne}/{id}"], await server.ToldOfAsync(bob));
        Assert.Equal("Ada sent you a private message", (await server.ToldAsync(bob))[0].Word("subject"));
    }

    [Fact]
    [Case("chat 15")]
    public async Task What_is_said_silently_is_flagged_and_not_told()
    {
        var (ada, bob, token) = await PairAsync();

        (await ada.PostAsync($"v1/chat/{token}", new { message = $"@{bob.User}", silent = true })).Expect(201);

        Assert.Empty(await server.ToldAsync(bob));
        Assert.True((await bob.RoomAsync(token))["unreadMention"].GetBoolean());
    }

    [Fact]
    [Case("chat 31")]
    public async Task Reading_on_takes_back_what_was_told_unless_the_client_wants_to_keep_it()
    {
        var (ada, bob, token) = await PairAsync();
        var id = await ada.SayAsync(token, $"@{bob.User}");

        await bob.FutureAsync(token, id - 1, "&timeout=0&setReadMarker=0&markNotificationsAsRead=0");
        var kept = await server.ToldOfAsync(bob);
        await bob.FutureAsync(token, id - 1, "&timeout=0&setReadMarker=0");

        Assert.Equal([$"chat {token}/{id}"], kept);
        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    public async Task Looking_around_a_message_takes_it_back_too()
    {
        var (ada, bob, token) = await PairAsync();
        var id = await ada.SayAsync(token, $"@{bob.User}");

        (await bob.GetAsync($"v1/chat/{token}/{id}/context")).Expect(200);

        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    public async Task What_was_read_and_marked_as_unread_is_not_told_again()
    {
        var (ada, bob, token) = await PairAsync();
        await ada.SayAsync(token, $"@{bob.User}");
        (await bob.PostAsync($"v1/chat/{token}/read")).Expect(200);
        Assert.Empty(await server.ToldAsync(bob));

        (await bob.DeleteAsync($"v1/chat/{token}/read")).Expect(200);

        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    [Case("chat 48")]
    public async Task An_edit_that_adds_a_mention_tells_and_one_that_takes_it_away_takes_it_back()
    {
        var (ada, bob, token) = await PairAsync(Mentions);
        var id = await ada.SayAsync(token, "hello");
        var before = await server.ToldAsync(bob);

        (await ada.PutAsync($"v1/chat/{token}/{id}", new { message = $"hello @{bob.User}" })).Expect(200);
        var added = Assert.Single(await server.ToldAsync(bob));
        (await ada.PutAsync($"v1/chat/{token}/{id}", new { message = "hello all" })).Expect(200);

        Assert.Empty(before);
        Assert.Equal(($"{token}/{id}", "hello @Bob"), (added.Word("object_id"), added.Word("message")));
        Assert.Empty(await server.ToldAsync(bob));
        Assert.True((await bob.RoomAsync(token))["unreadMention"].GetBoolean());
    }

    [Fact]
    [Case("chat 48")]
    public async Task An_edit_that_leaves_a_mention_leaves_what_was_told_and_what_was_dismissed()
    {
        var (ada, bob, token) = await PairAsync(Mentions);
        var eve = await server.PersonAsync("eve");
        await ada.AddAsync(token, eve);
        var id = await ada.SayAsync(token, $"@{bob.User} and @{eve.User}");
        var number = Assert.Single(await server.ToldAsync(bob)).Number();
        await server.ToldAsync(eve);
        await eve.DeleteAsync(ToldPeople.NotificationsPath);

        (await ada.PutAsync($"v1/chat/{token}/{id}", new { message = $"@{bob.User} and also @{eve.User}" })).Expect(200);

        Assert.Equal(number, Assert.Single(await server.ToldAsync(bob)).Number());
        Assert.Empty(await server.ToldAsync(eve));
    }

    [Fact]
    public async Task Who_heard_of_a_message_hears_once_more_when_an_edit_speaks_to_him()
    {
        var (ada, bob, token) = await PairAsync();
        var id = await ada.SayAsync(token, "hello");
        var number = Assert.Single(await server.ToldAsync(bob)).Number();

        (await ada.PutAsync($"v1/chat/{token}/{id}", new { message = $"hello @{bob.User}" })).Expect(200);

        var told = Assert.Single(await server.ToldAsync(bob));
        Assert.True(told.Number() > number);
        Assert.Equal("Ada mentioned you in room", told.Word("subject"));
    }

    [Fact]
    [Case("chat 57")]
    public async Task Everybody_is_told_once_by_whoever_may_mention_everybody()
    {
        var (ada, bob, token) = await PairAsync(Mentions);
        var eve = await server.PersonAsync("eve");
        await ada.AddAsync(token, eve);
        await eve.DeleteAsync(ToldPeople.NotificationsPath);
        (await ada.PutAsync($"v4/room/{token}/mention-permissions", new { mentionPermissions = 1 })).Expect(200);

        await bob.SayAsync(token, "@all of you");
        var byMember = (await server.ToldAsync(eve)).Select(told => told.Word("subject")).ToArray();
        await eve.DeleteAsync(ToldPeople.NotificationsPath);
        var id = await ada.SayAsync(token, $"@all of you, and @all again");

        Assert.Equal(["Bob sent a message in room"], byMember);
        foreach (var person in new[] { bob, eve }) Assert.Equal([$"chat {token}/{id}"], await server.ToldOfAsync(person));
        Assert.Equal("Ada mentioned everyone in room", (await server.ToldAsync(eve))[0].Word("subject"));
    }

    [Fact]
    public async Task A_group_is_told_where_it_belongs_to_the_conversation()
    {
        var (here, elsewhere) = (PlenumServer.Unique("botanists"), PlenumServer.Unique("chemists"));
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob", here, elsewhere));
        var token = (await ada.CreateGroupAsync("room")).Token;
        (await ada.TryAddAsync(token, here, "groups")).Expect(200);
        (await bob.PostAsync($"v4/room/{token}/notify", new { level = Mentions })).Expect(200);
        await bob.DeleteAsync(ToldPeople.NotificationsPath);

        await ada.SayAsync(token, $"@\"group/{elsewhere}\"");
        var id = await ada.SayAsync(token, $"@\"group/{here}\" look");

        var told = Assert.Single(await server.ToldAsync(bob));
        Assert.Equal(($"{token}/{id}", "Ada mentioned one of your groups in room"), (told.Word("object_id"), told.Word("subject")));
    }

    [Fact]
    [Case("chat 97")]
    public async Task Who_never_wants_to_hear_is_not_told_even_by_name()
    {
        var (ada, bob, token) = await PairAsync(Never);

        await ada.SayAsync(token, $"@{bob.User} @all");

        Assert.Empty(await server.ToldAsync(bob));
        Assert.False((await bob.RoomAsync(token))["unreadMention"].GetBoolean());
    }

    [Fact]
    [Case("chat 97")]
    public async Task Who_is_there_is_told_of_what_speaks_to_him_only()
    {
        var (ada, bob, token) = await PairAsync();
        await bob.JoinAsync(token);

        await ada.SayAsync(token, "hello");
        var mention = await ada.SayAsync(token, $"hello @{bob.User}");

        Assert.Equal([$"chat {token}/{mention}"], await server.ToldOfAsync(bob));
    }

    [Fact]
    public async Task Who_has_the_window_in_the_background_or_was_not_heard_of_for_long_is_told()
    {
        var (ada, bob, token) = await PairAsync();
        await bob.JoinAsync(token);
        (await bob.PutAsync($"v4/room/{token}/participants/state", new { state = 0 })).Expect(200);
        var inactive = await ada.SayAsync(token, "hello?");
        Assert.Equal([$"chat {token}/{inactive}"], await server.ToldOfAsync(bob));
        (await bob.PutAsync($"v4/room/{token}/participants/state", new { state = 1 })).Expect(200);

        await server.AdvanceAsync(Session.OnlineFor + TimeSpan.FromSeconds(1));
        var silent = await ada.SayAsync(token, "still there?");

        Assert.Equal([$"chat {token}/{silent}", $"chat {token}/{inactive}"], await server.ToldOfAsync(bob));
    }

    [Fact]
    [Case("chat 98")]
    public async Task Who_is_answered_mentioned_and_meant_with_everybody_is_told_once()
    {
        var (ada, bob, token) = await PairAsync(Mentions);
        var question = await bob.SayAsync(token, "who comes?");

        var answer = await ada.AnswerAsync(token, question, $"@all and @{bob.User} too");

        var told = Assert.Single(await server.ToldAsync(bob));
        Assert.Equal(($"{token}/{answer}", "Ada replied to your message in room"), (told.Word("object_id"), told.Word("subject")));
    }

    [Fact]
    public async Task What_is_deleted_expired_or_cleared_is_not_told_any_more()
    {
        var (ada, bob, token) = await PairAsync();
        var deleted = await ada.SayAsync(token, "one");
        (await ada.DeleteAsync($"v1/chat/{token}/{deleted}")).Expect(200);
        (await ada.PostAsync($"v4/room/{token}/message-expiration", new { seconds = 60 })).Expect(200);
        await ada.SayAsync(token, "two");
        (await ada.PostAsync($"v4/room/{token}/message-expiration", new { seconds = 0 })).Expect(200);
        var cleared = await ada.SayAsync(token, "three");

        await server.ToldAsync(bob);
        await server.AdvanceAsync(TimeSpan.FromSeconds(61));
        var left = await server.ToldOfAsync(bob);
        (await ada.DeleteAsync($"v1/chat/{token}")).Expect(200);

        Assert.Equal([$"chat {token}/{cleared}"], left);
        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    [Case("webinars L42")]
    public async Task Behind_the_lobby_nothing_is_told_neither_old_nor_new()
    {
        var (ada, bob, token) = await PairAsync();
        var before = await ada.SayAsync(token, $"@{bob.User}");
        var told = await server.ToldOfAsync(bob);

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        var closed = await server.ToldOfAsync(bob);
        await ada.SayAsync(token, $"@{bob.User} again");
        await server.ToldAsync(bob);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);

        Assert.Equal([$"chat {token}/{before}"], told);
        Assert.Empty(closed);
        Assert.Equal(told, await server.ToldOfAsync(bob));
    }

    [Fact]
    public async Task A_lobby_whose_time_has_come_holds_nothing_back()
    {
        var (ada, bob, token) = await PairAsync();
        await ada.SayAsync(token, $"@{bob.User}");
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1, timer = server.Clock.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds() })).Expect(200);
        Assert.Empty(await server.ToldAsync(bob));

        server.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Single(await server.ToldAsync(bob));
    }

    [Fact]
    public async Task Who_is_removed_is_told_nothing_any_more()
    {
        var (ada, bob, token) = await PairAsync();
        await ada.SayAsync(token, $"@{bob.User}");
        Assert.Single(await server.ToldAsync(bob));

        (await ada.TryRemoveAsync(token, await bob.AttendeeIdAsync(token))).Expect(200);

        Assert.Equal(0, await server.RowsOfAsync(bob));
    }

    [Fact]
    public async Task Guests_tell_under_the_name_they_have()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreatePublicAsync("open", bob)).Token;
        await bob.DeleteAsync(ToldPeople.NotificationsPath);
        var (named, unnamed) = (server.Guest(), server.Guest());
        foreach (var guest in new[] { named, unnamed }) await guest.JoinAsync(token);
        (await named.PostAsync($"v1/guest/{token}/name", new { displayName = "Gil {call}" })).Expect(200);

        await named.SayAsync(token, "hello");
        await unnamed.SayAsync(token, "hello");

        var told = await server.ToldAsync(bob);
        Assert.Equal(["A guest sent a message in {call}", "{guest} sent a message in {call}"], told.Select(one => one.Word("subjectRich")));
        Assert.Equal(["A guest sent a message in open", "Gil {call} sent a message in open"], told.Select(one => one.Word("subject")));
        Assert.Equal("guest", told[1].Subject("guest").Word("type"));
    }

    [Fact]
    public async Task In_a_sensitive_conversation_neither_names_nor_words_are_told()
    {
        var (ada, bob, token) = await PairAsync();
        (await bob.PostAsync($"v4/room/{token}/sensitive")).Expect(200);
        await ada.SayAsync(token, $"secret for @{bob.User}");

        var told = Assert.Single(await server.ToldAsync(bob));

        Assert.Equal((token, "You are mentioned in Private conversation", "", "[]"), (told.Word("object_id"), told.Word("subject"), told.Word("message"), told.GetProperty("messageRichParameters").GetRawText()));
        Assert.DoesNotContain("secret", told.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", told.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broadcast_is_told_in_every_room()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(2, (meeting.People[0], 0), (meeting.People[1], 1));
        await meeting.StartAsync();
        foreach (var person in meeting.People) await person.DeleteAsync(ToldPeople.NotificationsPath);

        (await meeting.Owner.PostAsync($"{meeting.Path}/broadcast", new { message = "Five minutes, @all" })).Expect(201);

        for (var i = 0; i < 2; i++) Assert.StartsWith($"chat {rooms[i]}/", Assert.Single(await server.ToldOfAsync(meeting.People[i])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writing_to_a_crowd_costs_the_writer_nothing_and_the_server_one_statement()
    {
        var (ada, _, token) = await PairAsync();
        var alone = await ReadsAsync(ada, token);
        await server.ToldAsync(ada);
        await server.CrowdAsync(token, people: 300);
        using var counter = QueryCounter.Start(server);
        var before = await server.NotificationsInAsync(token);

        await ada.SayAsync(token, "hello");
        await server.ToldAsync(ada);

        Assert.InRange(counter.ReadsOfOneRequest, 1, alone);
        Assert.InRange(counter.With("INSERT INTO \"Notifications\""), 1, 2);
        Assert.Equal(before + 301, await server.NotificationsInAsync(token));
    }

    [Fact]
    public async Task Of_a_heap_of_messages_as_many_are_told_as_are_listed_and_no_mention_is_lost()
    {
        var (ada, bob, token) = await PairAsync();
        var mention = await ada.SayAsync(token, $"@{bob.User}");
        await server.ToldAsync(bob);
        await bob.DeleteAsync(ToldPeople.NotificationsPath);
        var heap = await server.FillAsync(token, ada.User, count: 40);
        await using var scope = server.Services.CreateAsyncScope();

        var told = await scope.ServiceProvider.GetRequiredService<Addressees>().OfAsync([mention, .. heap], CancellationToken.None);

        Assert.Equal([mention, .. heap[^25..]], told.Select(one => one.MessageId!.Value));
    }

    [Fact]
    public async Task A_crowd_that_is_there_is_told_nothing_of_plain_messages()
    {
        var (ada, bob, token) = await PairAsync();
        await bob.JoinAsync(token);
        using var counter = QueryCounter.Start(server);

        await ada.SayAsync(token, "hello");
        await server.ToldAsync(ada);

        Assert.Equal(0, counter.With("INSERT INTO \"Notifications\""));
    }

    private async Task<int> ReadsAsync(TalkClient person, string token)
    {
        using var counter = QueryCounter.Start(server);
        await person.SayAsync(token, "hello");
        return counter.ReadsOfOneRequest;
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync(int level = 0)
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        if (level > 0) (await bob.PostAsync($"v4/room/{token}/notify", new { level })).Expect(200);
        await bob.DeleteAsync(ToldPeople.NotificationsPath);
        return (ada, bob, token);
    }
}
