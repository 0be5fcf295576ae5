using System.Text.Json;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class OneToOneCallTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 26")]
    public async Task A_call_that_nobody_answered_is_a_missed_call()
    {
        var ada = await server.PersonAsync("ada");
        var bob = await server.PersonAsync("bob");
        var room = await StageOneToOneAsync(ada, bob);
        await room.AddAsync(bob, ParticipantType.Owner);
        await ada.PostAsync(room.Call);

        await server.AdvanceAsync(TimeSpan.FromSeconds(20));
        await ada.DeleteAsync(room.Call);

        Assert.Equal(["call_started", "call_left", "call_missed"], await room.SaidAsync());
        var missed = JsonDocument.Parse((await room.MessagesAsync())[^1].Parameters).RootElement;
        Assert.Equal((ada.User, 20), (missed.GetProperty("users")[0].GetString(), missed.GetProperty("duration").GetInt32()));
    }

    [Fact]
    public async Task A_call_between_the_two_ends_as_a_call()
    {
        var ada = await server.PersonAsync("ada");
        var bob = await server.PersonAsync("bob");
        var room = await StageOneToOneAsync(ada, bob);
        await room.SeatAsync(bob, ParticipantType.Owner);
        await ada.PostAsync(room.Call);
        await bob.PostAsync(room.Call);

        await ada.DeleteAsync(room.Call);
        await bob.DeleteAsync(room.Call);

        Assert.Equal("call_ended", (await room.SaidAsync())[^1]);
    }

    [Fact]
    [Case("calls 27")]
    public async Task A_call_brings_back_the_other_side_that_had_left()
    {
        var ada = await server.PersonAsync("ada");
        var bob = await server.PersonAsync("bob");
        var room = await StageOneToOneAsync(ada, bob);

        var reply = await ada.PostAsync(room.Call);

        Assert.Equal(200, reply.Status);
        var view = await bob.GetAsync(room.Room);
        Assert.Equal((200, 1, true), (view.Status, view["participantType"].GetInt32(), view["hasCall"].GetBoolean()));
        Assert.Equal(["call_started"], await room.SaidAsync());
    }

    [Fact]
    public async Task A_call_that_is_refused_brings_nobody_back()
    {
        var ada = await server.PersonAsync("ada");
        var bob = await server.PersonAsync("bob");
        var room = await StageOneToOneAsync(ada, bob);
        await ada.LeaveAsync(room.Token);

        var reply = await ada.PostAsync(room.Call);

        Assert.Equal(404, reply.Status);
        Assert.Equal(404, (await bob.GetAsync(room.Room)).Status);
    }

    private Task<StagedRoom> StageOneToOneAsync(TalkClient one, TalkClient other) =>
        server.StageAsync(one, ConversationType.OneToOne, conversation => conversation.Name = JsonSerializer.Serialize(new[] { one.User, other.User }.Order(StringComparer.Ordinal)));
}
