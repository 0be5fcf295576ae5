using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class ReorganizeTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [Case("webinars B46", "webinars I10")]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task Only_those_whom_the_map_names_are_moved(int mode, bool started)
    {
        var meeting = await server.GroupAsync(members: 2);
        (await meeting.TryConfigureAsync(mode, amount: 3)).Expect(200);
        await meeting.ReorganizeAsync((meeting.People[0], 0), (meeting.People[1], 1));
        if (started) await meeting.StartAsync();

        var reply = await meeting.ReorganizeAsync((meeting.People[0], 2));

        Assert.Equal((200, 4), (reply.Status, reply.Data.GetArrayLength()));
        Assert.Equal(("2", "1"), (await meeting.RoomsOfAsync(meeting.People[0]), await meeting.RoomsOfAsync(meeting.People[1])));
    }

    [Fact]
    [Case("webinars B46")]
    public async Task Both_rooms_say_that_the_moderator_moved_somebody()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));

        await meeting.ReorganizeAsync((meeting.People[0], 1));

        var (by, who) = (meeting.Owner.User, meeting.People[0].User);
        Assert.Equal($"user_removed {by}→{who}", (await meeting.SaidAsync(rooms[0]))[^1]);
        Assert.Equal($"user_added {by}→{who}", (await meeting.SaidAsync(rooms[1]))[^1]);
    }

    [Fact]
    [Case("webinars B47")]
    public async Task Who_is_in_the_right_room_already_is_left_alone()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 1));
        await meeting.StartAsync();
        var session = (await meeting.People[0].JoinAsync(rooms[1]))["sessionId"].GetString();
        var (said, recording) = (await meeting.SaidAsync(rooms[1]), server.Record());

        var reply = await meeting.ReorganizeAsync((meeting.People[0], 1));

        Assert.Equal(200, reply.Status);
        Assert.Equal(said, await meeting.SaidAsync(rooms[1]));
        Assert.Empty(recording.Tell(meeting.Token, rooms));
        Assert.Equal(session, (await meeting.People[0].RoomAsync(rooms[1]))["sessionId"].GetString());
    }

    [Fact]
    [Case("webinars B48")]
    public async Task Numbers_are_those_of_the_rooms_that_are_left()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 2, amount: 3);
        await meeting.DeleteRoomAsync(rooms[1]);

        var third = await meeting.ReorganizeAsync((meeting.People[0], 1));
        var beyond = await meeting.ReorganizeAsync((meeting.People[0], 2));

        Assert.Equal((200, 400, "attendeeMap"), (third.Status, beyond.Status, beyond.Error));
        Assert.Contains(meeting.People[0].User, (await meeting.MembersAsync(rooms[2])).Keys);
    }

    [Fact]
    [Case("webinars B50", "webinars I19")]
    public async Task While_started_clients_are_sent_on_before_their_old_room_lets_them_go()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0), (meeting.People[1], 0));
        await meeting.StartAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        await meeting.People[1].JoinAsync(rooms[0]);
        var recording = server.Record();

        await meeting.ReorganizeAsync((meeting.People[0], 1));

        Assert.Equal(
            ["switchto R1→R2 ×1", "end sessions R1 ×1", "chat R1", "disinvite R1 ×1", "chat R2", "invite R2 ×1"],
            recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    public async Task While_stopped_nobody_is_sent_on()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        await meeting.People[0].JoinAsync(rooms[0]);
        var recording = server.Record();

        await meeting.ReorganizeAsync((meeting.People[0], 1));

        Assert.DoesNotContain(recording.About(rooms), announcement => announcement is SwitchTo);
    }

    [Fact]
    public async Task Somebody_in_the_call_of_the_old_room_leaves_it()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        await meeting.StartAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        (await meeting.People[0].PostAsync($"v4/call/{rooms[0]}", new { flags = 3 })).Expect(200);

        await meeting.ReorganizeAsync((meeting.People[0], 1));

        Assert.Null((await meeting.StoredAsync(rooms[0])).ActiveSince);
        Assert.Contains("call_left", await meeting.SaidAsync(rooms[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task An_empty_map_changes_nothing(string map)
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        var recording = server.Record();

        var reply = await meeting.ReorganizeAsync(map);

        Assert.Equal(200, reply.Status);
        Assert.Empty(recording.Tell(meeting.Token, rooms));
    }

    [Theory]
    [Case("webinars B17", "webinars I17")]
    [InlineData("""{"ID":2}""")]
    [InlineData("""{"ID":0,"x":1}""")]
    [InlineData("null")]
    [InlineData("[0]")]
    public async Task A_wrong_map_moves_nobody(string map)
    {
        var meeting = await server.GroupAsync(members: 1);
        await meeting.ManualAsync(amount: 2, (meeting.People[0], 1));

        var reply = await meeting.ReorganizeAsync(map.Replace("ID", $"{await meeting.People[0].AttendeeIdAsync(meeting.Token)}"));

        Assert.Equal((400, "attendeeMap"), (reply.Status, reply.Error));
        Assert.Equal("1", await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Fact]
    public async Task A_missing_map_is_named()
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 2, amount: 1);

        var reply = await meeting.Owner.PostAsync($"{meeting.Path}/attendees", new { });

        Assert.Equal((400, "attendeeMap"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B21", "webinars I17")]
    public async Task A_map_that_names_a_moderator_moves_nobody()
    {
        var meeting = await server.GroupAsync(members: 1);
        var moderator = await meeting.ModeratorAsync();
        await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));

        var reply = await meeting.ReorganizeAsync((meeting.People[0], 1), (moderator, 0));

        Assert.Equal((400, "attendeeMap"), (reply.Status, reply.Error));
        Assert.Equal("0", await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Fact]
    public async Task Attendees_of_a_breakout_room_are_not_known_by_the_parent()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        var inRoom = await meeting.People[0].AttendeeIdAsync(rooms[0]);

        var reply = await meeting.ReorganizeAsync(Meeting.Map((inRoom, 1)));

        Assert.Equal(200, reply.Status);
        Assert.Equal("0", await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Fact]
    public async Task Who_is_banned_in_a_room_stays_where_he_is()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        await server.InDbAsync(async db => db.Bans.Add(new Ban
        {
            ConversationId = (await db.Conversations.SingleAsync(room => room.Token == rooms[1])).Id,
            ModeratorActorType = "users",
            ModeratorActorId = meeting.Owner.User,
            ModeratorDisplayName = "Olga",
            BannedActorType = "users",
            BannedActorId = meeting.People[0].User,
            BannedDisplayName = "Una",
            BannedAt = server.Clock.GetUtcNow(),
            InternalNote = "",
        }));

        var reply = await meeting.ReorganizeAsync((meeting.People[0], 1));

        Assert.Equal(200, reply.Status);
        Assert.Equal("0", await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Fact]
    public async Task Being_moved_begins_a_new_membership()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        var before = await meeting.People[0].AttendeeIdAsync(rooms[0]);

        await meeting.ReorganizeAsync((meeting.People[0], 1));

        Assert.NotEqual(before, await meeting.People[0].AttendeeIdAsync(rooms[1]));
        Assert.Equal(404, (await meeting.People[0].RoomAsync(rooms[0])).Status);
    }
}
