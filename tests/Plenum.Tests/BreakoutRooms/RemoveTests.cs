using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class RemoveTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B77", "webinars I1")]
    public async Task While_started_everybody_is_sent_back_before_the_rooms_go()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0), (meeting.People[1], 1));
        await meeting.StartAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        await meeting.People[1].JoinAsync(rooms[1]);
        var recording = server.Record();

        var reply = await meeting.Owner.DeleteAsync(meeting.Path);

        Assert.Equal((200, meeting.Token, 0, 0), (reply.Status, reply.Token, reply["breakoutRoomMode"].GetInt32(), reply["breakoutRoomStatus"].GetInt32()));
        Assert.Equal(["switchto R1→P ×1", "switchto R2→P ×1", "update P", "delete R1", "delete R2", "update P"], recording.Tell(meeting.Token, rooms));
        Assert.Empty(await meeting.RoomTokensAsync());
        Assert.Equal(404, (await meeting.People[0].RoomAsync(rooms[0])).Status);
    }

    [Fact]
    public async Task Whoever_is_inside_stopped_rooms_is_sent_back_as_well()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.Owner.JoinAsync(rooms[0]);
        var recording = server.Record();

        (await meeting.Owner.DeleteAsync(meeting.Path)).Expect(200);

        Assert.Equal(["switchto R1→P ×1", "delete R1", "update P"], recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    public async Task A_deleted_room_names_the_people_who_were_in_it()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        var recording = server.Record();

        await meeting.Owner.DeleteAsync(meeting.Path);

        var deleted = Assert.Single(recording.About(rooms[0]).OfType<RoomDeleted>());
        Assert.Equal([meeting.Owner.User, meeting.People[0].User], deleted.Actors.Select(actor => actor.Id));
    }

    [Fact]
    [Case("webinars B78")]
    public async Task Without_rooms_nothing_changes()
    {
        var meeting = await server.GroupAsync();
        var recording = server.Record();

        var reply = await meeting.Owner.DeleteAsync(meeting.Path);

        Assert.Equal((200, meeting.Token), (reply.Status, reply.Token));
        Assert.Empty(recording.About(meeting.Token));
    }

    [Fact]
    public async Task A_preserved_parent_lets_its_rooms_go()
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 1, amount: 1);
        (await meeting.Owner.PostAsync($"v4/room/{meeting.Token}/preserve")).Expect(200);

        var reply = await meeting.Owner.DeleteAsync(meeting.Path);

        Assert.Equal(200, reply.Status);
        Assert.Empty(await meeting.RoomTokensAsync());
    }

    [Fact]
    [Case("webinars I20")]
    public async Task Configuring_and_removing_leaves_the_parent_as_it_was()
    {
        var meeting = await server.GroupAsync(members: 3);
        var before = await DescribeAsync(meeting);

        await meeting.SplitAsync(mode: 1, amount: 2);
        await meeting.StartAsync();
        await meeting.Owner.DeleteAsync(meeting.Path);

        Assert.Equal(before, await DescribeAsync(meeting));
    }

    [Fact]
    public async Task After_removing_the_conversation_can_be_split_again()
    {
        var meeting = await server.GroupAsync(members: 2);
        await meeting.SplitAsync(mode: 1, amount: 2);
        await meeting.Owner.DeleteAsync(meeting.Path);

        var rooms = await meeting.SplitAsync(mode: 3, amount: 3);

        Assert.Equal(3, rooms.Length);
    }

    [Fact]
    [Case("webinars B76", "webinars I2", "conversations 90")]
    public async Task Deleting_the_parent_deletes_its_rooms_for_everybody()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        var recording = server.Record();

        (await meeting.Owner.DeleteAsync($"v4/room/{meeting.Token}")).Expect(200);

        Assert.Equal(["delete P", "delete R1", "delete R2"], recording.Tell(meeting.Token, rooms));
        Assert.Equal((404, 404), ((await meeting.People[0].RoomAsync(rooms[0])).Status, (await meeting.Owner.RoomAsync(rooms[1])).Status));
        Assert.Empty(await meeting.StoredRoomsAsync());
    }

    [Fact]
    [Case("webinars I17")]
    public async Task A_preserved_parent_keeps_its_rooms_when_it_is_not_deleted()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        (await meeting.Owner.PostAsync($"v4/room/{meeting.Token}/preserve")).Expect(200);

        var reply = await meeting.Owner.DeleteAsync($"v4/room/{meeting.Token}");

        Assert.Equal((403, "preserved"), (reply.Status, reply.Error));
        Assert.Equal(rooms, await meeting.RoomTokensAsync());
    }

    [Fact]
    [Case("webinars B48", "webinars I2")]
    public async Task Deleting_a_running_room_sends_its_people_back_and_leaves_them_unassigned()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        await meeting.StartAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        var recording = server.Record();

        await meeting.DeleteRoomAsync(rooms[0]);

        Assert.Equal(["switchto R1→P ×1", "delete R1"], recording.Tell((meeting.Token, "P"), (rooms[0], "R1")));
        Assert.Equal(("", 200), (await meeting.RoomsOfAsync(meeting.People[0]), (await meeting.People[0].RoomAsync(meeting.Token)).Status));
        var parent = await meeting.StoredAsync();
        Assert.Equal((BreakoutMode.Manual, BreakoutStatus.Started), (parent.BreakoutRoomMode, parent.BreakoutRoomStatus));
    }

    private async Task<string> DescribeAsync(Meeting meeting)
    {
        var parent = await meeting.StoredAsync();
        var members = await meeting.MembersAsync(meeting.Token);
        return $"{parent.Type} {parent.Name} {parent.BreakoutRoomMode} {parent.BreakoutRoomStatus} {parent.LobbyState} {parent.RecordingConsent} {parent.LastMessageId} {string.Join(',', members)}";
    }
}
