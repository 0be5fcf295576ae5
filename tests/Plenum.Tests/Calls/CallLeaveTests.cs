using System.Text.Json;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class CallLeaveTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 20")]
    public async Task Whoever_is_not_in_the_call_leaves_it_without_a_word()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        var reply = await ada.DeleteAsync(room.Call);

        Assert.Equal((200, JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
        Assert.Empty(await room.SaidAsync());
    }

    [Fact]
    public async Task Whoever_has_no_session_has_nothing_to_leave()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);

        var reply = await bob.DeleteAsync(room.Call);

        Assert.Equal((404, JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
    }

    [Fact]
    [Case("calls 21")]
    public async Task The_call_ends_with_the_last_one_who_leaves()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await InCallAsync(ada, bob);

        await ada.DeleteAsync(room.Call);
        var between = await room.SaidAsync();
        await server.AdvanceAsync(TimeSpan.FromSeconds(12));
        await bob.DeleteAsync(room.Call);

        Assert.Equal(["call_started", "call_joined", "call_left"], between);
        Assert.Equal(["call_started", "call_joined", "call_left", "call_left", "call_ended"], await room.SaidAsync());
        Assert.Equal(($"{ada.User} {bob.User}", 0, 12), Summary((await room.MessagesAsync())[^1]));
        var view = await ada.GetAsync(room.Room);
        Assert.Equal((false, 0, 0, 0), (view["hasCall"].GetBoolean(), view["callStartTime"].GetInt32(), view["callFlag"].GetInt32(), view["callPermissions"].GetInt32()));
    }

    [Fact]
    [Case("calls 22")]
    public async Task A_moderator_ends_the_call_for_everybody()
    {
        var (ada, bob, eve) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("eve"));
        var room = await InCallAsync(ada, bob, eve);
        var heard = server.Record();

        var reply = await ada.DeleteAsync(room.Call, new { all = true });

        Assert.Equal(200, reply.Status);
        Assert.Equal(["call_started", "call_joined", "call_joined", "call_ended_everyone"], await room.SaidAsync());
        Assert.Equal(ada.User, (await room.MessagesAsync())[^1].ActorId);
        Assert.All((await room.InCallAsync()).Values, flags => Assert.Equal(CallFlags.Disconnected, flags));
        Assert.Equal(["ChatChanged", "CallEndedForAll"], heard.About(room.Token).Select(news => news.GetType().Name));
    }

    [Fact]
    public async Task All_may_be_said_in_the_query()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await InCallAsync(ada, bob);

        await ada.DeleteAsync($"{room.Call}?all=true");

        Assert.Equal("call_ended_everyone", (await room.SaidAsync())[^1]);
    }

    [Fact]
    public async Task A_guest_moderator_ends_the_call_for_everybody()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, ConversationType.Public);
        var gus = await room.GuestAsync(ParticipantType.GuestModerator);
        await ada.PostAsync(room.Call);
        await gus.PostAsync(room.Call);

        await gus.DeleteAsync(room.Call, new { all = true });

        Assert.Equal(["call_started", "call_joined", "call_ended_everyone"], await room.SaidAsync());
    }

    [Fact]
    [Case("calls 23")]
    public async Task For_others_it_is_a_plain_leave()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await InCallAsync(ada, bob);

        var reply = await bob.DeleteAsync(room.Call, new { all = true });

        Assert.Equal((200, "call_left"), (reply.Status, (await room.SaidAsync())[^1]));
        Assert.NotEqual(CallFlags.Disconnected, await room.InCallAsync(ada));
    }

    [Fact]
    [Case("calls 24")]
    public async Task Two_moderators_who_end_it_at_once_end_it_once()
    {
        var (ada, mia) = (await server.PersonAsync("ada"), await server.PersonAsync("mia"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(mia, ParticipantType.Moderator);
        await ada.PostAsync(room.Call);
        await mia.PostAsync(room.Call);

        var replies = await Task.WhenAll(ada.DeleteAsync(room.Call, new { all = true }), mia.DeleteAsync(room.Call, new { all = true }));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(["call_started", "call_joined", "call_ended_everyone"], await room.SaidAsync());
    }

    [Fact]
    [Case("calls 25")]
    public async Task The_last_leave_and_the_end_for_everybody_at_once_end_it_once()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await bob.PostAsync(room.Call);

        await Task.WhenAll(bob.DeleteAsync(room.Call), ada.DeleteAsync(room.Call, new { all = true }));

        var said = await room.SaidAsync();
        Assert.Single(said, key => key is "call_ended" or "call_ended_everyone");
        Assert.Null((await room.StoredAsync()).ActiveSince);
    }

    [Fact]
    [Case("calls 44")]
    public async Task Guests_are_counted_and_accounts_are_named()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, ConversationType.Public);
        var (gil, gus) = (await room.GuestAsync(), await room.GuestAsync());
        foreach (var person in new[] { ada, gil, gus }) await person.PostAsync(room.Call);

        foreach (var person in new[] { gil, gus, ada }) await person.DeleteAsync(room.Call);

        Assert.Equal((ada.User, 2, 0), Summary((await room.MessagesAsync())[^1]));
    }

    [Fact]
    public async Task Whoever_was_in_an_earlier_call_only_is_not_named()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await bob.PostAsync(room.Call);
        await bob.DeleteAsync(room.Call);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        await ada.PostAsync(room.Call);
        await ada.DeleteAsync(room.Call);

        Assert.Equal((ada.User, 0, 0), Summary((await room.MessagesAsync())[^1]));
    }

    [Fact]
    public async Task Whoever_is_silently_in_it_leaves_with_the_last_one_heard_of()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await InCallAsync(ada, bob);
        await server.AdvanceAsync(TimeSpan.FromSeconds(40));

        await bob.DeleteAsync(room.Call);

        Assert.Equal(["call_started", "call_joined", "call_left", "call_left", "call_ended"], await room.SaidAsync());
        Assert.All((await room.InCallAsync()).Values, flags => Assert.Equal(CallFlags.Disconnected, flags));
    }

    [Fact]
    public async Task A_classified_conversation_is_bound_to_the_end_of_its_call()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, with: conversation => conversation.Attributes = ConversationAttributes.Classified);
        await ada.PostAsync(room.Call);

        await ada.DeleteAsync(room.Call);

        var stored = await room.StoredAsync();
        Assert.Equal(("classified", $"{server.Clock.Unix}"), (stored.ObjectType, stored.ObjectId));
    }

    [Fact]
    public async Task A_call_that_somebody_leaves_with_one_of_two_sessions_goes_on()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);
        await room.JoinAsync(ada);
        await ada.PostAsync(room.Call);

        await ada.DeleteAsync(room.Call);

        Assert.Equal(["call_started", "call_joined", "call_left"], await room.SaidAsync());
        Assert.NotNull((await room.StoredAsync()).ActiveSince);
    }

    private async Task<StagedRoom> InCallAsync(TalkClient owner, params TalkClient[] others)
    {
        var room = await server.StageAsync(owner);
        await owner.PostAsync(room.Call);
        foreach (var other in others)
        {
            await room.SeatAsync(other);
            await other.PostAsync(room.Call);
        }

        return room;
    }

    private static (string Users, int Guests, int Duration) Summary(Message ended)
    {
        var parameters = JsonDocument.Parse(ended.Parameters).RootElement;
        Assert.Equal(0, parameters.GetProperty("cloudIds").GetArrayLength());
        return (
            string.Join(' ', parameters.GetProperty("users").EnumerateArray().Select(user => user.GetString())),
            parameters.GetProperty("guests").GetInt32(),
            parameters.GetProperty("duration").GetInt32());
    }
}
