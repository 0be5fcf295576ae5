using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>A server of its own: the feature is switched for all of it.</summary>
public sealed class BreakoutRoomsOffTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B14")]
    public async Task Where_breakout_rooms_are_switched_off_nobody_configures_any()
    {
        var meeting = await server.GroupAsync();
        await using var off = await server.ConfigAsync(("breakout_rooms", "no"));

        var reply = await meeting.TryConfigureAsync(mode: 1, amount: 2);

        Assert.Equal((400, "config"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B87")]
    public async Task A_classified_conversation_says_so_even_then()
    {
        var meeting = await server.GroupAsync();
        await server.InDbAsync(async db => (await db.Conversations.SingleAsync(room => room.Token == meeting.Token)).Attributes = ConversationAttributes.Classified);
        await using var off = await server.ConfigAsync(("breakout_rooms", "no"));

        var reply = await meeting.TryConfigureAsync(mode: 1, amount: 2);

        Assert.Equal((400, "classified"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B49")]
    public async Task Rooms_that_exist_are_started_and_removed_but_not_reorganized()
    {
        var meeting = await server.GroupAsync(members: 1);
        await meeting.SplitAsync(mode: 1, amount: 2);
        await using var off = await server.ConfigAsync(("breakout_rooms", "no"));

        var reorganized = await meeting.ReorganizeAsync((meeting.People[0], 1));
        var started = await meeting.Owner.PostAsync($"{meeting.Path}/rooms");
        var removed = await meeting.Owner.DeleteAsync(meeting.Path);

        Assert.Equal((400, "config"), (reorganized.Status, reorganized.Error));
        Assert.Equal((200, 200), (started.Status, removed.Status));
    }
}
