using Plenum.BreakoutRooms;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class StartStopTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B25", "webinars I3")]
    public async Task Starting_opens_the_rooms_and_says_so_in_each()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        var saidBefore = await meeting.SaidAsync(meeting.Token);

        var reply = await meeting.Owner.PostAsync($"{meeting.Path}/rooms");

        Assert.Equal(200, reply.Status);
        Assert.Equal([0, 0, 1], reply.Data.EnumerateArray().Select(room => room.GetProperty("breakoutRoomStatus").GetInt32()));
        Assert.All(await meeting.StoredRoomsAsync(), room => Assert.Equal((LobbyState.None, null), (room.LobbyState, room.LobbyTimer)));
        foreach (var room in rooms) Assert.Equal("breakout_rooms_started", (await meeting.SaidAsync(room))[^1]);
        Assert.Equal(saidBefore, await meeting.SaidAsync(meeting.Token));
    }

    [Fact]
    [Case("webinars B26", "webinars B62", "webinars I3", "webinars I4")]
    public async Task Stopping_closes_the_rooms_says_so_and_lowers_their_hands()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        await meeting.StartAsync();
        (await meeting.People[0].PostAsync($"v1/breakout-rooms/{rooms[0]}/request-assistance")).Expect(200);

        var reply = await meeting.Owner.DeleteAsync($"{meeting.Path}/rooms");

        Assert.Equal(200, reply.Status);
        Assert.Equal(BreakoutStatus.Stopped, (await meeting.StoredAsync()).BreakoutRoomStatus);
        Assert.All(await meeting.StoredRoomsAsync(), room => Assert.Equal((LobbyState.NonModerators, BreakoutStatus.Stopped), (room.LobbyState, room.BreakoutRoomStatus)));
        foreach (var room in rooms) Assert.Equal("breakout_rooms_stopped", (await meeting.SaidAsync(room))[^1]);
    }

    [Theory]
    [Case("webinars B27")]
    [InlineData("POST", "rooms", null)]
    [InlineData("DELETE", "rooms", null)]
    [InlineData("POST", "broadcast", """{"message":"Hi"}""")]
    [InlineData("POST", "attendees", """{"attendeeMap":"{}"}""")]
    public async Task Without_breakout_rooms_there_is_nothing_to_do(string method, string path, string? body)
    {
        var meeting = await server.GroupAsync();

        var reply = await SendAsync(meeting.Owner, meeting, method, path, body);

        Assert.Equal((400, "mode"), (reply.Status, reply.Error));
    }

    [Theory]
    [Case("webinars B28", "webinars B15")]
    [InlineData("POST", "rooms", null)]
    [InlineData("DELETE", "rooms", null)]
    [InlineData("POST", "broadcast", """{"message":"Hi"}""")]
    [InlineData("POST", "attendees", """{"attendeeMap":"{}"}""")]
    [InlineData("DELETE", "", null)]
    public async Task Only_moderators_with_an_account_may(string method, string path, string? body)
    {
        var meeting = await server.PublicAsync(members: 1);
        var (stranger, guest) = (await server.PersonAsync("xena"), await meeting.GuestAsync());
        await meeting.SplitAsync(mode: 1, amount: 2);

        var statuses = new List<int>();
        foreach (var person in new[] { meeting.People[0], stranger, guest }) statuses.Add((await SendAsync(person, meeting, method, path, body)).Status);

        Assert.Equal([403, 404, 401], statuses);
    }

    [Fact]
    [Case("webinars B29", "webinars B31", "webinars I19", "webinars I20")]
    public async Task Starting_again_collects_the_stragglers_without_a_word()
    {
        var meeting = await server.GroupAsync(members: 3);
        var rooms = await meeting.ManualAsync(amount: 3, (meeting.People[0], 0), (meeting.People[1], 1), (meeting.People[2], 2));
        foreach (var person in meeting.People) await person.JoinAsync(meeting.Token);
        await meeting.Owner.JoinAsync(meeting.Token);
        await meeting.StartAsync();
        var (once, recording) = (await StoredAsync(meeting), server.Record());

        await meeting.StartAsync();

        Assert.Equal(
            ["update R1", "update R2", "update R3", "switchto P→R1 ×1", "switchto P→R2 ×1", "switchto P→R3 ×1", "update P"],
            recording.Tell(meeting.Token, rooms));
        Assert.Equal(once, await StoredAsync(meeting));
    }

    [Fact]
    [Case("webinars B25", "webinars B31", "webinars I19")]
    public async Task Starting_sends_those_who_are_in_the_parent_but_not_the_moderators()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        var session = await meeting.People[0].JoinAsync(meeting.Token);
        await meeting.People[1].JoinAsync(meeting.Token);
        await meeting.Owner.JoinAsync(meeting.Token);
        var recording = server.Record();

        await meeting.StartAsync();

        Assert.Equal(["chat R1", "update R1", "switchto P→R1 ×1", "update P"], recording.Tell(meeting.Token, rooms));
        Assert.Equal([session["sessionId"].GetString()!], recording.About(meeting.Token).OfType<SwitchTo>().Single().SessionIds);
    }

    [Fact]
    [Case("webinars B32", "webinars I19")]
    public async Task All_tabs_of_a_person_are_sent_together()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.People[0].JoinInTabAsync(meeting.Token, 'a');
        await meeting.People[0].JoinInTabAsync(meeting.Token, 'b');
        var recording = server.Record();

        await meeting.StartAsync();

        Assert.Equal("switchto P→R1 ×2", recording.Tell(meeting.Token, rooms)[2]);
    }

    [Fact]
    [Case("webinars B33")]
    public async Task Where_nobody_has_joined_nobody_is_sent()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        var recording = server.Record();

        await meeting.StartAsync();
        await meeting.StopAsync();

        Assert.DoesNotContain(recording.About([meeting.Token, .. rooms]), announcement => announcement is SwitchTo);
    }

    [Fact]
    [Case("webinars B30", "webinars B31", "webinars I19")]
    public async Task Stopping_sends_everybody_back_before_the_rooms_close()
    {
        var meeting = await server.GroupAsync(members: 3);
        var rooms = await meeting.ManualAsync(amount: 3, (meeting.People[0], 0), (meeting.People[1], 1), (meeting.People[2], 2));
        await meeting.StartAsync();
        for (var i = 0; i < 3; i++) await meeting.People[i].JoinAsync(rooms[i]);
        await meeting.Owner.JoinAsync(rooms[0]);
        (await meeting.People[1].PostAsync($"v1/breakout-rooms/{rooms[1]}/request-assistance")).Expect(200);
        var recording = server.Record();

        await meeting.StopAsync();

        Assert.Equal(
            [
                "switchto R1→P ×2", "switchto R2→P ×1", "switchto R3→P ×1", "update P",
                "chat R1", "update R1", "chat R2", "update R2", "update R2", "chat R3", "update R3",
            ],
            recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    [Case("webinars I20")]
    public async Task Stopping_again_changes_nothing_and_says_nothing()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.StartAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        await meeting.StopAsync();
        var (once, recording) = (await StoredAsync(meeting), server.Record());

        await meeting.StopAsync();

        Assert.Equal(["switchto R1→P ×1", "update P", "update R1"], recording.Tell(meeting.Token, rooms));
        Assert.Equal(once, await StoredAsync(meeting));
    }

    [Fact]
    [Case("webinars B34")]
    public async Task Starting_leaves_the_call_of_the_parent_alone()
    {
        var meeting = await server.GroupAsync(members: 1);
        await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.People[0].JoinAsync(meeting.Token);
        (await meeting.People[0].PostAsync($"v4/call/{meeting.Token}", new { flags = 7 })).Expect(200);

        await meeting.StartAsync();

        Assert.Equal((CallFlags)7, await meeting.InCallAsync(meeting.People[0], meeting.Token));
    }

    [Fact]
    [Case("webinars B35", "webinars I14")]
    public async Task Who_stays_in_a_rooms_call_after_stopping_is_taken_out_when_the_grace_is_over()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.StartAsync();
        foreach (var person in new[] { meeting.People[0], meeting.Owner })
        {
            await person.JoinAsync(rooms[0]);
            (await person.PostAsync($"v4/call/{rooms[0]}", new { flags = 7 })).Expect(200);
        }

        await meeting.StopAsync();
        await server.AdvanceAsync(BreakoutStatusService.CallGrace - TimeSpan.FromSeconds(1));
        var during = await meeting.InCallAsync(meeting.People[0], rooms[0]);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        var (after, moderator) = (await meeting.InCallAsync(meeting.People[0], rooms[0]), await meeting.InCallAsync(meeting.Owner, rooms[0]));

        Assert.Equal(((CallFlags)7, CallFlags.Disconnected, (CallFlags)7), (during, after, moderator));
        Assert.Contains("call_left", await meeting.SaidAsync(rooms[0]));
        Assert.Null((await meeting.StoredAsync(rooms[0])).CallGraceEndsAt);
    }

    [Fact]
    [Case("webinars B35")]
    public async Task Starting_again_within_the_grace_leaves_everybody_in_the_call()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.StartAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        (await meeting.People[0].PostAsync($"v4/call/{rooms[0]}", new { flags = 3 })).Expect(200);

        await meeting.StopAsync();
        await meeting.StartAsync();
        await server.AdvanceAsync(BreakoutStatusService.CallGrace);

        Assert.Equal((CallFlags)3, await meeting.InCallAsync(meeting.People[0], rooms[0]));
    }

    [Fact]
    public async Task A_parent_that_has_lost_all_its_rooms_is_started_and_stopped_all_the_same()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);
        await meeting.DeleteRoomAsync(rooms[0]);

        await meeting.StartAsync();
        var started = (await meeting.StoredAsync()).BreakoutRoomStatus;
        await meeting.StopAsync();

        Assert.Equal((BreakoutStatus.Started, BreakoutStatus.Stopped), (started, (await meeting.StoredAsync()).BreakoutRoomStatus));
    }

    private static async Task<string> StoredAsync(Meeting meeting)
    {
        var (parent, rooms) = (await meeting.StoredAsync(), await meeting.StoredRoomsAsync());
        return string.Join('\n', rooms.Prepend(parent).Select(room =>
            $"{room.Token} {room.LobbyState} {room.LobbyTimer} {room.BreakoutRoomMode} {room.BreakoutRoomStatus} {room.CallGraceEndsAt} {room.LastMessageId} {room.LastActivity}"));
    }

    private static Task<Reply> SendAsync(TalkClient person, Meeting meeting, string method, string path, string? body) => person.SendAsync(
        new HttpMethod(method),
        path.Length == 0 ? meeting.Path : $"{meeting.Path}/{path}",
        body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
}
