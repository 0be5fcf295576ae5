using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>Who waits, who is let in and whose hand is up, whichever node people are connected to.</summary>
public sealed class DeskAtTwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task The_desk_at_one_node_hears_of_people_and_hands_at_the_other()
    {
        var olga = await nodes.A.PersonAsync("olga");
        var token = (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1 })).Token;
        await using var desk = await nodes.A.PageAsync(olga, token);
        var gil = nodes.A.Guest().At(nodes.B);
        await using var page = await nodes.B.PageAsync(gil, token);

        await desk.OwnAsync("waiting", content => content.GetProperty("count").GetInt32() == 1);
        (await olga.AdmitAsync(token, await gil.AttendeeIdAsync(token))).Expect(200);
        var admitted = await page.OwnAsync("admitted");
        await desk.OwnAsync("waiting", content => content.GetProperty("count").GetInt32() == 0);
        (await gil.RaiseAsync(token)).Expect(200);
        await desk.OwnAsync("hands", content => content.GetProperty("count").GetInt32() == 1);
        (await olga.DeleteAsync(Desk.Own($"room/{token}/hands"))).Expect(200);
        await page.OwnAsync("hands", content => content.GetProperty("count").GetInt32() == 0);

        Assert.Equal(token, admitted.GetProperty("token").GetString());
    }

    [TwoNodesFact]
    public async Task The_board_at_one_node_moves_with_a_room_whose_people_are_all_at_the_other()
    {
        var (meeting, rooms) = await nodes.A.StartedAsync(members: 1);
        await using var desk = await nodes.A.PageAsync(meeting.Owner, meeting.Token);

        await meeting.People[0].At(nodes.B).JoinAsync(rooms[0]);
        nodes.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(meeting.Token, (await desk.OwnAsync("board")).GetProperty("token").GetString());
    }
}
