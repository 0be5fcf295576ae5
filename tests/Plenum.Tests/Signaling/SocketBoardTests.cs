using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>Moderators hear at Plenum's own page that the board of their breakout rooms has changed.</summary>
public sealed class SocketBoardTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    public async Task Whoever_comes_goes_or_asks_for_help_in_a_room_moves_the_board_in_the_parent_and_in_the_rooms()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        var mona = await server.PersonAsync("mona");
        await meeting.Owner.AddAsync(meeting.Token, mona);
        await meeting.Owner.PromoteAsync(meeting.Token, mona);
        await using var inParent = await server.PageAsync(meeting.Owner, meeting.Token);
        await using var inRoom = await server.PageAsync(mona, rooms[1]);
        await SettleAsync(inParent, inRoom);

        foreach (var act in new Func<Task>[]
        {
            () => meeting.People[0].JoinAsync(rooms[0]),
            async () => (await meeting.People[0].PostAsync($"v4/call/{rooms[0]}")).Expect(200),
            async () => (await meeting.People[0].PostAsync($"v1/breakout-rooms/{rooms[0]}/request-assistance")).Expect(200),
            () => meeting.People[0].LeaveAsync(rooms[0]),
            () => meeting.DeleteRoomAsync(rooms[0]),
        })
        {
            await act();
            Assert.Equal(meeting.Token, (await inParent.OwnAsync("board")).GetProperty("token").GetString());
            Assert.Equal(meeting.Token, (await inRoom.OwnAsync("board")).GetProperty("token").GetString());
            await SettleAsync(inParent, inRoom);
        }
    }

    [Fact]
    public async Task Others_hear_nothing_of_it_nor_does_anybody_where_there_are_no_breakout_rooms()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 2);
        var single = await server.GroupAsync(members: 1);
        await using var desk = await server.PageAsync(meeting.Owner, meeting.Token);
        await using var pupil = await server.PageAsync(meeting.People[0], rooms[0]);
        await using var talk = await server.PageAsync(meeting.Owner, rooms[0], "chat-relay");
        await using var other = await server.PageAsync(single.Owner, single.Token);
        await SettleAsync(desk);

        await single.People[0].JoinAsync(single.Token);
        await meeting.People[1].JoinAsync(rooms[1]);
        await SettleAsync();
        await desk.OwnAsync("board");

        foreach (var client in new[] { pupil, talk, other }) Assert.DoesNotContain("board", await client.OwnKindsAsync());
    }

    [Fact]
    public async Task Everybody_in_a_room_hears_that_it_asks_for_help_and_that_this_is_over()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 2);
        await using var pupil = await server.PageAsync(meeting.People[0], rooms[0]);
        await pupil.KindsAsync();
        var help = $"v1/breakout-rooms/{rooms[0]}/request-assistance";

        (await meeting.People[0].PostAsync(help)).Expect(200);
        var asked = await pupil.HearAsync(frame => frame.GetProperty("type").GetString() == "room");
        (await meeting.Owner.DeleteAsync(help)).Expect(200);
        var over = await pupil.HearAsync(frame => frame.GetProperty("type").GetString() == "room");

        Assert.Equal((rooms[0], rooms[0]), (asked.GetProperty("room").GetProperty("roomid").GetString(), over.GetProperty("room").GetProperty("roomid").GetString()));
    }

    [Fact]
    public async Task Everybody_in_the_parent_hears_that_there_are_rooms_that_they_open_and_that_they_close()
    {
        var meeting = await server.GroupAsync(members: 1);
        await using var pupil = await server.PageAsync(meeting.People[0], meeting.Token);
        await pupil.KindsAsync();

        foreach (var act in new Func<Task>[] { () => meeting.SplitAsync(mode: 3, amount: 1), meeting.StartAsync, meeting.StopAsync })
        {
            await act();
            var heard = await pupil.HearAsync(frame => frame.GetProperty("type").GetString() == "room");
            Assert.Equal(meeting.Token, heard.GetProperty("room").GetProperty("roomid").GetString());
        }
    }

    [Fact]
    public async Task Many_changes_at_once_are_told_once()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 2);
        await using var desk = await server.PageAsync(meeting.Owner, meeting.Token);
        await SettleAsync(desk);
        await meeting.People[0].JoinAsync(rooms[0]);
        await desk.OwnAsync("board");

        for (var time = 0; time < 5; time++)
        {
            await meeting.People[1].JoinAsync(rooms[1]);
            await meeting.People[1].LeaveAsync(rooms[1]);
        }

        var early = await desk.OwnKindsAsync();
        await SettleAsync();
        var later = await desk.OwnKindsAsync();

        Assert.DoesNotContain("board", early);
        Assert.Single(later, kind => kind == "board");
    }

    /// <summary>What happened until now has been told, and the next change will be told at once.</summary>
    private async Task SettleAsync(params SignalingClient[] pages)
    {
        var rounds = server.Services.GetServices<IHostedService>().OfType<BoardRounds>().Single();
        while (!rounds.IsIdle)
        {
            if (rounds.RestsUntil is { } until && until > server.Clock.GetUtcNow()) server.Clock.Advance(until - server.Clock.GetUtcNow());
            else await Task.Yield();
        }

        foreach (var page in pages) await page.OwnKindsAsync();
    }
}
