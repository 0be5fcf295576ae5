using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>Several people who do the same at the same time.</summary>
public sealed class TogetherTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B86", "webinars I17")]
    public async Task Of_two_moderators_who_configure_at_once_one_wins()
    {
        var meeting = await server.GroupAsync(members: 5);
        var moderator = await meeting.ModeratorAsync();

        var replies = await Task.WhenAll(
            meeting.Owner.PostAsync(meeting.Path, new { mode = 1, amount = 2 }), moderator.PostAsync(meeting.Path, new { mode = 1, amount = 3 }));

        Assert.Equal([200, 400], replies.Select(reply => reply.Status).Order());
        Assert.Equal("mode", replies.Single(reply => reply.Status == 400).Error);
        Assert.Equal(replies.Single(reply => reply.Status == 200).Data.GetArrayLength() - 1, (await meeting.RoomTokensAsync()).Length);
        foreach (var person in meeting.People) Assert.Single((await meeting.RoomsOfAsync(person)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    [Case("webinars I3", "webinars I20")]
    public async Task Starting_and_stopping_at_once_ends_in_one_of_the_two()
    {
        var meeting = await server.GroupAsync(members: 2);
        var moderator = await meeting.ModeratorAsync();
        await meeting.SplitAsync(mode: 1, amount: 3);

        for (var round = 0; round < 5; round++)
        {
            var replies = await Task.WhenAll(
                meeting.Owner.PostAsync($"{meeting.Path}/rooms"), moderator.DeleteAsync($"{meeting.Path}/rooms"), moderator.PostAsync($"{meeting.Path}/rooms"));

            Assert.All(replies, reply => Assert.Equal(200, reply.Status));
            var (parent, rooms) = (await meeting.StoredAsync(), await meeting.StoredRoomsAsync());
            var lobby = parent.BreakoutRoomStatus == BreakoutStatus.Started ? LobbyState.None : LobbyState.NonModerators;
            Assert.All(rooms, room => Assert.Equal(lobby, room.LobbyState));
        }
    }

    [Fact]
    public async Task Two_who_start_at_once_start_once()
    {
        var meeting = await server.GroupAsync(members: 1);
        var moderator = await meeting.ModeratorAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        var replies = await Task.WhenAll(meeting.Owner.PostAsync($"{meeting.Path}/rooms"), moderator.PostAsync($"{meeting.Path}/rooms"));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Single(await meeting.SaidAsync(rooms[0]), said => said == "breakout_rooms_started");
    }

    [Fact]
    [Case("webinars I1", "webinars I2")]
    public async Task Removing_while_others_start_switch_and_move_leaves_no_room_behind()
    {
        var meeting = await server.GroupAsync(members: 2);
        var moderator = await meeting.ModeratorAsync();
        var rooms = await meeting.SplitAsync(mode: 3, amount: 3);
        await meeting.StartAsync();
        var map = await meeting.MapAsync((meeting.People[1], 1));

        var replies = await Task.WhenAll(
            meeting.Owner.DeleteAsync(meeting.Path),
            moderator.DeleteAsync(meeting.Path),
            moderator.PostAsync($"{meeting.Path}/rooms"),
            moderator.PostAsync($"{meeting.Path}/attendees", new { attendeeMap = map }),
            meeting.SwitchAsync(meeting.People[0], rooms[0]),
            meeting.Owner.PostAsync("v4/room", new { roomType = 2, roomName = "Extra", objectType = "room", objectId = meeting.Token }));

        Assert.All(replies, reply => Assert.Contains(reply.Status, (int[])[200, 201, 400]));
        Assert.Empty(await meeting.RoomTokensAsync());
        var parent = await meeting.StoredAsync();
        Assert.Equal((BreakoutMode.NotConfigured, BreakoutStatus.Stopped), (parent.BreakoutRoomMode, parent.BreakoutRoomStatus));
    }

    [Fact]
    [Case("webinars I1")]
    public async Task The_last_free_place_is_given_once()
    {
        var meeting = await server.GroupAsync();
        var moderator = await meeting.ModeratorAsync();
        await meeting.SplitAsync(mode: 1, amount: 19);
        var extra = new { roomType = 2, roomName = "Extra", objectType = "room", objectId = meeting.Token };

        var replies = await Task.WhenAll(meeting.Owner.PostAsync("v4/room", extra), moderator.PostAsync("v4/room", extra), meeting.Owner.PostAsync("v4/room", extra));

        Assert.Equal([201, 400, 400], replies.Select(reply => reply.Status).Order());
        Assert.Equal(20, (await meeting.RoomTokensAsync()).Length);
    }
}
