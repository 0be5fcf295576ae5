using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>A whole meeting in one answer.</summary>
public sealed class BoardTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task It_shows_who_belongs_where_who_is_there_and_who_is_missing()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0), (meeting.People[1], 1));
        foreach (var person in meeting.People) await person.JoinAsync(meeting.Token);
        await meeting.StartAsync();
        await meeting.People[0].EnterCallAsync(rooms[0]);

        var board = (await BoardAsync(meeting.Owner, meeting.Token)).Expect(200);

        Assert.Equal((2, 1, meeting.Token), (board["mode"].GetInt32(), board["status"].GetInt32(), board["parent"].GetProperty("token").GetString()));
        Assert.Equal([(rooms[0], "Room 1"), (rooms[1], "Room 2")], board["rooms"].EnumerateArray().Select(room => (room.GetProperty("token").GetString()!, room.GetProperty("name").GetString()!)));
        Assert.Equal([(meeting.Owner.User, 1, false, false), (meeting.People[0].User, 3, true, true)], People(board["rooms"][0]));
        Assert.Equal([(meeting.Owner.User, 1, false, false), (meeting.People[1].User, 3, false, false)], People(board["rooms"][1]));
        Assert.Equal([meeting.Owner.User, meeting.People[0].User, meeting.People[1].User], People(board["parent"]).Select(person => person.Id));
        Assert.Equal([(meeting.People[1].User, rooms[1])], board["missing"].EnumerateArray().Select(missing => (missing.GetProperty("actorId").GetString()!, missing.GetProperty("to").GetString()!)));
        Assert.Equal(await meeting.People[0].AttendeeIdAsync(rooms[0]), board["rooms"][0].GetProperty("people")[1].GetProperty("attendeeId").GetInt64());
    }

    [Fact]
    public async Task Requests_for_help_say_since_when_and_asking_again_is_not_asking_later()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 2);
        var asked = server.Clock.Unix;
        (await meeting.People[0].PostAsync($"v1/breakout-rooms/{rooms[0]}/request-assistance")).Expect(200);
        await server.AdvanceAsync(TimeSpan.FromSeconds(5));
        (await meeting.People[1].PostAsync($"v1/breakout-rooms/{rooms[1]}/request-assistance")).Expect(200);
        (await meeting.People[0].PostAsync($"v1/breakout-rooms/{rooms[0]}/request-assistance")).Expect(200);

        var both = await HelpAsync(meeting);
        (await meeting.Owner.DeleteAsync($"v1/breakout-rooms/{rooms[0]}/request-assistance")).Expect(200);
        var one = await HelpAsync(meeting);
        await meeting.StopAsync();

        Assert.Equal([asked, asked + 5], both);
        Assert.Equal([null, asked + 5], one);
        Assert.Equal([null, null], await HelpAsync(meeting));
    }

    [Fact]
    public async Task It_is_asked_of_the_parent_or_of_any_room_by_moderators()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        var stranger = await server.PersonAsync("eve");

        var (parent, room) = ((await BoardAsync(meeting.Owner, meeting.Token)).Expect(200), (await BoardAsync(meeting.Owner, rooms[1])).Expect(200));

        Assert.Equal(parent.Data.GetRawText(), room.Data.GetRawText());
        Assert.Equal((403, 403, 404), ((await BoardAsync(meeting.People[0], meeting.Token)).Status, (await BoardAsync(meeting.People[0], rooms[0])).Status, (await BoardAsync(stranger, meeting.Token)).Status));
    }

    [Fact]
    public async Task Without_breakout_rooms_there_is_none()
    {
        var meeting = await server.GroupAsync(members: 0);

        var reply = await BoardAsync(meeting.Owner, meeting.Token);

        Assert.Equal((400, "mode"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Guests_of_a_public_parent_are_on_it()
    {
        var meeting = await server.PublicAsync();
        var gil = await server.NamedGuestAsync(meeting.Token, "Gil");
        await meeting.SplitAsync(mode: 1, amount: 1);
        await meeting.StartAsync();

        var board = (await BoardAsync(meeting.Owner, meeting.Token)).Expect(200);

        Assert.Contains("Gil", Desk.Names(board["rooms"][0].GetProperty("people")));
    }

    [Fact]
    public async Task A_guest_who_has_gone_into_a_room_is_still_one_of_the_parents_people()
    {
        var meeting = await server.PublicAsync();
        var gil = await server.NamedGuestAsync(meeting.Token, "Gil");
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);
        await meeting.StartAsync();
        await gil.LeaveAsync(meeting.Token);
        await gil.JoinAsync(rooms[0]);

        var board = (await BoardAsync(meeting.Owner, meeting.Token)).Expect(200);

        var inParent = Assert.Single(People(board["parent"]), person => person.Type == 4);
        Assert.False(inParent.Present);
        Assert.Equal((inParent.Id, 4, false, true), Assert.Single(People(board["rooms"][0]), person => person.Type == 4));
    }

    [Fact]
    public async Task Twenty_rooms_cost_as_much_as_one()
    {
        var (small, large) = (await server.GroupAsync(members: 1), await server.GroupAsync(members: 12));
        await small.SplitAsync(mode: 1, amount: 1);
        await large.SplitAsync(mode: 1, amount: 20);

        Assert.InRange(await CountAsync(large), 1, await CountAsync(small));
    }

    private static Task<Reply> BoardAsync(TalkClient person, string token) => person.GetAsync(Desk.Own($"breakout-rooms/{token}/board"));

    private static async Task<long?[]> HelpAsync(Meeting meeting) =>
    [
        .. (await BoardAsync(meeting.Owner, meeting.Token)).Expect(200)["rooms"].EnumerateArray().Select(room => room.GetProperty("helpRequestedAt")).Select(at => at.ValueKind == JsonValueKind.Null ? (long?)null : at.GetInt64()),
    ];

    private static IEnumerable<(string Id, int Type, bool InCall, bool Present)> People(JsonElement room) => room.GetProperty("people").EnumerateArray().Select(person => (
        person.GetProperty("actorId").GetString()!, person.GetProperty("participantType").GetInt32(), person.GetProperty("inCall").GetBoolean(), person.GetProperty("present").GetBoolean()));

    private async Task<int> CountAsync(Meeting meeting)
    {
        using var counter = QueryCounter.Start(server);
        (await BoardAsync(meeting.Owner, meeting.Token)).Expect(200);
        return counter.ReadsOfOneRequest;
    }
}
