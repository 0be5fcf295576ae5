using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class ReceiveTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string LastGiven = "X-Chat-Last-Given";
    private const string CommonRead = "X-Chat-Last-Common-Read";

    [Fact, Case("chat 20")]
    public async Task History_is_newest_first()
    {
        var (ada, room, ids) = await ThreeMessagesAsync();

        var reply = await ada.HistoryAsync(room.Token);

        Assert.Equal(ids.Reverse(), reply.Ids());
        Assert.Equal((ids[0].ToString(), ids[2].ToString()), (reply.Headers[LastGiven], reply.Headers[CommonRead]));
    }

    [Fact, Case("chat 21")]
    public async Task What_is_newer_comes_oldest_first()
    {
        var (ada, room, ids) = await ThreeMessagesAsync();

        var all = await ada.FutureAsync(room.Token);
        var rest = await ada.FutureAsync(room.Token, ids[0]);

        Assert.Equal(ids, all.Ids());
        Assert.Equal(ids[1..], rest.Ids());
        Assert.Equal(ids[2].ToString(), rest.Headers[LastGiven]);
    }

    [Fact, Case("chat 22")]
    public async Task Nothing_left_is_304_without_body_and_headers()
    {
        var (ada, room, ids) = await ThreeMessagesAsync();

        Reply[] replies =
        [
            await ada.HistoryAsync(room.Token, $"&lastKnownMessageId={ids[0]}"),
            await ada.FutureAsync(room.Token, ids[2]),
            await ada.GetAsync($"v1/chat/{room.Token}/0/context"),
        ];

        Assert.All(replies, reply => Assert.Equal((304, "", false, false), (reply.Status, reply.Body, reply.Headers.ContainsKey(LastGiven), reply.Headers.ContainsKey(CommonRead))));
    }

    [Theory, Case("chat 25")]
    [InlineData("1000", 200)]
    [InlineData("200", 200)]
    [InlineData("0", 1)]
    [InlineData("-7", 1)]
    [InlineData("2", 2)]
    [InlineData("99999999999", 200)]
    public async Task The_limit_is_clamped(string limit, int count)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        await server.FillAsync(room.Token, ada.User, 210);

        var history = await ada.HistoryAsync(room.Token, $"&limit={limit}");
        var future = await ada.FutureAsync(room.Token, 0, $"&timeout=0&limit={limit}");

        Assert.Equal((count, count), (history.Data.GetArrayLength(), future.Data.GetArrayLength()));
    }

    [Fact, Case("chat 26", "chat 81")]
    public async Task A_page_of_expired_rows_is_empty_and_the_next_one_goes_on()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var kept = await ada.SayAsync(room.Token, "kept");
        await room.ChangeAsync(conversation => conversation.MessageExpiration = 60);
        var expiring = (await ada.TrySayAsync(room.Token, "brief")).Data;
        var second = await ada.SayAsync(room.Token, "brief too");
        server.Clock.Advance(TimeSpan.FromSeconds(60));

        var page = await ada.HistoryAsync(room.Token, "&limit=2");
        var next = await ada.HistoryAsync(room.Token, $"&lastKnownMessageId={page.Headers[LastGiven]}");
        var future = await ada.FutureAsync(room.Token, kept);

        Assert.Equal(expiring.GetProperty("timestamp").GetInt64() + 60, expiring.GetProperty("expirationTimestamp").GetInt64());
        Assert.Equal((200, "[]", expiring.Id().ToString()), (page.Status, page.Data.GetRawText(), page.Headers[LastGiven]));
        Assert.Equal([kept], next.Ids());
        Assert.Equal(0, next.Data[0].GetProperty("expirationTimestamp").GetInt64());
        Assert.Equal((200, "[]", second.ToString()), (future.Status, future.Data.GetRawText(), future.Headers[LastGiven]));
    }

    [Fact, Case("chat 27", "chat 81")]
    public async Task A_purged_message_is_still_good_as_an_offset()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var older = await ada.SayAsync(room.Token, "older");
        await room.ChangeAsync(conversation => conversation.MessageExpiration = 60);
        var purged = await ada.SayAsync(room.Token, "purged");
        await room.ChangeAsync(conversation => conversation.MessageExpiration = 0);
        var newer = await ada.SayAsync(room.Token, "newer");
        await server.AdvanceAsync(TimeSpan.FromSeconds(361));

        var history = await ada.HistoryAsync(room.Token, $"&lastKnownMessageId={purged}&includeLastKnown=1");
        var future = await ada.FutureAsync(room.Token, purged);

        Assert.DoesNotContain(purged, (await room.MessagesAsync()).Select(message => message.Id));
        Assert.Equal([older], history.Ids());
        Assert.Equal([newer], future.Ids());
    }

    [Fact, Case("chat 28")]
    public async Task The_offset_can_be_included()
    {
        var (ada, room, ids) = await ThreeMessagesAsync();

        var history = await ada.HistoryAsync(room.Token, $"&lastKnownMessageId={ids[1]}&includeLastKnown=1");
        var future = await ada.FutureAsync(room.Token, ids[1], "&timeout=0&includeLastKnown=true");

        Assert.Equal((ids[1], ids[1]), (history.Ids()[0], future.Ids()[0]));
    }

    [Fact, Case("chat 29")]
    public async Task A_common_read_marker_that_moved_is_an_answer_of_its_own()
    {
        var (ada, room, ids) = await ThreeMessagesAsync();

        var stale = await ada.FutureAsync(room.Token, ids[2], $"&timeout=0&lastCommonReadId={ids[0]}");
        var current = await ada.FutureAsync(room.Token, ids[2], $"&timeout=0&lastCommonReadId={ids[2]}");
        await room.ChangeAsync(ada, attendee => attendee.ReadPrivate = true);
        var secret = await ada.FutureAsync(room.Token, ids[2], $"&timeout=0&lastCommonReadId={ids[0]}");

        Assert.Equal((200, "[]", ids[2].ToString(), false), (stale.Status, stale.Data.GetRawText(), stale.Headers[CommonRead], stale.Headers.ContainsKey(LastGiven)));
        Assert.Equal((304, 304), (current.Status, secret.Status));
    }

    [Fact, Case("chat 30")]
    public async Task Reading_on_marks_as_read_what_came_before()
    {
        var (ada, room, ids) = await ThreeMessagesAsync();
        var bob = await server.PersonAsync("bob");
        await room.AddAsync(bob);

        await bob.FutureAsync(room.Token, ids[1], "&timeout=0&setReadMarker=0");
        var untouched = await MarkerAsync(bob, room);
        await bob.FutureAsync(room.Token, ids[1]);
        var raised = await MarkerAsync(bob, room);
        await bob.FutureAsync(room.Token, ids[0]);
        var stays = await MarkerAsync(bob, room);
        await bob.HistoryAsync(room.Token, $"&lastKnownMessageId={ids[2]}");
        var history = await MarkerAsync(bob, room);
        await bob.FutureAsync(room.Token, ids[2] + 1000);
        var clamped = await MarkerAsync(bob, room);

        Assert.Equal((-2, ids[1], ids[1], ids[1], ids[2]), (untouched, raised, stays, history, clamped));
        Assert.Equal(ids[2], await MarkerAsync(ada, room));
    }

    [Fact, Case("chat 33")]
    public async Task Of_a_purged_parent_only_the_id_is_left()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, with: conversation => conversation.MessageExpiration = 60);
        var parent = await ada.SayAsync(room.Token, "question");
        await room.ChangeAsync(conversation => conversation.MessageExpiration = 0);
        await ada.AnswerAsync(room.Token, parent, "answer");
        server.Clock.Advance(TimeSpan.FromSeconds(60));

        var expired = (await ada.NewestAsync(room.Token)).GetProperty("parent").GetRawText();
        await server.AdvanceAsync(TimeSpan.FromSeconds(301));
        var purged = (await ada.NewestAsync(room.Token)).GetProperty("parent").GetRawText();

        Assert.Equal(($$"""{"id":{{parent}},"deleted":true}""", $$"""{"id":{{parent}},"deleted":true}"""), (expired, purged));
    }

    [Fact]
    public async Task A_parent_comes_along_whether_it_is_on_the_page_or_not()
    {
        var (ada, room, ids) = await ThreeMessagesAsync();
        var answer = await ada.AnswerAsync(room.Token, ids[0], "answer");

        var alone = await ada.HistoryAsync(room.Token, "&limit=1");
        var together = await ada.HistoryAsync(room.Token);

        Assert.Equal((answer, ids[0]), (alone.Data[0].Id(), alone.Data[0].GetProperty("parent").Id()));
        Assert.Equal(ids[0], together.Data[0].GetProperty("parent").Id());
    }

    [Theory, Case("chat 34")]
    [InlineData("2", "1 2 3 4")]
    [InlineData("0", "2")]
    [InlineData("1", "2 3")]
    [InlineData("-1", "2")]
    [InlineData("500", "0 1 2 3 4 5")]
    public async Task Around_a_message_its_context_is_read_oldest_first(string limit, string expected)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var ids = await server.FillAsync(room.Token, ada.User, 6);

        var reply = await ada.GetAsync($"v1/chat/{room.Token}/{ids[2]}/context?limit={limit}");

        var wanted = expected.Split(' ').Select(index => ids[int.Parse(index, System.Globalization.CultureInfo.InvariantCulture)]).ToArray();
        Assert.Equal(wanted, reply.Ids());
        Assert.Equal(wanted[^1].ToString(), reply.Headers[LastGiven]);
    }

    [Fact]
    public async Task A_context_has_at_most_200_rows()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var ids = await server.FillAsync(room.Token, ada.User, 250);

        var reply = await ada.GetAsync($"v1/chat/{room.Token}/{ids[125]}/context?limit=100");

        Assert.Equal((200, ids[26], ids[225]), (reply.Data.GetArrayLength(), reply.Ids()[0], reply.Ids()[^1]));
    }

    [Fact, Case("chat 35")]
    public async Task A_thread_that_does_not_exist_is_404()
    {
        var (ada, room, ids) = await ThreeMessagesAsync();

        Reply[] replies =
        [
            await ada.HistoryAsync(room.Token, $"&threadId={ids[0]}"),
            await ada.FutureAsync(room.Token, 0, "&threadId=999999"),
            await ada.GetAsync($"v1/chat/{room.Token}/{ids[0]}/context?threadId={ids[0]}"),
        ];

        Assert.All(replies, reply => Assert.Equal((404, "thread"), (reply.Status, reply.Error)));
    }

    [Fact]
    public async Task Guests_read_and_write_and_learn_what_everybody_has_read()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guest = await room.GuestAsync();
        var first = await ada.SayAsync(room.Token, "hello");

        var said = await guest.TrySayAsync(room.Token, "hi");
        var read = await guest.HistoryAsync(room.Token);

        Assert.Equal((first.ToString(), first.ToString()), (said.Headers[CommonRead], read.Headers[CommonRead]));
        Assert.Equal(["hi", "hello"], read.Texts());
    }

    [Fact]
    public async Task A_banned_person_reads_nothing()
    {
        var ada = await server.PersonAsync();
        var bob = await server.PersonAsync("bob");
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        var id = (await room.StoredAsync()).Id;
        await server.InDbAsync(db =>
        {
            db.Bans.Add(new Ban { ConversationId = id, ModeratorActorType = "users", ModeratorActorId = ada.User, ModeratorDisplayName = "", BannedActorType = "users", BannedActorId = bob.User, BannedDisplayName = "", BannedAt = server.Clock.GetUtcNow(), InternalNote = "" });
            return Task.CompletedTask;
        });

        var replies = (await bob.HistoryAsync(room.Token), await bob.TrySayAsync(room.Token, "hi"));

        Assert.Equal((403, 403), (replies.Item1.Status, replies.Item2.Status));
    }

    [Fact]
    public async Task The_direction_has_to_be_given()
    {
        var (ada, room, _) = await ThreeMessagesAsync();

        var missing = await ada.GetAsync($"v1/chat/{room.Token}");
        var wrong = await ada.GetAsync($"v1/chat/{room.Token}?lookIntoFuture[]=1");
        var number = await ada.GetAsync($"v1/chat/{room.Token}?lookIntoFuture=0&limit[]=1");

        Assert.Equal([(400, "lookIntoFuture"), (400, "lookIntoFuture"), (400, "limit")], new[] { missing, wrong, number }.Select(reply => (reply.Status, reply.Error)));
    }

    [Fact]
    public async Task A_system_message_nobody_has_words_for_is_hidden()
    {
        var (ada, room, _) = await ThreeMessagesAsync();
        var stored = await room.StoredAsync();
        await server.InDbAsync(db =>
        {
            db.Messages.Add(new Message { ConversationId = stored.Id, Kind = MessageKind.System, ActorType = "users", ActorId = ada.User, Text = "unheard_of", At = server.Clock.GetUtcNow() });
            return Task.CompletedTask;
        });

        var reply = await ada.HistoryAsync(room.Token, "&limit=1");

        Assert.Equal((200, "[]"), (reply.Status, reply.Data.GetRawText()));
    }

    private async Task<(TalkClient Ada, StagedRoom Room, long[] Ids)> ThreeMessagesAsync()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        return (ada, room, [await ada.SayAsync(room.Token, "one"), await ada.SayAsync(room.Token, "two"), await ada.SayAsync(room.Token, "three")]);
    }

    private static async Task<long> MarkerAsync(TalkClient person, StagedRoom room) => (await person.RoomAsync(room.Token))["lastReadMessage"].GetInt64();
}
