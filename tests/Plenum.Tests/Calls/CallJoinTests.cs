using System.Text.Json;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class CallJoinTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 1")]
    public async Task The_first_one_in_starts_the_call()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        var reply = await ada.PostAsync(room.Call, new { flags = 7 });

        Assert.Equal((200, JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
        var view = await ada.GetAsync(room.Room);
        Assert.Equal((true, server.Clock.Unix, 7, 7), (view["hasCall"].GetBoolean(), view["callStartTime"].GetInt64(), view["callFlag"].GetInt32(), view["participantFlags"].GetInt32()));
        Assert.Equal(["call_started"], await room.SaidAsync());
    }

    [Fact]
    [Case("calls 2")]
    public async Task The_next_one_joins_it()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call, new { flags = 7 });

        var reply = await bob.PostAsync(room.Call, new { flags = 1 });

        Assert.Equal(200, reply.Status);
        var joined = (await room.MessagesAsync())[^1];
        Assert.Equal(("call_joined", bob.User), (joined.Text, joined.ActorId));
        Assert.Equal(7, (await bob.GetAsync(room.Room))["callFlag"].GetInt32());
        Assert.Equal(2, (await ada.GetAsync(room.Call)).Data.GetArrayLength());
    }

    [Fact]
    [Case("calls 3")]
    public async Task The_call_remembers_everything_anybody_joined_with()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call, new { flags = 1 });
        var before = (await ada.GetAsync(room.Room))["callFlag"].GetInt32();

        await bob.PostAsync(room.Call, new { flags = 7 });
        await bob.DeleteAsync(room.Call);

        Assert.Equal((1, 7), (before, (await ada.GetAsync(room.Room))["callFlag"].GetInt32()));
    }

    [Fact]
    [Case("calls 4")]
    public async Task Whoever_has_no_session_cannot_join()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);

        var reply = await bob.PostAsync(room.Call);

        Assert.Equal((404, JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
        Assert.Empty(await room.SaidAsync());
    }

    [Theory]
    [Case("calls 6")]
    [InlineData("16")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("[1]")]
    [InlineData("{}")]
    public async Task Flags_are_0_to_15(string flags)
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        var reply = await ada.PostAsync(room.Call, Json($$"""{"flags":{{flags}}}"""));

        Assert.Equal((400, "flags"), (reply.Status, reply.Error));
        Assert.Empty(await room.SaidAsync());
    }

    [Theory]
    [Case("calls 6")]
    [InlineData("""{"flags":null}""", 7)]
    [InlineData("{}", 7)]
    [InlineData("""{"flags":"3"}""", 3)]
    [InlineData("""{"flags":15}""", 15)]
    public async Task Without_flags_somebody_comes_with_sound_and_picture(string body, int inCall)
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        await ada.PostAsync(room.Call, Json(body));

        Assert.Equal((CallFlags)inCall, await room.InCallAsync(ada));
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_refused()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        var reply = await ada.PostAsync(room.Call, Json("""{"flags":"""));

        Assert.Equal(400, reply.Status);
        Assert.Equal(CallFlags.Disconnected, await room.InCallAsync(ada));
    }

    [Fact]
    public async Task Joining_again_changes_the_flags_without_a_word()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call, new { flags = 1 });

        var reply = await ada.PostAsync(room.Call, new { flags = 3 });

        Assert.Equal((200, CallFlags.InCall | CallFlags.WithAudio), (reply.Status, await room.InCallAsync(ada)));
        Assert.Equal(["call_started"], await room.SaidAsync());
    }

    [Fact]
    [Case("calls 14")]
    public async Task Somebody_who_may_not_start_a_call_may_join_one()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob, permissions: Permissions.Custom | Permissions.JoinCall);

        var start = await bob.PostAsync(room.Call);
        await ada.PostAsync(room.Call);
        var join = await bob.PostAsync(room.Call);

        Assert.Equal((403, JsonValueKind.Null, 200), (start.Status, start.Data.ValueKind, join.Status));
        Assert.Equal(["call_started", "call_joined"], await room.SaidAsync());
    }

    [Fact]
    [Case("calls 15")]
    public async Task Flags_without_the_permission_are_taken_off()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob, permissions: Permissions.MaxCustom & ~Permissions.PublishVideo);

        await bob.PostAsync(room.Call, new { flags = 7 });

        Assert.Equal(CallFlags.InCall | CallFlags.WithAudio, await room.InCallAsync(bob));
        Assert.Equal(3, (await ada.GetAsync(room.Room))["callFlag"].GetInt32());
    }

    [Fact]
    [Case("calls 16")]
    public async Task Stored_permissions_do_not_bind_a_moderator()
    {
        var (ada, mia) = (await server.PersonAsync("ada"), await server.PersonAsync("mia"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(mia, ParticipantType.Moderator, Permissions.Custom);

        await mia.PostAsync(room.Call, new { flags = 7 });

        Assert.Equal(CallFlags.InCall | CallFlags.WithAudio | CallFlags.WithVideo, await room.InCallAsync(mia));
    }

    [Fact]
    [Case("calls 37")]
    public async Task A_call_in_which_nobody_was_heard_of_for_30_seconds_is_started_anew()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call);
        var since = (await room.StoredAsync()).ActiveSince;

        await server.AdvanceAsync(TimeSpan.FromSeconds(31));
        await bob.PostAsync(room.Call);

        Assert.Equal(["call_started", "call_started"], await room.SaidAsync());
        Assert.Equal(since, (await room.StoredAsync()).ActiveSince);
    }

    [Fact]
    public async Task Somebody_heard_of_30_seconds_ago_is_still_in_the_call()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call);

        await server.AdvanceAsync(TimeSpan.FromSeconds(30));
        await bob.PostAsync(room.Call);

        Assert.Equal(["call_started", "call_joined"], await room.SaidAsync());
    }

    [Fact]
    [Case("calls 42")]
    public async Task In_a_voice_room_people_come_and_go_without_a_start_or_an_end()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, with: conversation => conversation.Attributes = ConversationAttributes.VoiceRoom);
        var heard = server.Record();

        await ada.PostAsync(room.Call);
        await ada.DeleteAsync(room.Call);

        Assert.Equal(["call_joined", "call_left"], await room.SaidAsync());
        Assert.Null((await room.StoredAsync()).ActiveSince);
        Assert.True(Assert.Single(heard.About(room.Token).OfType<CallStarted>()).Silent);
    }

    [Fact]
    [Case("calls 28")]
    public async Task A_call_can_begin_silently()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        var heard = server.Record();

        await ada.PostAsync(room.Call, new { silent = true });

        Assert.True((await room.MessagesAsync())[^1].Silent);
        Assert.True(Assert.Single(heard.About(room.Token).OfType<CallStarted>()).Silent);
    }

    [Fact]
    [Case("calls 28")]
    public async Task A_call_can_begin_silently_for_some()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        var heard = server.Record();

        await ada.PostAsync(room.Call, new { silentFor = new[] { "bob" } });

        Assert.False((await room.MessagesAsync())[^1].Silent);
        var started = Assert.Single(heard.About(room.Token).OfType<CallStarted>());
        Assert.Equal((false, "bob"), (started.Silent, Assert.Single(started.SilentFor)));
    }

    [Fact]
    [Case("calls 43")]
    public async Task The_message_is_heard_before_the_flags()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        var heard = server.Record();

        await ada.PostAsync(room.Call);
        await bob.PostAsync(room.Call);

        Assert.Equal(["ChatChanged", "InCallChanged", "CallStarted", "Called", "ChatChanged", "InCallChanged"], heard.About(room.Token).Select(news => news.GetType().Name));
    }

    [Theory]
    [InlineData(ConversationType.NoteToSelf, 400, "type")]
    [InlineData(ConversationType.Changelog, 403, null)]
    public async Task Some_conversations_have_no_calls(object type, int status, string? error)
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, (ConversationType)type);

        var reply = await ada.PostAsync(room.Call);

        Assert.Equal((status, error), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_channel_has_no_calls_even_for_its_owner()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, with: conversation => conversation.Attributes = ConversationAttributes.Channel);

        var reply = await ada.PostAsync(room.Call);

        Assert.Equal(403, reply.Status);
    }

    [Fact]
    public async Task Ten_who_join_at_once_start_one_call()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        var people = new List<TalkClient>();
        for (var i = 0; i < 10; i++)
        {
            people.Add(await server.PersonAsync("bob"));
            await room.SeatAsync(people[i]);
        }

        var replies = await Task.WhenAll(people.Select(person => person.PostAsync(room.Call)));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        string[] expected = ["call_started", .. Enumerable.Repeat("call_joined", 9)];
        Assert.Equal(expected, await room.SaidAsync());
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
