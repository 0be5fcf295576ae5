using Plenum.BreakoutRooms;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Races;

/// <summary>What happens to a meeting when several people change it at the same moment (webinars §8, §9).</summary>
public abstract class MeetingRaces
{
    private const int Rounds = 4;

    private protected abstract Nodes Nodes { get; }

    [Fact, Case("webinars B86", "webinars I17")]
    public async Task Of_two_moderators_who_configure_at_once_one_wins()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, moderator) = await HostedAsync(members: 4);

            var replies = await Nodes.TogetherAsync(
                at => at(meeting.Owner).PostAsync(meeting.Path, new { mode = 1, amount = 2 }),
                at => at(moderator).PostAsync(meeting.Path, new { mode = 1, amount = 3 }));

            Assert.Equal([200, 400], replies.Statuses());
            Assert.Equal("mode", replies.Single(reply => reply.Status == 400).Error);
            Assert.Equal(replies.Single(reply => reply.Status == 200).Data.GetArrayLength() - 1, (await meeting.RoomTokensAsync()).Length);
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("webinars L20", "webinars I12")]
    public async Task An_expired_timer_that_fifty_read_at_once_opens_the_lobby_once()
    {
        var (meeting, _) = await HostedAsync(members: 2);
        var timer = Nodes.A.Clock.Unix + 5;
        (await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/webinar/lobby", new { state = 1, timer })).Expect(200);
        var recording = Nodes.A.Record();
        Nodes.A.Clock.Advance(TimeSpan.FromSeconds(10));

        var replies = await Nodes.AtOnceAsync(50, at => at(meeting.People[0]).RoomAsync(meeting.Token));

        Assert.All(replies, reply => Assert.Equal(0, reply.Expect(200)["lobbyState"].GetInt32()));
        await recording.HeardAsync(announcement => announcement is RoomUpdated && announcement.Token == meeting.Token);
        Assert.Single(recording.About(meeting.Token).OfType<RoomUpdated>());
        Assert.Single(await Nodes.A.SystemMessagesAsync(meeting.Token), said => said == "lobby_timer_reached");
    }

    [Fact, Case("webinars I17", "webinars I20")]
    public async Task Rooms_whose_time_is_over_stop_once_also_when_a_moderator_stops_them_at_that_moment()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, moderator) = await HostedAsync(members: 1);
            var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
            await meeting.StartAsync();
            (await moderator.SetTimerAsync(meeting.Token, Nodes.A.Clock.Unix + 120, "One minute left")).Expect(200);
            Nodes.A.Clock.Advance(TimeSpan.FromSeconds(60));
            await Task.WhenAll(Nodes.A.DoDueWorkAsync(), Nodes.B.DoDueWorkAsync());
            Nodes.A.Clock.Advance(TimeSpan.FromSeconds(60));

            var timeout = Task.WhenAll(Nodes.A.DoDueWorkAsync(), Nodes.B.DoDueWorkAsync());
            var replies = await Nodes.TogetherAsync(
                at => at(meeting.Owner).DeleteAsync($"{meeting.Path}/rooms"),
                at => at(moderator).TimerAsync(meeting.Token));
            await timeout;

            Assert.Equal([200, 200], replies.Statuses());
            foreach (var room in rooms) Assert.Single(await Nodes.A.SystemMessagesAsync(room), said => said == "breakout_rooms_stopped");
            Assert.Single(await Nodes.A.CommentsAsync(rooms[0]), said => said == "One minute left");
            Assert.Null(await moderator.EndsAtAsync(meeting.Token));
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("webinars B64", "webinars I6")]
    public async Task Who_is_promoted_while_rooms_are_made_moderates_all_of_them()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, moderator) = await HostedAsync(members: 2);
            var una = await meeting.People[0].AttendeeIdAsync(meeting.Token);

            var replies = await Nodes.TogetherAsync(
                at => at(meeting.Owner).PostAsync(meeting.Path, new { mode = 1, amount = 3 }),
                at => at(moderator).PostAsync($"v4/room/{meeting.Token}/moderators", new { attendeeId = una }));

            Assert.Equal([200, 200], replies.Statuses());
            foreach (var room in await meeting.RoomTokensAsync()) Assert.Equal(ParticipantType.Moderator, (await meeting.MembersAsync(room))[meeting.People[0].User]);
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("webinars B76", "webinars I2")]
    public async Task A_meeting_that_is_deleted_while_people_switch_rooms_is_gone()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, moderator) = await HostedAsync(members: 3);
            var rooms = await meeting.SplitAsync(mode: 3, amount: 3);
            await meeting.StartAsync();

            var replies = await Nodes.TogetherAsync(
                at => at(meeting.People[0]).PostAsync($"{meeting.Path}/switch", new { target = rooms[0] }),
                at => at(meeting.People[1]).PostAsync($"{meeting.Path}/switch", new { target = rooms[1] }),
                at => at(meeting.Owner).DeleteAsync($"v4/room/{meeting.Token}"),
                at => at(moderator).DeleteAsync($"v4/room/{meeting.Token}"),
                at => at(meeting.People[2]).PostAsync($"{meeting.Path}/switch", new { target = rooms[2] }),
                at => at(meeting.People[0]).TryJoinAsync(rooms[0]));

            Assert.All(replies, reply => Assert.Contains(reply.Status, (int[])[200, 404]));
            Assert.Equal([200, 404], new[] { replies[2], replies[3] }.Statuses());
            foreach (var token in rooms.Append(meeting.Token)) Assert.Equal(404, (await meeting.Owner.RoomAsync(token)).Status);
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("webinars B68", "webinars I7")]
    public async Task Somebody_whom_two_moderators_add_to_two_rooms_is_in_one()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, moderator) = await HostedAsync(members: 1);
            var rooms = await meeting.SplitAsync(mode: 3, amount: 2);
            var xena = await Nodes.A.PersonAsync("xena");

            var replies = await Nodes.TogetherAsync(at => at(meeting.Owner).TryAddAsync(rooms[0], xena.User), at => at(moderator).TryAddAsync(rooms[1], xena.User));

            Assert.Equal([200, 200], replies.Statuses());
            Assert.Single((await meeting.RoomsOfAsync(xena.User)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains(xena.User, (await meeting.MembersAsync(meeting.Token)).Keys);
        }
    }

    [Fact, Case("webinars B26", "webinars I3", "webinars I20")]
    public async Task Starting_and_stopping_at_once_ends_in_one_of_the_two()
    {
        var (meeting, moderator) = await HostedAsync(members: 2);
        await meeting.SplitAsync(mode: 1, amount: 3);
        for (var round = 0; round < Rounds; round++)
        {
            var replies = await Nodes.TogetherAsync(
                at => at(meeting.Owner).PostAsync($"{meeting.Path}/rooms"), at => at(moderator).DeleteAsync($"{meeting.Path}/rooms"),
                at => at(moderator).PostAsync($"{meeting.Path}/rooms"), at => at(meeting.Owner).DeleteAsync($"{meeting.Path}/rooms"));

            Assert.Equal([200, 200, 200, 200], replies.Statuses());
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("calls 24")]
    public async Task Of_two_moderators_who_end_the_call_one_says_so()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, moderator) = await InCallAsync();

            var replies = await Nodes.TogetherAsync(
                at => at(meeting.Owner).DeleteAsync($"v4/call/{meeting.Token}", new { all = true }),
                at => at(moderator).DeleteAsync($"v4/call/{meeting.Token}", new { all = true }));

            Assert.Equal([200, 200], replies.Statuses());
            Assert.Single(await Nodes.A.SystemMessagesAsync(meeting.Token), Ends);
        }
    }

    [Fact, Case("calls 25")]
    public async Task The_call_that_the_last_one_leaves_while_it_is_ended_ends_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, moderator) = await InCallAsync();
            (await meeting.People[0].DeleteAsync($"v4/call/{meeting.Token}")).Expect(200);

            var replies = await Nodes.TogetherAsync(
                at => at(meeting.Owner).DeleteAsync($"v4/call/{meeting.Token}"),
                at => at(moderator).DeleteAsync($"v4/call/{meeting.Token}", new { all = true }),
                at => at(moderator).DeleteAsync($"v4/call/{meeting.Token}"));

            Assert.Equal([200, 200, 200], replies.Statuses());
            Assert.Single(await Nodes.A.SystemMessagesAsync(meeting.Token), Ends);
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("calls 25", "calls 38", "calls 39", "webinars L39", "webinars I14")]
    public async Task A_call_that_is_left_ended_closed_and_overdue_at_once_ends_once()
    {
        await using var limited = await Nodes.A.ConfigAsync(("max_call_duration", "60"));
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, moderator) = await InCallAsync();
            var deeds = new Func<Func<TalkClient, TalkClient>, Task<Reply>>[]
            {
                at => at(meeting.People[0]).DeleteAsync($"v4/call/{meeting.Token}"),
                at => at(moderator).DeleteAsync($"v4/call/{meeting.Token}", new { all = true }),
                at => at(meeting.Owner).PutAsync($"v4/room/{meeting.Token}/webinar/lobby", new { state = 1 }),
                at => at(meeting.Owner).DeleteAsync($"v4/room/{meeting.Token}/participants/active"),
                at => at(meeting.People[0]).DeleteAsync($"v4/room/{meeting.Token}/participants/active"),
            };

            // Everybody has been silent for so long that the call is over, and it has taken too long: the loops wake as well.
            Nodes.A.Clock.Advance(SessionExpiry.CallAbandonedAfter);
            var sweeps = Task.WhenAll(Nodes.A.DoDueWorkAsync(), Nodes.B.DoDueWorkAsync());
            var replies = await Nodes.TogetherAsync(deeds.Skip(round % deeds.Length).Concat(deeds.Take(round % deeds.Length)));
            await sweeps;

            Assert.All(replies, reply => Assert.Contains(reply.Status, (int[])[200, 404]));
            Assert.Single(await Nodes.A.SystemMessagesAsync(meeting.Token), Ends);
            Assert.Null((await meeting.StoredAsync()).ActiveSince);
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("calls 36")]
    public async Task Sessions_that_died_in_a_call_leave_it_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, _) = await InCallAsync();

            Nodes.A.Clock.Advance(Session.AliveFor);
            await Task.WhenAll(Nodes.A.DoDueWorkAsync(), Nodes.B.DoDueWorkAsync(), Nodes.A.DoDueWorkAsync(), Nodes.B.DoDueWorkAsync());

            var said = await Nodes.A.SystemMessagesAsync(meeting.Token);
            Assert.Equal((3, 1), (said.Count(key => key == "call_left"), said.Count(Ends)));
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("webinars I7", "webinars I14")]
    public async Task Whoever_arrives_at_the_last_moment_has_arrived_and_left_the_old_call_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (meeting, _) = await InCallAsync();
            var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
            await meeting.StartAsync();
            await Nodes.A.AdvanceAsync(PendingMove.RepeatedAfter);

            Nodes.A.Clock.Advance(PendingMove.WithdrawnAfter - PendingMove.RepeatedAfter);
            var pursuit = Task.WhenAll(Nodes.A.DoDueWorkAsync(), Nodes.B.DoDueWorkAsync());
            var replies = await Nodes.TogetherAsync(
                at => at(meeting.People[0]).DeleteAsync($"v4/call/{meeting.Token}"),
                at => at(meeting.People[0]).TryJoinAsync(rooms[0]),
                at => at(meeting.Owner).PostAsync($"{meeting.Path}/rooms"));
            await pursuit;

            Assert.Equal([200, 200, 200], replies.Statuses());
            Assert.Single(await Nodes.A.SystemMessagesAsync(meeting.Token), said => said == "call_left");
            Assert.All(await meeting.MissingAsync(), missing => Assert.Equal(rooms[0], missing.To));
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    private static bool Ends(string said) => said is "call_ended" or "call_ended_everyone";

    private async Task<(Meeting Meeting, TalkClient Moderator)> HostedAsync(int members)
    {
        var meeting = await Nodes.A.GroupAsync(members);
        return (meeting, await meeting.ModeratorAsync());
    }

    /// <summary>Everybody has a session where they are going to speak from.</summary>
    private async Task<(Meeting Meeting, TalkClient Moderator)> InCallAsync()
    {
        var (meeting, moderator) = await HostedAsync(members: 1);
        foreach (var person in new[] { meeting.Owner, moderator, meeting.People[0] })
        {
            await person.JoinAsync(meeting.Token);
            (await person.PostAsync($"v4/call/{meeting.Token}", new { flags = 3 })).Expect(200);
        }

        return (meeting, moderator);
    }
}

public sealed class MeetingRacesAtOneNodeTests(PlenumServer server) : MeetingRaces, IClassFixture<PlenumServer>
{
    private protected override Nodes Nodes => Nodes.One(server);
}

public sealed class MeetingRacesAtTwoNodesTests(TwoNodes servers) : MeetingRaces, IClassFixture<TwoNodes>
{
    private protected override Nodes Nodes => Nodes.Two(servers);
}
