using Microsoft.EntityFrameworkCore;
using Plenum.BreakoutRooms;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>Breakout rooms that stop by themselves; Plenum's own addition.</summary>
public sealed class TimerTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const long FiveMinutes = 300;

    private long In(long seconds) => server.Clock.Unix + seconds;

    [Fact]
    public async Task Everybody_in_the_parent_and_in_the_rooms_can_see_until_when_they_are_open()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);

        var before = await meeting.Owner.EndsAtAsync(meeting.Token);
        var set = (await meeting.Owner.SetTimerAsync(meeting.Token, In(FiveMinutes))).Expect(200);

        Assert.Null(before);
        Assert.Equal(In(FiveMinutes), set["endsAt"].GetInt64());
        foreach (var token in new[] { meeting.Token, rooms[0] })
        {
            Assert.Equal(In(FiveMinutes), await meeting.Owner.EndsAtAsync(token));
            Assert.Equal(In(FiveMinutes), await meeting.People[0].EndsAtAsync(token));
        }
    }

    [Fact]
    public async Task Guests_of_a_public_parent_see_it_too()
    {
        var meeting = await server.PublicAsync();
        var gil = await server.NamedGuestAsync(meeting.Token, "Gil");
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);
        await meeting.StartAsync();
        await gil.JoinAsync(rooms[0]);

        (await meeting.Owner.SetTimerAsync(meeting.Token, In(FiveMinutes))).Expect(200);

        Assert.Equal((In(FiveMinutes), In(FiveMinutes)), (await gil.EndsAtAsync(meeting.Token), await gil.EndsAtAsync(rooms[0])));
    }

    [Fact]
    public async Task When_the_time_is_over_the_rooms_stop_as_if_a_moderator_had_stopped_them()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 2);
        await meeting.People[0].EnterCallAsync(rooms[0]);
        (await meeting.Owner.SetTimerAsync(meeting.Token, In(FiveMinutes))).Expect(200);

        await server.AdvanceAsync(TimeSpan.FromSeconds(FiveMinutes - 1));
        await meeting.People[0].JoinAsync(rooms[0]);
        var early = await meeting.StoredAsync();
        var recording = server.Record();
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(BreakoutStatus.Started, early.BreakoutRoomStatus);
        Assert.Equal(BreakoutStatus.Stopped, (await meeting.StoredAsync()).BreakoutRoomStatus);
        Assert.All(await meeting.StoredRoomsAsync(), room => Assert.Equal(LobbyState.NonModerators, room.LobbyState));
        foreach (var room in rooms) Assert.Single(await meeting.SaidAsync(room), said => said == "breakout_rooms_stopped");
        Assert.Equal(["switchto R1→P ×1"], recording.Orders(meeting, rooms));
        Assert.Equal(("guests", "system"), await SpokenByAsync(rooms[0]));
        Assert.Null(await meeting.Owner.EndsAtAsync(meeting.Token));
        Assert.Empty(await server.BrokenAsync());
    }

    [Fact]
    public async Task Nobody_stopped_them_as_the_message_reads()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        (await meeting.Owner.SetTimerAsync(meeting.Token, In(5))).Expect(200);

        await server.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Equal("The time of the breakout rooms is over", (await meeting.Owner.NewestAsync(rooms[0])).GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_time_can_be_made_longer_and_shorter_and_be_taken_away()
    {
        var (meeting, _) = await server.StartedAsync(members: 0);
        (await meeting.Owner.SetTimerAsync(meeting.Token, In(10))).Expect(200);

        (await meeting.Owner.SetTimerAsync(meeting.Token, In(20))).Expect(200);
        await server.AdvanceAsync(TimeSpan.FromSeconds(15));
        var longer = (await meeting.StoredAsync()).BreakoutRoomStatus;
        (await meeting.Owner.ClearTimerAsync(meeting.Token)).Expect(200);
        await server.AdvanceAsync(TimeSpan.FromSeconds(15));
        var without = (await meeting.StoredAsync()).BreakoutRoomStatus;
        (await meeting.Owner.SetTimerAsync(meeting.Token, In(3))).Expect(200);
        await server.AdvanceAsync(TimeSpan.FromSeconds(3));

        Assert.Equal((BreakoutStatus.Started, BreakoutStatus.Started), (longer, without));
        Assert.Equal(BreakoutStatus.Stopped, (await meeting.StoredAsync()).BreakoutRoomStatus);
    }

    [Fact]
    public async Task Some_time_before_a_notice_is_said_once_in_every_room_by_who_set_it()
    {
        var meeting = await server.GroupAsync(members: 0);
        var mona = await meeting.ModeratorAsync();
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);
        await meeting.StartAsync();
        (await mona.SetTimerAsync(meeting.Token, In(FiveMinutes), " Two minutes left \n", noticeSeconds: 120)).Expect(200);

        await server.AdvanceAsync(TimeSpan.FromSeconds(179));
        var early = await CommentsAsync(rooms[0]);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        await server.AdvanceAsync(TimeSpan.FromSeconds(120));

        Assert.Empty(early);
        foreach (var room in rooms) Assert.Equal([(mona.User, "Two minutes left")], await CommentsAsync(room));
        Assert.Empty(await CommentsAsync(meeting.Token));
        Assert.Equal(BreakoutStatus.Stopped, (await meeting.StoredAsync()).BreakoutRoomStatus);
    }

    [Fact]
    public async Task The_notice_of_somebody_who_moderates_no_longer_is_said_by_another_moderator()
    {
        var meeting = await server.GroupAsync(members: 0);
        var mona = await meeting.ModeratorAsync();
        var rooms = await meeting.SplitAsync(mode: 3, amount: 1);
        await meeting.StartAsync();
        (await mona.SetTimerAsync(meeting.Token, In(FiveMinutes), "Soon")).Expect(200);
        (await meeting.Owner.DeleteAsync($"v4/room/{meeting.Token}/moderators?attendeeId={await mona.AttendeeIdAsync(meeting.Token)}")).Expect(200);

        await server.AdvanceAsync(TimeSpan.FromSeconds(FiveMinutes - 60));

        Assert.Equal([(meeting.Owner.User, "Soon")], await CommentsAsync(rooms[0]));
    }

    [Fact]
    public async Task A_notice_for_which_it_is_too_late_is_not_said()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 0);
        (await meeting.Owner.SetTimerAsync(meeting.Token, In(30), "One minute left")).Expect(200);

        await server.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(await CommentsAsync(rooms[0]));
        Assert.Equal(BreakoutStatus.Stopped, (await meeting.StoredAsync()).BreakoutRoomStatus);
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("removed")]
    public async Task Rooms_that_were_stopped_or_removed_before_have_no_limit_when_they_start_anew(string how)
    {
        var (meeting, _) = await server.StartedAsync(members: 0);
        (await meeting.Owner.SetTimerAsync(meeting.Token, In(FiveMinutes))).Expect(200);

        if (how == "stopped") await meeting.StopAsync();
        else (await meeting.Owner.DeleteAsync(meeting.Path)).Expect(200);
        if (how == "removed") await meeting.SplitAsync(mode: 3, amount: 1);
        await meeting.StartAsync();
        await server.AdvanceAsync(TimeSpan.FromSeconds(FiveMinutes));

        Assert.Null(await meeting.Owner.EndsAtAsync(meeting.Token));
        Assert.Equal(BreakoutStatus.Started, (await meeting.StoredAsync()).BreakoutRoomStatus);
    }

    [Fact]
    public async Task A_meeting_that_is_deleted_takes_its_limit_along()
    {
        var (meeting, _) = await server.StartedAsync(members: 0);
        (await meeting.Owner.SetTimerAsync(meeting.Token, In(FiveMinutes))).Expect(200);
        var id = (await meeting.StoredAsync()).Id;

        (await meeting.Owner.DeleteAsync($"v4/room/{meeting.Token}")).Expect(200);

        Assert.False(await server.FromDbAsync(db => db.BreakoutTimers.AnyAsync(timer => timer.ConversationId == id)));
        await server.AdvanceAsync(TimeSpan.FromSeconds(FiveMinutes));
    }

    [Fact]
    public async Task What_cannot_be_set_is_refused_and_leaves_the_limit_as_it_was()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 0);
        (await meeting.Owner.SetTimerAsync(meeting.Token, In(FiveMinutes))).Expect(200);
        var recording = server.Record();

        foreach (var (refused, error) in new[]
        {
            (await meeting.Owner.SetTimerAsync(meeting.Token, In(0)), "400 endsAt"),
            (await meeting.Owner.SetTimerAsync(meeting.Token, In(-60)), "400 endsAt"),
            (await meeting.Owner.SetTimerAsync(meeting.Token, In(86_401)), "400 endsAt"),
            (await meeting.Owner.SetTimerAsync(meeting.Token, long.MaxValue), "400 endsAt"),
            (await meeting.Owner.SetTimerAsync(meeting.Token, long.MinValue), "400 endsAt"),
            (await meeting.Owner.SetTimerAsync(meeting.Token, In(60), "Soon", noticeSeconds: 0), "400 noticeSeconds"),
            (await meeting.Owner.SetTimerAsync(meeting.Token, In(60), "Soon", noticeSeconds: 3601), "400 noticeSeconds"),
            (await meeting.Owner.SetTimerAsync(meeting.Token, In(60), new string('a', 32_001)), "413 message"),
            (await meeting.Owner.PutAsync(Desk.Own($"breakout-rooms/{meeting.Token}/timer"), new { }), "400 endsAt"),
            (await meeting.Owner.SetTimerAsync(rooms[0], In(60)), "400 mode"),
            (await meeting.Owner.ClearTimerAsync(rooms[0]), "400 mode"),
        })
        {
            Assert.Equal(error, $"{refused.Status} {refused.Error}");
        }

        Assert.Equal(In(FiveMinutes), await meeting.Owner.EndsAtAsync(meeting.Token));
        Assert.Empty(recording.About([meeting.Token, .. rooms]));
    }

    [Fact]
    public async Task Rooms_that_are_not_there_or_not_started_have_no_limit()
    {
        var meeting = await server.GroupAsync(members: 0);

        var without = await meeting.Owner.SetTimerAsync(meeting.Token, In(60));
        await meeting.SplitAsync(mode: 3, amount: 1);
        var stopped = await meeting.Owner.SetTimerAsync(meeting.Token, In(60));

        Assert.Equal((400, "mode", 400, "status"), (without.Status, without.Error, stopped.Status, stopped.Error));
        Assert.Null(await meeting.Owner.EndsAtAsync(meeting.Token));
        (await meeting.Owner.ClearTimerAsync(meeting.Token)).Expect(200);
    }

    [Fact]
    public async Task Only_moderators_with_an_account_set_it_and_strangers_and_those_who_wait_do_not_see_it()
    {
        var meeting = await server.PublicAsync(members: 1);
        var guest = await server.NamedGuestAsync(meeting.Token, "Gil");
        var stranger = await server.PersonAsync("eve");
        await meeting.SplitAsync(mode: 1, amount: 1);
        await meeting.StartAsync();

        Assert.Equal(
            (403, 401, 404, 403, 401),
            ((await meeting.People[0].SetTimerAsync(meeting.Token, In(60))).Status, (await guest.SetTimerAsync(meeting.Token, In(60))).Status, (await stranger.TimerAsync("4040404040")).Status,
                (await meeting.People[0].ClearTimerAsync(meeting.Token)).Status, (await guest.ClearTimerAsync(meeting.Token)).Status));
        (await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/webinar/lobby", new { state = 1 })).Expect(200);
        Assert.Equal(412, (await meeting.People[0].TimerAsync(meeting.Token)).Status);
        Assert.Equal(200, (await meeting.Owner.TimerAsync(meeting.Token)).Status);
    }

    private async Task<(string Type, string Id)> SpokenByAsync(string token)
    {
        var said = await server.FromDbAsync(db => db.Messages.AsNoTracking().Where(message => message.Conversation!.Token == token && message.Text == "breakout_rooms_stopped").SingleAsync());
        return (said.ActorType, said.ActorId);
    }

    private async Task<List<(string By, string Text)>> CommentsAsync(string token)
    {
        var comments = await server.FromDbAsync(db => db.Messages.AsNoTracking().Where(message => message.Conversation!.Token == token && message.Kind == MessageKind.Comment).OrderBy(message => message.Id).ToListAsync());
        return comments.ConvertAll(message => (message.ActorId, message.Text));
    }
}

/// <summary>The deadline is in the database: a server that was off meanwhile keeps it.</summary>
public sealed class TimerRestartTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task A_server_that_was_off_when_the_time_was_over_stops_the_rooms_when_it_is_back_and_says_no_notice()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 0);
        (await meeting.Owner.SetTimerAsync(meeting.Token, server.Clock.Unix + 300, "Soon")).Expect(200);

        await server.RestartAsync(later: TimeSpan.FromMinutes(10));
        await server.AdvanceAsync(TimeSpan.Zero);

        Assert.Equal(BreakoutStatus.Stopped, (await meeting.StoredAsync()).BreakoutRoomStatus);
        Assert.Equal(0, await server.FromDbAsync(db => db.Messages.CountAsync(message => message.Conversation!.Token == rooms[0] && message.Kind == MessageKind.Comment)));
    }
}
