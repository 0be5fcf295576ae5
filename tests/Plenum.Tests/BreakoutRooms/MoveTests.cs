using Microsoft.EntityFrameworkCore;
using Plenum.BreakoutRooms;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>Who was sent to another room is waited for, told once more, and in the end taken out of the call that was to be left.</summary>
public sealed class MoveTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    private static readonly TimeSpan UntilWithdrawn = PendingMove.WithdrawnAfter - PendingMove.RepeatedAfter;

    [Fact]
    public async Task Everybody_who_was_sent_is_missing_until_he_arrives()
    {
        var (meeting, rooms) = await InCallAsync(members: 2);
        var orderedAt = server.Clock.Unix;

        await meeting.StartAsync();
        var sent = await meeting.MissingAsync();
        await meeting.People[0].LeaveAsync(meeting.Token);
        await meeting.People[0].JoinAsync(rooms[0]);
        var one = await meeting.MissingAsync();
        await meeting.People[1].JoinAsync(rooms[1]);

        Assert.Equal(
            [new Missing(meeting.People[0].User, meeting.Token, rooms[0], orderedAt, Repeated: false), new Missing(meeting.People[1].User, meeting.Token, rooms[1], orderedAt, Repeated: false)],
            sent);
        Assert.Equal([meeting.People[1].User], one.Select(missing => missing.ActorId));
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task Whoever_does_not_come_is_told_once_more_and_not_a_third_time()
    {
        var (meeting, rooms) = await InCallAsync(members: 2);
        await meeting.StartAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        var recording = server.Record();

        await server.AdvanceAsync(PendingMove.RepeatedAfter - TimeSpan.FromSeconds(1));
        var early = recording.Orders(meeting, rooms);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        var repeated = await meeting.MissingAsync();
        await server.AdvanceAsync(UntilWithdrawn);
        await server.AdvanceAsync(PendingMove.WithdrawnAfter);

        Assert.Empty(early);
        Assert.Equal((meeting.People[1].User, true), (Assert.Single(repeated).ActorId, repeated[0].Repeated));
        Assert.Equal(["switchto P→R2 ×1"], recording.Orders(meeting, rooms));
    }

    [Fact]
    public async Task Whoever_still_does_not_come_leaves_the_old_call_and_stays_in_the_room()
    {
        var (meeting, rooms) = await InCallAsync(members: 1);
        await meeting.StartAsync();

        await server.AdvanceAsync(PendingMove.RepeatedAfter);
        await server.AdvanceAsync(UntilWithdrawn - TimeSpan.FromSeconds(1));
        var before = await meeting.InCallAsync(meeting.People[0], meeting.Token);
        var recording = server.Record();
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(((CallFlags)3, CallFlags.Disconnected, (CallFlags)3), (before, await meeting.InCallAsync(meeting.People[0], meeting.Token), await meeting.InCallAsync(meeting.Owner, meeting.Token)));
        Assert.Contains("incall P ×1", recording.Tell(meeting.Token, rooms));
        Assert.Equal("call_left", (await meeting.SaidAsync(meeting.Token))[^1]);
        Assert.Equal(1, await server.SessionsAsync(meeting.People[0], meeting.Token));
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task The_last_straggler_ends_the_old_call()
    {
        var (meeting, _) = await InCallAsync(members: 1);
        (await meeting.Owner.DeleteAsync($"v4/call/{meeting.Token}")).Expect(200);
        await meeting.StartAsync();

        await PassAsync();

        Assert.Null((await meeting.StoredAsync()).ActiveSince);
        Assert.Single(await meeting.SaidAsync(meeting.Token), said => said == "call_ended");
    }

    [Fact]
    public async Task Where_clients_poll_nobody_is_taken_out_for_an_order_he_cannot_hear()
    {
        await using var polling = await server.ConfigAsync(("signaling_mode", "internal"));
        var (meeting, _) = await InCallAsync(members: 1);
        await meeting.StartAsync();

        await PassAsync();

        Assert.Equal((CallFlags)3, await meeting.InCallAsync(meeting.People[0], meeting.Token));
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task Stopping_sends_everybody_back_moderators_included_and_leaves_those_in_the_call()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        foreach (var person in new[] { meeting.Owner, meeting.People[0] }) await person.EnterCallAsync(rooms[0]);

        await meeting.StopAsync();
        var sent = await meeting.MissingAsync();
        var recording = server.Record();
        await server.AdvanceAsync(PendingMove.RepeatedAfter);
        await server.AdvanceAsync(UntilWithdrawn);

        Assert.Equal([(meeting.Owner.User, rooms[0], meeting.Token), (meeting.People[0].User, rooms[0], meeting.Token)], sent.Select(missing => (missing.ActorId, missing.From, missing.To)));
        Assert.Equal(["switchto R1→P ×2"], recording.Orders(meeting, rooms));
        Assert.Equal(((CallFlags)3, CallFlags.Disconnected), (await meeting.InCallAsync(meeting.Owner, rooms[0]), await meeting.InCallAsync(meeting.People[0], rooms[0])));
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task Whoever_is_moved_while_the_rooms_run_is_expected_in_the_new_one()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        await meeting.People[0].JoinAsync(rooms[0]);

        (await meeting.ReorganizeAsync((meeting.People[0], 1))).Expect(200);

        var missing = Assert.Single(await meeting.MissingAsync());
        Assert.Equal((rooms[0], rooms[1]), (missing.From, missing.To));
        await meeting.People[0].JoinAsync(rooms[1]);
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task Whoever_is_put_into_a_room_while_they_run_is_sent_there_from_the_parent()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 2, amount: 2);
        await meeting.People[0].JoinAsync(meeting.Token);
        await meeting.StartAsync();
        var recording = server.Record();

        (await meeting.ReorganizeAsync((meeting.People[0], 1))).Expect(200);

        Assert.Equal(["switchto P→R2 ×1"], recording.Orders(meeting, rooms));
        Assert.Equal(rooms[1], Assert.Single(await meeting.MissingAsync()).To);
    }

    [Fact]
    public async Task A_new_order_replaces_the_one_that_was_not_followed_yet()
    {
        var (meeting, rooms) = await InCallAsync(members: 1);
        await meeting.StartAsync();
        var recording = server.Record();

        (await meeting.ReorganizeAsync((meeting.People[0], 1))).Expect(200);
        await server.AdvanceAsync(PendingMove.RepeatedAfter);

        Assert.Equal(["switchto P→R2 ×1", "switchto P→R2 ×1"], recording.Orders(meeting, rooms));
        Assert.Equal(rooms[1], Assert.Single(await meeting.MissingAsync()).To);
    }

    [Fact]
    public async Task Whoever_arrives_in_a_room_that_was_stopped_meanwhile_is_sent_back()
    {
        var (meeting, rooms) = await InCallAsync(members: 1);
        await meeting.StartAsync();
        await meeting.People[0].LeaveAsync(meeting.Token);
        await meeting.StopAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        var recording = server.Record();

        await server.AdvanceAsync(PendingMove.RepeatedAfter);

        Assert.Equal(["switchto R1→P ×1"], recording.Orders(meeting, rooms));
        Assert.Equal((rooms[0], meeting.Token), (await meeting.MissingAsync()).Select(missing => (missing.From, missing.To)).Single());
    }

    [Fact]
    public async Task Whoever_comes_back_to_the_parent_after_the_rooms_were_started_again_is_sent_into_his_room()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        await meeting.People[0].JoinAsync(rooms[0]);
        await meeting.StopAsync();
        await meeting.StartAsync();
        var there = await meeting.MissingAsync();
        await meeting.People[0].JoinAsync(meeting.Token);
        var recording = server.Record();

        await server.AdvanceAsync(PendingMove.RepeatedAfter);

        Assert.Empty(there);
        Assert.Equal(["switchto P→R1 ×1"], recording.Orders(meeting, rooms));
    }

    [Fact]
    public async Task A_page_that_is_reloaded_on_the_way_is_told_where_to_go()
    {
        var (meeting, rooms) = await InCallAsync(members: 1);
        await meeting.StartAsync();
        await server.AdvanceAsync(TimeSpan.FromSeconds(3));
        var session = (await meeting.People[0].JoinAsync(meeting.Token)).Text("sessionId");
        var recording = server.Record();

        await server.AdvanceAsync(PendingMove.RepeatedAfter);

        Assert.Equal([session], recording.About(meeting.Token).OfType<SwitchTo>().Single().SessionIds);
        Assert.Single(await meeting.MissingAsync());
    }

    [Fact]
    public async Task Whoever_leaves_without_arriving_is_not_waited_for_longer_than_an_arrival_takes()
    {
        var (meeting, rooms) = await InCallAsync(members: 1);
        await meeting.StartAsync();
        await meeting.People[0].LeaveAsync(meeting.Token);
        var onTheWay = await meeting.MissingAsync();
        var recording = server.Record();

        await server.AdvanceAsync(PendingMove.RepeatedAfter);

        Assert.Single(onTheWay);
        Assert.Empty(await meeting.MissingAsync());
        Assert.Empty(recording.Orders(meeting, rooms));
    }

    [Fact]
    public async Task Whoever_is_removed_is_not_waited_for()
    {
        var (meeting, _) = await InCallAsync(members: 1);
        await meeting.StartAsync();
        var recording = server.Record();

        (await meeting.Owner.TryRemoveAsync(meeting.Token, await meeting.People[0].AttendeeIdAsync(meeting.Token))).Expect(200);

        Assert.Empty(await meeting.MissingAsync());
        Assert.Single(recording.About(meeting.Token).OfType<MovesChanged>());
    }

    [Fact]
    public async Task Whoever_becomes_a_moderator_is_not_waited_for_and_stays_in_the_call()
    {
        var (meeting, _) = await InCallAsync(members: 1);
        await meeting.StartAsync();

        await meeting.Owner.PromoteAsync(meeting.Token, meeting.People[0]);
        var missing = await meeting.MissingAsync();
        await PassAsync();

        Assert.Empty(missing);
        Assert.Equal((CallFlags)3, await meeting.InCallAsync(meeting.People[0], meeting.Token));
    }

    [Fact]
    public async Task Whoever_leaves_a_room_for_good_goes_where_he_likes()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        await meeting.People[0].JoinAsync(rooms[0]);
        var recording = server.Record();

        (await meeting.People[0].DeleteAsync($"v4/room/{rooms[0]}/participants/self")).Expect(200);

        Assert.Empty(recording.Orders(meeting, rooms));
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task Free_switching_sends_all_clients_of_a_person_along()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);
        await meeting.StartAsync();
        var una = meeting.People[0];
        (await meeting.SwitchAsync(una, rooms[0])).Expect(200);
        await una.JoinInTabAsync(rooms[0], 'a');
        await una.JoinInTabAsync(meeting.Token, 'b');
        var recording = server.Record();

        (await meeting.SwitchAsync(una, rooms[1])).Expect(200);

        Assert.Equal(["switchto P→R2 ×1", "switchto R1→R2 ×1"], recording.Orders(meeting, rooms));
        Assert.Single(await meeting.MissingAsync());
        await una.JoinAsync(rooms[1]);
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task An_order_outlives_the_server()
    {
        var (meeting, rooms) = await InCallAsync(members: 1);
        await meeting.StartAsync();
        await server.RestartAsync();
        var recording = server.Record();

        await server.AdvanceAsync(PendingMove.RepeatedAfter);
        await server.RestartAsync(later: UntilWithdrawn);
        await server.AdvanceAsync(TimeSpan.Zero);

        Assert.Equal(["switchto P→R1 ×1"], recording.Orders(meeting, rooms));
        Assert.Equal(CallFlags.Disconnected, await meeting.InCallAsync(meeting.People[0], meeting.Token));
    }

    [Fact]
    public async Task Only_moderators_see_who_is_missing()
    {
        var meeting = await server.PublicAsync(members: 1);
        var (rooms, guest, stranger) = (await meeting.SplitAsync(mode: 1, amount: 1), await meeting.GuestAsync(), await server.PersonAsync("xena"));
        (await meeting.Owner.TryPromoteAsync(meeting.Token, await guest.AttendeeIdAsync(meeting.Token))).Expect(200);

        var statuses = new List<int>();
        foreach (var person in new[] { meeting.Owner, guest, meeting.People[0], stranger, server.Guest() }) statuses.Add((await person.MovesAsync(meeting.Token)).Status);

        Assert.Equal([200, 200, 403, 404, 404], statuses);
        Assert.Equal((200, 404), ((await meeting.Owner.MovesAsync(rooms[0])).Status, (await meeting.Owner.MovesAsync("nowhere2")).Status));
    }

    private async Task PassAsync()
    {
        await server.AdvanceAsync(PendingMove.RepeatedAfter);
        await server.AdvanceAsync(UntilWithdrawn);
    }

    /// <summary>Everybody is in the parent's call; the n-th member belongs into the n-th room.</summary>
    private async Task<(Meeting Meeting, string[] Rooms)> InCallAsync(int members)
    {
        var meeting = await server.GroupAsync(members);
        var rooms = await meeting.ManualAsync(amount: 2, [.. meeting.People.Select((person, room) => (person, room))]);
        foreach (var person in meeting.People.Prepend(meeting.Owner)) await person.EnterCallAsync(meeting.Token);
        return (meeting, rooms);
    }
}
