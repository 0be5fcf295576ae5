using Microsoft.EntityFrameworkCore;
using Plenum.BreakoutRooms;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>Whose room goes away, or who loses it, is brought back to the parent first.</summary>
public sealed class BroughtBackTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    public async Task Whoever_loses_his_room_alone_is_sent_back_to_the_parent()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        var moderator = await server.PersonAsync("mona");
        await meeting.Owner.AddAsync(meeting.Token, moderator);
        await meeting.Owner.PromoteAsync(meeting.Token, moderator);
        foreach (var person in new[] { moderator, meeting.People[0] }) await person.JoinAsync(rooms[0]);
        var recording = server.Record();

        (await meeting.Owner.TryRemoveAsync(rooms[0], await meeting.People[0].AttendeeIdAsync(rooms[0]))).Expect(200);
        await meeting.Owner.DemoteAsync(meeting.Token, moderator);

        Assert.Equal(["switchto R1→P ×1", "switchto R1→P ×1"], recording.Orders(meeting, rooms));
        Assert.Equal([meeting.People[0].User, moderator.User], (await meeting.MissingAsync()).Select(missing => missing.ActorId));
        foreach (var person in new[] { moderator, meeting.People[0] }) await person.JoinAsync(meeting.Token);
        Assert.Empty(await meeting.MissingAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Removing_the_rooms_brings_everybody_inside_back_first(bool isStarted)
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        foreach (var person in new[] { meeting.Owner, meeting.People[0] }) await person.EnterCallAsync(rooms[0]);
        if (!isStarted) await meeting.StopAsync();
        var recording = server.Record();

        (await meeting.Owner.DeleteAsync(meeting.Path)).Expect(200);
        var sent = await meeting.MissingAsync();
        await server.AdvanceAsync(PendingMove.RepeatedAfter);
        await meeting.People[0].JoinAsync(meeting.Token);

        Assert.Equal("switchto R1→P ×2", recording.Tell(meeting.Token, rooms)[0]);
        Assert.Equal(["switchto R1→P ×2", "switchto R1→P ×2"], recording.Orders(meeting, rooms));
        Assert.Equal([(meeting.Owner.User, rooms[0], meeting.Token), (meeting.People[0].User, rooms[0], meeting.Token)], sent.Select(missing => (missing.ActorId, missing.From, missing.To)));
        Assert.Equal([meeting.Owner.User], (await meeting.MissingAsync()).Select(missing => missing.ActorId));
        await server.AdvanceAsync(PendingMove.WithdrawnAfter - PendingMove.RepeatedAfter);
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task Deleting_one_room_brings_its_people_back_and_leaves_the_others()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 2);
        for (var i = 0; i < 2; i++) await meeting.People[i].JoinAsync(rooms[i]);

        await meeting.DeleteRoomAsync(rooms[0]);
        await meeting.People[0].JoinAsync(meeting.Token);

        Assert.Empty(await meeting.MissingAsync());
        Assert.Equal(1, await server.SessionsAsync(meeting.People[1], rooms[1]));
    }

    [Fact]
    public async Task A_guest_whose_room_is_removed_comes_back_as_the_same_guest()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        var id = await meeting.GuestIdAsync(guest);
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);
        await meeting.StartAsync();
        await guest.LeaveAsync(meeting.Token);
        await guest.JoinAsync(rooms[0]);

        (await meeting.Owner.DeleteAsync(meeting.Path)).Expect(200);
        var sent = await meeting.MissingAsync();
        await guest.LeaveAsync(rooms[0]);
        await guest.JoinAsync(meeting.Token);

        Assert.Equal((id, id), (Assert.Single(sent).ActorId, await meeting.GuestIdAsync(guest)));
        Assert.Empty(await meeting.MissingAsync());
    }
}
