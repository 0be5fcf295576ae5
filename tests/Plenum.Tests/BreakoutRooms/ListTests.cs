using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>Who sees which rooms and whom in them (webinars §5.9).</summary>
public sealed class ListTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B36")]
    public async Task Members_learn_nothing_of_rooms_that_are_not_started()
    {
        var meeting = await server.GroupAsync(members: 1);
        await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));

        var (rooms, people) = (await ListAsync(meeting.People[0], meeting), await ParticipantsAsync(meeting.People[0], meeting));

        Assert.Equal((400, "status", 400, "status"), (rooms.Status, rooms.Error, people.Status, people.Error));
    }

    [Theory]
    [Case("webinars B37")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Members_see_the_room_they_are_in(int mode)
    {
        var meeting = await server.GroupAsync(members: 2);
        var ids = await meeting.MapAsync((meeting.People[0], 0), (meeting.People[1], 1));
        (await meeting.TryConfigureAsync(mode, amount: 2, ids)).Expect(200);
        await meeting.StartAsync();

        var reply = await ListAsync(meeting.People[0], meeting);

        var own = Assert.Single(reply.Data.EnumerateArray());
        Assert.Equal((meeting.People[0].User, 3), (own.GetProperty("actorId").GetString(), own.GetProperty("participantType").GetInt32()));
        Assert.NotEqual(0, own.GetProperty("attendeeId").GetInt64());
    }

    [Fact]
    [Case("webinars B37")]
    public async Task Members_without_a_room_see_none()
    {
        var meeting = await server.GroupAsync(members: 2);
        await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.StartAsync();

        var reply = await ListAsync(meeting.People[1], meeting);

        Assert.Equal((200, 0), (reply.Status, reply.Data.GetArrayLength()));
    }

    [Fact]
    [Case("webinars B38")]
    public async Task Members_who_may_choose_see_all_rooms_and_those_they_are_not_in_reduced()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);
        await meeting.StartAsync();
        (await meeting.SwitchAsync(meeting.People[0], rooms[1])).Expect(200);

        var reply = await ListAsync(meeting.People[0], meeting);

        var (foreign, own) = (reply.Data[0], reply.Data[1]);
        Assert.Equal(rooms, reply.Data.EnumerateArray().Select(room => room.GetProperty("token").GetString()));
        Assert.Equal(("Room 1", "Room 1", "", 0), (Text(foreign, "name"), Text(foreign, "displayName"), Text(foreign, "actorId"), foreign.GetProperty("attendeeId").GetInt32()));
        Assert.Equal(("room", meeting.Token, 4), (Text(foreign, "objectType"), Text(foreign, "objectId"), foreign.GetProperty("participantType").GetInt32()));
        Assert.Equal((meeting.People[0].User, 3), (Text(own, "actorId"), own.GetProperty("participantType").GetInt32()));
    }

    [Fact]
    [Case("webinars B39")]
    public async Task Moderators_see_all_rooms_at_any_time_without_the_parent_and_without_messages()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 2, amount: 3);

        var reply = await ListAsync(meeting.Owner, meeting);

        Assert.Equal(rooms, reply.Data.EnumerateArray().Select(room => room.GetProperty("token").GetString()));
        Assert.All(reply.Data.EnumerateArray(), room => Assert.False(room.TryGetProperty("lastMessage", out _)));
        Assert.All(reply.Data.EnumerateArray(), room => Assert.Equal((1, meeting.Owner.User), (room.GetProperty("participantType").GetInt32(), Text(room, "actorId"))));
    }

    [Fact]
    [Case("webinars B40")]
    public async Task Where_there_are_no_rooms_there_is_nothing_to_list()
    {
        var meeting = await server.GroupAsync();

        var (rooms, people) = (await ListAsync(meeting.Owner, meeting), await ParticipantsAsync(meeting.Owner, meeting));

        Assert.Equal((400, "mode", 400, "mode"), (rooms.Status, rooms.Error, people.Status, people.Error));
    }

    [Fact]
    public async Task Strangers_find_nothing()
    {
        var meeting = await server.PublicAsync();
        await meeting.SplitAsync(mode: 3, amount: 1);
        await meeting.StartAsync();
        var (stranger, guest) = (await server.PersonAsync("xena"), server.Guest());

        var replies = new[] { await ListAsync(stranger, meeting), await ParticipantsAsync(stranger, meeting), await ListAsync(guest, meeting), await ParticipantsAsync(guest, meeting) };

        Assert.Equal([404, 404, 404, 404], replies.Select(reply => reply.Status));
    }

    [Fact]
    [Case("webinars B41", "conversations 5.2")]
    public async Task Moderators_see_everybody_once_in_every_conversation()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        await meeting.People[0].JoinInTabAsync(meeting.Token, 'a');
        await meeting.People[0].JoinInTabAsync(meeting.Token, 'b');

        var reply = await ParticipantsAsync(meeting.Owner, meeting);

        Assert.Equal(
            Rows((meeting.Token, meeting.Owner), (meeting.Token, meeting.People[0]), (meeting.Token, meeting.People[1]), (rooms[0], meeting.Owner), (rooms[1], meeting.Owner), (rooms[0], meeting.People[0])),
            reply.Data.EnumerateArray().Select(row => (Text(row, "roomToken"), Text(row, "actorId"))));
        Assert.Equal(2, reply.Data[1].GetProperty("sessionIds").GetArrayLength());
        Assert.Equal(reply.Data.EnumerateArray().Select(row => row.GetProperty("attendeeId").GetInt64()).Distinct().Order(), reply.Data.EnumerateArray().Select(row => row.GetProperty("attendeeId").GetInt64()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Members_see_the_people_of_the_rooms_they_may_know_of_and_of_the_parent(int mode)
    {
        var meeting = await server.GroupAsync(members: 2);
        var map = await meeting.MapAsync((meeting.People[0], 0), (meeting.People[1], 1));
        (await meeting.TryConfigureAsync(mode, amount: 2, map)).Expect(200);
        var rooms = await meeting.RoomTokensAsync();
        await meeting.StartAsync();

        var reply = await ParticipantsAsync(meeting.People[0], meeting);

        var expected = mode == 2
            ? Rows((meeting.Token, meeting.Owner), (meeting.Token, meeting.People[0]), (meeting.Token, meeting.People[1]), (rooms[0], meeting.Owner), (rooms[0], meeting.People[0]))
            : Rows((meeting.Token, meeting.Owner), (meeting.Token, meeting.People[0]), (meeting.Token, meeting.People[1]), (rooms[0], meeting.Owner), (rooms[1], meeting.Owner));
        Assert.Equal(expected, reply.Data.EnumerateArray().Select(row => (Text(row, "roomToken"), Text(row, "actorId"))));
    }

    [Fact]
    [Case("webinars B42")]
    public async Task The_lobby_of_the_parent_hides_the_people_but_not_the_rooms()
    {
        var meeting = await server.GroupAsync(members: 1);
        await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.StartAsync();
        (await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/webinar/lobby", new { state = 1 })).Expect(200);

        var (people, rooms) = (await ParticipantsAsync(meeting.People[0], meeting), await ListAsync(meeting.People[0], meeting));

        Assert.Equal((412, 200), (people.Status, rooms.Status));
    }

    [Fact]
    public async Task Pins_are_those_of_the_conversation_a_row_belongs_to()
    {
        var meeting = await server.GroupAsync(members: 0);
        await meeting.SplitAsync(mode: 1, amount: 1);
        await server.InDbAsync(async db =>
        {
            var parent = await db.Conversations.SingleAsync(room => room.Token == meeting.Token);
            parent.SipEnabled = SipState.WithPin;
            (await db.Attendees.SingleAsync(attendee => attendee.ConversationId == parent.Id)).Pin = "1234567";
        });
        await using var sip = await server.WithSipAsync();

        var reply = await ParticipantsAsync(meeting.Owner, meeting);

        Assert.Equal(["1234567", ""], reply.Data.EnumerateArray().Select(row => Text(row, "attendeePin")));
    }

    [Fact]
    public async Task A_waiting_member_finds_the_room_among_the_conversations_blanked_by_its_lobby()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));

        var list = (await meeting.People[0].GetAsync("v4/room")).Expect(200);

        var room = list.Data.EnumerateArray().Single(one => Text(one, "token") == rooms[0]);
        Assert.Equal((1, false), (room.GetProperty("lobbyState").GetInt32(), room.TryGetProperty("lastMessage", out _)));
    }

    private static (string, string)[] Rows(params (string Token, TalkClient Person)[] rows) => [.. rows.Select(row => (row.Token, row.Person.User))];

    private static Task<Reply> ListAsync(TalkClient person, Meeting meeting) => person.GetAsync($"v4/room/{meeting.Token}/breakout-rooms");

    private static Task<Reply> ParticipantsAsync(TalkClient person, Meeting meeting) => person.GetAsync($"v4/room/{meeting.Token}/breakout-rooms/participants");

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
