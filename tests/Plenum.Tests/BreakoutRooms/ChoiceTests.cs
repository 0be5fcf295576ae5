using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>What somebody sees who chooses a breakout room.</summary>
public sealed class ChoiceTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task In_free_mode_everybody_sees_all_rooms_with_how_many_are_there()
    {
        var meeting = await server.PublicAsync(members: 2);
        var guest = await meeting.GuestAsync();
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);
        await meeting.StartAsync();
        foreach (var person in meeting.People.Append(guest))
        {
            (await meeting.SwitchAsync(person, rooms[1])).Expect(200);
            await person.JoinAsync(rooms[1]);
        }

        await meeting.Owner.JoinAsync(rooms[0]);

        (string, string, int, bool)[] expected = [(rooms[0], "Room 1", 1, false), (rooms[1], "Room 2", 3, true)];
        Assert.Equal(expected, await ChoicesAsync(meeting, guest));
        Assert.Equal(expected, await ChoicesAsync(meeting, meeting.People[0]));
    }

    [Fact]
    public async Task Somebody_with_two_devices_counts_once_and_whoever_has_gone_does_not()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.SplitAsync(mode: 3, amount: 1);
        await meeting.StartAsync();
        foreach (var person in meeting.People) (await meeting.SwitchAsync(person, rooms[0])).Expect(200);
        await meeting.People[0].JoinAsync(rooms[0]);
        await meeting.People[0].JoinAsync(rooms[0]);

        Assert.Equal([(rooms[0], "Room 1", 1, true)], await ChoicesAsync(meeting, meeting.People[1]));
    }

    [Fact]
    public async Task In_the_other_modes_one_sees_the_own_room_only()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 1));
        await meeting.StartAsync();

        Assert.Equal([(rooms[1], "Room 2", 0, true)], await ChoicesAsync(meeting, meeting.People[0]));
        Assert.Empty(await ChoicesAsync(meeting, meeting.People[1]));
    }

    [Fact]
    public async Task There_is_nothing_to_choose_without_rooms_while_they_are_closed_or_from_outside()
    {
        var meeting = await server.GroupAsync(members: 1);
        var stranger = await server.PersonAsync("eve");

        var without = await AskAsync(meeting, meeting.People[0]);
        await meeting.SplitAsync(mode: 3, amount: 1);
        var closed = await AskAsync(meeting, meeting.People[0]);

        Assert.Equal((400, "mode"), (without.Status, without.Error));
        Assert.Equal((400, "status"), (closed.Status, closed.Error));
        Assert.Equal(404, (await AskAsync(meeting, stranger)).Status);
    }

    private static Task<Reply> AskAsync(Meeting meeting, TalkClient person) => person.GetAsync(Desk.Own($"breakout-rooms/{meeting.Token}/choices"));

    private static async Task<(string, string, int, bool)[]> ChoicesAsync(Meeting meeting, TalkClient person) =>
    [
        .. (await AskAsync(meeting, person)).Expect(200).Data.EnumerateArray().Select(choice => (
            choice.GetProperty("token").GetString()!, choice.GetProperty("name").GetString()!, choice.GetProperty("people").GetInt32(), choice.GetProperty("isOwn").GetBoolean())),
    ];
}
