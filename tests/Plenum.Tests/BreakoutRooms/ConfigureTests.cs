using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class ConfigureTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B01", "webinars I8")]
    public async Task The_manual_mode_puts_everybody_where_the_map_says()
    {
        var meeting = await server.GroupAsync(members: 3);
        var map = await meeting.MapAsync((meeting.People[0], 2), (meeting.People[1], 0), (meeting.People[2], 1));

        var reply = await meeting.TryConfigureAsync(mode: 2, amount: 3, map);

        Assert.Equal(200, reply.Status);
        Assert.Equal(["Room 1", "Room 2", "Room 3", "group"], reply.Data.EnumerateArray().Select(room => room.GetProperty("name").GetString()));
        Assert.Equal(("2", "0", "1"), (await meeting.RoomsOfAsync(meeting.People[0]), await meeting.RoomsOfAsync(meeting.People[1]), await meeting.RoomsOfAsync(meeting.People[2])));
        Assert.Equal("0 1 2", await meeting.RoomsOfAsync(meeting.Owner));
    }

    [Fact]
    [Case("webinars B01")]
    public async Task The_answer_shows_the_rooms_as_their_moderator_sees_them_and_the_parent_last()
    {
        var meeting = await server.GroupAsync();

        var reply = await meeting.TryConfigureAsync(mode: 3, amount: 2);

        var rooms = reply.Data.EnumerateArray().ToList();
        Assert.All(rooms[..2], room => Assert.Equal((1, meeting.Owner.User, "room", meeting.Token), (Number(room, "participantType"), Text(room, "actorId"), Text(room, "objectType"), Text(room, "objectId"))));
        Assert.Equal((meeting.Token, 3, 0), (Text(rooms[2], "token"), Number(rooms[2], "breakoutRoomMode"), Number(rooms[2], "breakoutRoomStatus")));
        Assert.True(Number(rooms[0], "id") < Number(rooms[1], "id"));
    }

    [Theory]
    [Case("webinars B02", "webinars B04", "webinars I8")]
    [InlineData(3, 3, "1 1 1")]
    [InlineData(1, 2, "1 0")]
    [InlineData(7, 3, "3 2 2")]
    public async Task The_automatic_mode_fills_the_rooms_evenly(int members, int amount, string sizes)
    {
        var meeting = await server.GroupAsync(members);

        var rooms = await meeting.SplitAsync(mode: 1, amount);

        var placed = new List<string>();
        foreach (var room in rooms) placed.Add(string.Join(' ', (await meeting.MembersAsync(room)).Keys.Except([meeting.Owner.User])));
        Assert.Equal(sizes, string.Join(' ', placed.Select(ids => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)));
        Assert.Equal(meeting.People.Select(person => person.User).Order(), string.Join(' ', placed).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    [Case("webinars B05")]
    public async Task Somebody_with_several_tabs_is_one_person()
    {
        var meeting = await server.GroupAsync(members: 1);
        await meeting.People[0].JoinInTabAsync(meeting.Token, 'a');
        await meeting.People[0].JoinInTabAsync(meeting.Token, 'b');
        await meeting.People[0].JoinInTabAsync(meeting.Token, 'c');

        await meeting.SplitAsync(mode: 1, amount: 3);

        Assert.Equal("0", await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Fact]
    [Case("webinars B06")]
    public async Task In_the_free_mode_only_moderators_are_placed()
    {
        var meeting = await server.GroupAsync();
        var moderator = await meeting.ModeratorAsync();

        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);

        var members = await meeting.MembersAsync(rooms[0]);
        Assert.Equal(members, await meeting.MembersAsync(rooms[1]));
        Assert.Equal(new() { [meeting.Owner.User] = ParticipantType.Owner, [moderator.User] = ParticipantType.Moderator }, members);
    }

    [Fact]
    [Case("webinars B07")]
    public async Task A_manual_mode_without_a_map_assigns_nobody()
    {
        var meeting = await server.GroupAsync();

        var reply = await meeting.Owner.PostAsync(meeting.Path, new { mode = 2, amount = 2 });

        Assert.Equal(200, reply.Status);
        Assert.Empty(await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Fact]
    [Case("webinars B09")]
    public async Task A_public_conversation_is_split_like_a_group()
    {
        var meeting = await server.PublicAsync(members: 2);

        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        Assert.Equal(2, rooms.Length);
        Assert.All(await meeting.StoredRoomsAsync(), room => Assert.Equal(ConversationType.Group, room.Type));
    }

    [Fact]
    public async Task Parameters_may_come_as_a_form()
    {
        var meeting = await server.GroupAsync(members: 1);
        using var form = new FormUrlEncodedContent([new("mode", "2"), new("amount", "2"), new("attendeeMap", await meeting.MapAsync((meeting.People[0], 1)))]);

        var reply = await meeting.Owner.PostAsync(meeting.Path, form);

        Assert.Equal(200, reply.Status);
        Assert.Equal("1", await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Theory]
    [Case("webinars B13")]
    [InlineData(1)]
    [InlineData(20)]
    public async Task One_to_twenty_rooms_are_possible(int amount)
    {
        var meeting = await server.GroupAsync(members: 2);

        var rooms = await meeting.SplitAsync(mode: 1, amount);

        Assert.Equal(amount, rooms.Length);
    }

    [Fact]
    [Case("webinars B19")]
    public async Task Other_modes_do_not_look_at_the_map()
    {
        var meeting = await server.GroupAsync();

        var reply = await meeting.TryConfigureAsync(mode: 1, amount: 2, "garbage");

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    [Case("webinars B20")]
    public async Task Attendees_the_parent_does_not_know_are_ignored()
    {
        var (meeting, other) = (await server.GroupAsync(members: 1), await server.GroupAsync(members: 1));
        var foreign = await other.People[0].AttendeeIdAsync(other.Token);

        var reply = await meeting.TryConfigureAsync(mode: 2, amount: 2, Meeting.Map((999_999_999, 0), (foreign, 1)));

        Assert.Equal(200, reply.Status);
        foreach (var room in await meeting.RoomTokensAsync()) Assert.Equal([meeting.Owner.User], (await meeting.MembersAsync(room)).Keys);
    }

    [Fact]
    [Case("webinars B21", "webinars I17")]
    public async Task Moderators_are_not_mapped()
    {
        var meeting = await server.GroupAsync(members: 1);
        var moderator = await meeting.ModeratorAsync();
        var map = await meeting.MapAsync((meeting.People[0], 0), (moderator, 1));

        var reply = await meeting.TryConfigureAsync(mode: 2, amount: 2, map);

        Assert.Equal((400, "attendeeMap"), (reply.Status, reply.Error));
        Assert.Empty(await meeting.RoomTokensAsync());
    }

    [Fact]
    [Case("webinars B22", "webinars B23", "webinars B84", "webinars I9")]
    public async Task A_breakout_room_inherits_the_consent_to_recordings_and_nothing_else()
    {
        var meeting = await server.GroupAsync(members: 1);
        await server.InDbAsync(async db =>
        {
            var parent = await db.Conversations.SingleAsync(room => room.Token == meeting.Token);
            (parent.MessageExpiration, parent.DefaultPermissions, parent.Listable, parent.MentionPermissions) = (3600, (Permissions)5, Listable.Everyone, 1);
            (parent.RecordingConsent, parent.LobbyState, parent.ReadOnly, parent.Description) = (1, LobbyState.NonModerators, true, "About this");
            (await db.Attendees.SingleAsync(attendee => attendee.ConversationId == parent.Id && attendee.ActorId == meeting.People[0].User)).Permissions = (Permissions)5;
        });

        await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));

        var room = Assert.Single(await meeting.StoredRoomsAsync());
        Assert.Equal((ConversationType.Group, "Room 1", "room", meeting.Token, ""), (room.Type, room.Name, room.ObjectType, room.ObjectId, room.Description));
        Assert.Equal((LobbyState.NonModerators, null, SipState.Disabled, Listable.ParticipantsOnly), (room.LobbyState, room.LobbyTimer, room.SipEnabled, room.Listable));
        Assert.Equal((0, 0, Permissions.Inherit, false, null), (room.MessageExpiration, room.MentionPermissions, room.DefaultPermissions, room.ReadOnly, room.PasswordHash));
        Assert.Equal((BreakoutMode.NotConfigured, BreakoutStatus.Stopped, 1), (room.BreakoutRoomMode, room.BreakoutRoomStatus, room.RecordingConsent));
        Assert.Equal(0, (await meeting.People[0].RoomAsync(room.Token))["attendeePermissions"].GetInt32());
    }

    [Fact]
    [Case("webinars B22")]
    public async Task A_new_room_says_that_it_was_created_and_who_was_added()
    {
        var meeting = await server.GroupAsync(members: 1);
        var moderator = await meeting.ModeratorAsync();

        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 1));

        var (by, added) = (meeting.Owner.User, $"user_added {meeting.Owner.User}→{moderator.User}");
        Assert.Equal(["conversation_created", added], await meeting.SaidAsync(rooms[0]));
        Assert.Equal(["conversation_created", added, $"user_added {by}→{meeting.People[0].User}"], await meeting.SaidAsync(rooms[1]));
    }

    [Fact]
    [Case("webinars B22")]
    public async Task A_dial_in_that_is_on_by_force_stays_out_of_breakout_rooms()
    {
        var meeting = await server.GroupAsync();
        await using var sip = await server.WithSipAsync(("force_sip_enabled", "1"));

        await meeting.SplitAsync(mode: 1, amount: 1);

        Assert.Equal(SipState.Disabled, Assert.Single(await meeting.StoredRoomsAsync()).SipEnabled);
    }

    [Fact]
    public async Task The_parent_is_announced_before_the_rooms_and_moderators_before_the_others()
    {
        var meeting = await server.GroupAsync(members: 2);
        var recording = server.Record();

        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0), (meeting.People[1], 1));

        Assert.Equal([typeof(RoomUpdated)], recording.About(meeting.Token).Select(heard => heard.GetType()));
        var heard = recording.About(meeting.Token, rooms[0], rooms[1]).Where(one => one is RoomUpdated or Invited).Select(Describe);
        Assert.Equal(
            [
                $"update {meeting.Token}",
                $"invite {rooms[0]} {meeting.Owner.User}", $"invite {rooms[1]} {meeting.Owner.User}",
                $"invite {rooms[0]} {meeting.People[0].User}", $"invite {rooms[1]} {meeting.People[1].User}",
            ],
            heard);
        Assert.IsType<ChatChanged>(recording.About(rooms[0])[0]);
    }

    private static string Describe(Announcement announcement) => announcement switch
    {
        Invited invited => $"invite {invited.Token} {string.Join(',', invited.Actors.Select(actor => actor.Id))}",
        _ => $"update {announcement.Token}",
    };

    private static int Number(JsonElement room, string name) => room.GetProperty(name).GetInt32();

    private static string Text(JsonElement room, string name) => room.GetProperty(name).GetString()!;
}
