using Plenum.BreakoutRooms;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>An order given at one node is pursued by whichever is there, once.</summary>
public sealed class MovesAtTwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task Two_nodes_repeat_an_order_once_and_take_a_straggler_out_once()
    {
        var meeting = await nodes.A.GroupAsync(members: 2);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0), (meeting.People[1], 1));
        foreach (var person in meeting.People.Append(meeting.Owner))
        {
            await person.JoinAsync(meeting.Token);
            (await person.PostAsync($"v4/call/{meeting.Token}")).Expect(200);
        }

        await meeting.StartAsync();
        var missing = (await meeting.Owner.At(nodes.B).MovesAsync(meeting.Token)).Data.GetArrayLength();
        await meeting.People[1].At(nodes.B).JoinAsync(rooms[1]);
        var recording = nodes.A.Record();
        await nodes.AdvanceAsync(PendingMove.RepeatedAfter);
        await nodes.AdvanceAsync(PendingMove.WithdrawnAfter - PendingMove.RepeatedAfter);
        await recording.HeardAsync(announcement => announcement is InCallChanged changed && changed.Token == meeting.Token);

        Assert.Equal(2, missing);
        Assert.Single(recording.About(meeting.Token).OfType<SwitchTo>());
        Assert.Equal(CallFlags.Disconnected, await meeting.InCallAsync(meeting.People[0], meeting.Token));
        Assert.Single(await nodes.A.SystemMessagesAsync(meeting.Token), said => said == "call_left");
        Assert.Empty(await meeting.MissingAsync());
    }
}
