using System.Text.Json;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>In a public parent guests are people like all others (webinars §5.1a).</summary>
public sealed class PublicParentTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars I5", "webinars I8")]
    public async Task Guests_are_distributed_like_everybody_else()
    {
        var meeting = await server.PublicAsync(members: 2);
        var guests = new[] { await meeting.GuestAsync(), await meeting.GuestAsync() };

        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        foreach (var room in rooms) Assert.Equal(3, (await meeting.MembersAsync(room)).Count);
        foreach (var guest in guests) Assert.Single((await meeting.RoomsOfAsync(await meeting.GuestIdAsync(guest))).Split(' '));
    }

    [Fact]
    public async Task Guests_who_have_gone_take_nobodys_place()
    {
        var meeting = await server.PublicAsync();
        var (gone, here) = (await meeting.GuestAsync(), await meeting.GuestAsync());
        var (goneId, hereId) = (await meeting.GuestIdAsync(gone), await meeting.GuestIdAsync(here));
        await gone.LeaveAsync(meeting.Token);

        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        Assert.Contains(hereId, (await meeting.MembersAsync(rooms[0])).Keys);
        Assert.Equal("", await meeting.RoomsOfAsync(goneId));
    }

    [Fact]
    public async Task Guests_are_mapped_sent_over_and_back()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        var map = await meeting.MapAsync((guest, 1));
        (await meeting.TryConfigureAsync(mode: 2, amount: 2, map)).Expect(200);
        var rooms = await meeting.RoomTokensAsync();
        var recording = server.Record();

        await meeting.StartAsync();
        await guest.LeaveAsync(meeting.Token);
        var joined = await guest.JoinAsync(rooms[1]);
        await guest.SayAsync(rooms[1], "Hello");
        await meeting.StopAsync();

        Assert.Equal((4, 2), (joined["participantType"].GetInt32(), joined["type"].GetInt32()));
        Assert.Contains("switchto P→R2 ×1", recording.Tell(meeting.Token, rooms));
        Assert.Contains("switchto R2→P ×1", recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    [Case("webinars I7")]
    public async Task Guests_switch_and_see_the_rooms()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);
        await meeting.StartAsync();

        var (list, first, second) = (await guest.GetAsync($"v4/room/{meeting.Token}/breakout-rooms"), await meeting.SwitchAsync(guest, rooms[0]), await meeting.SwitchAsync(guest, rooms[1]));

        Assert.Equal((200, 2, 200, 200), (list.Status, list.Data.GetArrayLength(), first.Status, second.Status));
        Assert.Equal("1", await meeting.RoomsOfAsync(await meeting.GuestIdAsync(guest)));
    }

    [Fact]
    public async Task Guests_ask_for_help()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        (await meeting.TryConfigureAsync(mode: 2, amount: 1, await meeting.MapAsync((guest, 0)))).Expect(200);
        var rooms = await meeting.RoomTokensAsync();
        await meeting.StartAsync();

        var reply = await guest.PostAsync($"v1/breakout-rooms/{rooms[0]}/request-assistance");

        Assert.Equal((200, 2), (reply.Status, reply["breakoutRoomStatus"].GetInt32()));
    }

    [Fact]
    public async Task Guests_are_moved_and_keep_their_identity()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        var id = await meeting.GuestIdAsync(guest);
        (await meeting.TryConfigureAsync(mode: 2, amount: 2, await meeting.MapAsync((guest, 0)))).Expect(200);
        var rooms = await meeting.RoomTokensAsync();
        await meeting.StartAsync();
        await guest.JoinAsync(rooms[0]);

        var reply = await meeting.ReorganizeAsync((guest, 1));
        var joined = await guest.JoinAsync(rooms[1]);

        Assert.Equal((200, id, 404), (reply.Status, joined["actorId"].GetString(), (await guest.RoomAsync(rooms[0])).Status));
    }

    [Fact]
    public async Task A_guest_who_is_in_no_room_is_not_let_into_one()
    {
        var meeting = await server.PublicAsync();
        var (placed, other) = (await meeting.GuestAsync(), await meeting.GuestAsync());
        (await meeting.TryConfigureAsync(mode: 2, amount: 1, await meeting.MapAsync((placed, 0)))).Expect(200);
        var rooms = await meeting.RoomTokensAsync();
        await meeting.StartAsync();

        var replies = new[] { await other.TryJoinAsync(rooms[0]), await server.Guest().TryJoinAsync(rooms[0]), await (await server.PersonAsync("xena")).TryJoinAsync(rooms[0]), await placed.TryJoinAsync(rooms[0]) };

        Assert.Equal([404, 404, 404, 200], replies.Select(reply => reply.Status));
    }

    [Fact]
    [Case("webinars I6")]
    public async Task Guest_moderators_are_in_every_room_as_such()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        var id = await meeting.GuestIdAsync(guest);
        await meeting.SetTypeAsync(guest, ParticipantType.GuestModerator);

        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);

        foreach (var room in rooms) Assert.Equal(ParticipantType.GuestModerator, (await meeting.MembersAsync(room))[id]);
        var list = (await guest.GetAsync($"v4/room/{meeting.Token}/breakout-rooms")).Expect(200);
        Assert.Equal(2, list.Data.GetArrayLength());
        Assert.Equal(200, (await guest.GetAsync($"v4/room/{meeting.Token}/breakout-rooms/participants")).Status);
    }

    [Fact]
    public async Task A_guest_moderator_is_not_mapped()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        await meeting.SetTypeAsync(guest, ParticipantType.GuestModerator);

        var reply = await meeting.TryConfigureAsync(mode: 2, amount: 1, await meeting.MapAsync((guest, 0)));

        Assert.Equal((400, "attendeeMap"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Guests_do_not_see_participants()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        await meeting.SplitAsync(mode: 3, amount: 1);
        await meeting.StartAsync();

        var reply = await guest.GetAsync($"v4/room/{meeting.Token}/breakout-rooms/participants");

        Assert.Equal((403, JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
    }

    [Fact]
    [Case("webinars I5")]
    public async Task Who_joined_by_the_link_stays_in_the_parent_while_in_a_room()
    {
        var meeting = await server.PublicAsync();
        var sue = await server.PersonAsync("sue");
        await sue.JoinAsync(meeting.Token);
        var rooms = await meeting.ManualAsync(amount: 1, (sue, 0));
        await meeting.StartAsync();

        await sue.LeaveAsync(meeting.Token);
        await sue.JoinAsync(rooms[0]);

        Assert.Equal(ParticipantType.SelfJoinedUser, (await meeting.MembersAsync(meeting.Token))[sue.User]);
        Assert.Equal(ParticipantType.User, (await meeting.MembersAsync(rooms[0]))[sue.User]);
    }

    [Fact]
    [Case("webinars B24")]
    public async Task In_a_group_nobody_without_an_account_is_placed()
    {
        var meeting = await server.GroupAsync(members: 1);
        (await meeting.Owner.TryAddAsync(meeting.Token, "gil@example.org", "emails")).Expect(200);
        var members = await meeting.MembersAsync(meeting.Token);
        Assert.Equal(3, members.Count);

        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);

        Assert.Equal([meeting.Owner.User, meeting.People[0].User], (await meeting.MembersAsync(rooms[0])).Keys.Order());
    }

    [Fact]
    [Case("webinars B20")]
    public async Task In_a_group_a_map_may_name_an_email_guest_to_no_effect()
    {
        var meeting = await server.GroupAsync(members: 0);
        (await meeting.Owner.TryAddAsync(meeting.Token, "gil@example.org", "emails")).Expect(200);
        var row = (await meeting.Owner.ParticipantsAsync(meeting.Token)).Data.EnumerateArray().Single(one => one.GetProperty("actorType").GetString() == "emails");

        var reply = await meeting.TryConfigureAsync(mode: 2, amount: 1, Meeting.Map((row.GetProperty("attendeeId").GetInt64(), 0)));

        Assert.Equal(200, reply.Status);
        Assert.Equal("", await meeting.RoomsOfAsync(row.GetProperty("actorId").GetString()!));
    }

    [Fact]
    public async Task Email_guests_of_a_public_parent_are_placed_whether_they_have_come_or_not()
    {
        var meeting = await server.PublicAsync();
        (await meeting.Owner.TryAddAsync(meeting.Token, "gil@example.org", "emails")).Expect(200);

        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);

        Assert.Equal(2, (await meeting.MembersAsync(rooms[0])).Count);
    }

    [Fact]
    [Case("webinars I5")]
    public async Task An_email_guest_of_a_public_parent_goes_into_its_room_with_the_same_invitation()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.EmailGuestAsync();
        (await meeting.TryConfigureAsync(mode: 2, amount: 1, await meeting.MapAsync((guest, 0)))).Expect(200);
        var rooms = await meeting.RoomTokensAsync();
        await meeting.StartAsync();

        var joined = await guest.JoinAsync(rooms[0]);
        var help = await guest.PostAsync($"v1/breakout-rooms/{rooms[0]}/request-assistance");

        Assert.Equal(("emails", await meeting.GuestIdAsync(guest), 200), (joined["actorType"].GetString(), joined["actorId"].GetString(), help.Status));
    }

    [Fact]
    public async Task An_email_guest_of_a_group_has_nothing_to_do_with_its_breakout_rooms()
    {
        var meeting = await server.GroupAsync(members: 0);
        var guest = await meeting.EmailGuestAsync();
        var rooms = await meeting.SplitAsync(mode: 3, amount: 1);
        await meeting.StartAsync();

        var replies = new[] { await meeting.SwitchAsync(guest, rooms[0]), await guest.GetAsync($"v4/room/{meeting.Token}/breakout-rooms"), await guest.GetAsync($"v4/room/{meeting.Token}/breakout-rooms/participants") };

        Assert.Equal([401, 401, 403], replies.Select(reply => reply.Status));
        Assert.Equal("", await meeting.RoomsOfAsync(await meeting.GuestIdAsync(guest)));
    }

    [Fact]
    [Case("webinars I5", "webinars I6")]
    public async Task An_email_guest_who_moderates_a_group_is_in_none_of_its_rooms()
    {
        var meeting = await server.GroupAsync(members: 0);
        var guest = await meeting.EmailGuestAsync();
        await meeting.SplitAsync(mode: 1, amount: 2);

        await meeting.Owner.PromoteAsync(meeting.Token, guest);
        var participants = await guest.GetAsync($"v4/room/{meeting.Token}/breakout-rooms/participants");

        Assert.Equal("", await meeting.RoomsOfAsync(await meeting.GuestIdAsync(guest)));
        Assert.Equal((200, 4), (participants.Status, participants.Data.GetArrayLength()));
    }

    [Fact]
    [Case("webinars I5")]
    public async Task A_guest_whose_session_expires_keeps_its_place()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        var id = await meeting.GuestIdAsync(guest);
        (await meeting.TryConfigureAsync(mode: 2, amount: 1, await meeting.MapAsync((guest, 0)))).Expect(200);
        var rooms = await meeting.RoomTokensAsync();
        await meeting.StartAsync();

        await server.AdvanceAsync(TimeSpan.FromMinutes(5));
        var joined = await guest.TryJoinAsync(rooms[0]);

        Assert.Equal((200, "0"), (joined.Status, await meeting.RoomsOfAsync(id)));
    }
}
