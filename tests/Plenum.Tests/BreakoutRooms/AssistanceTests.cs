using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class AssistanceTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B58")]
    public async Task A_room_that_asks_for_help_shows_it_to_the_moderator_everywhere()
    {
        var (meeting, rooms) = await StartedAsync();

        var reply = await RequestAsync(meeting.People[0], rooms[0]);

        Assert.Equal((200, rooms[0], 2), (reply.Status, reply.Token, Status(reply)));
        Assert.Equal(2, Status(await meeting.Owner.RoomAsync(rooms[0])));
        var listed = (await meeting.Owner.GetAsync($"v4/room/{meeting.Token}/breakout-rooms")).Data[0].GetProperty("breakoutRoomStatus").GetInt32();
        Assert.Equal(2, listed);
    }

    [Fact]
    [Case("webinars B58")]
    public async Task The_room_and_its_parent_are_updated_without_a_word()
    {
        var (meeting, rooms) = await StartedAsync();
        var (said, recording) = (await meeting.SaidAsync(rooms[0]), server.Record());

        await RequestAsync(meeting.People[0], rooms[0]);

        Assert.Equal(["update R1", "update P"], recording.Tell(meeting.Token, rooms));
        Assert.Equal(said, await meeting.SaidAsync(rooms[0]));
    }

    [Fact]
    public async Task Asking_counts_as_activity()
    {
        var (meeting, rooms) = await StartedAsync();
        await server.AdvanceAsync(TimeSpan.FromMinutes(1));

        var reply = await RequestAsync(meeting.People[0], rooms[0]);

        Assert.Equal(server.Clock.Unix, reply["lastActivity"].GetInt64());
    }

    [Theory]
    [Case("webinars B59")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Moderators_and_members_take_the_request_back(bool moderator)
    {
        var (meeting, rooms) = await StartedAsync();
        await RequestAsync(meeting.People[0], rooms[0]);

        var reply = await ResetAsync(moderator ? meeting.Owner : meeting.People[0], rooms[0]);

        Assert.Equal((200, 0), (reply.Status, Status(reply)));
    }

    [Fact]
    public async Task Asking_and_taking_back_may_be_repeated()
    {
        var (meeting, rooms) = await StartedAsync();

        var statuses = new[]
        {
            Status(await ResetAsync(meeting.People[0], rooms[0])), Status(await RequestAsync(meeting.Owner, rooms[0])), Status(await RequestAsync(meeting.People[0], rooms[0])),
            Status(await ResetAsync(meeting.People[0], rooms[0])), Status(await ResetAsync(meeting.Owner, rooms[0])),
        };

        Assert.Equal([0, 2, 2, 0, 0], statuses);
    }

    [Fact]
    [Case("webinars B60", "webinars I4")]
    public async Task In_a_stopped_room_nobody_asks()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));

        var (request, reset) = (await RequestAsync(meeting.People[0], rooms[0]), await ResetAsync(meeting.Owner, rooms[0]));

        Assert.Equal((400, "room", 400, "room"), (request.Status, request.Error, reset.Status, reset.Error));
    }

    [Fact]
    [Case("webinars B61")]
    public async Task Only_breakout_rooms_ask()
    {
        var (meeting, _) = await StartedAsync();
        var ordinary = await server.GroupAsync();

        var (parent, other) = (await RequestAsync(meeting.People[0], meeting.Token), await RequestAsync(ordinary.Owner, ordinary.Token));

        Assert.Equal((400, "room", 400, "room"), (parent.Status, parent.Error, other.Status, other.Error));
    }

    [Fact]
    [Case("webinars B63")]
    public async Task Who_is_not_in_the_room_does_not_find_it()
    {
        var (meeting, rooms) = await StartedAsync();

        var replies = new[] { await RequestAsync(meeting.People[1], rooms[0]), await RequestAsync(await server.PersonAsync("xena"), rooms[0]), await RequestAsync(server.Guest(), rooms[0]) };

        Assert.All(replies, reply => Assert.Equal(404, reply.Status));
    }

    private async Task<(Meeting Meeting, string[] Rooms)> StartedAsync()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0), (meeting.People[1], 1));
        await meeting.StartAsync();
        return (meeting, rooms);
    }

    private static Task<Reply> RequestAsync(TalkClient person, string room) => person.PostAsync($"v1/breakout-rooms/{room}/request-assistance");

    private static Task<Reply> ResetAsync(TalkClient person, string room) => person.DeleteAsync($"v1/breakout-rooms/{room}/request-assistance");

    private static int Status(Reply room) => room["breakoutRoomStatus"].GetInt32();
}
