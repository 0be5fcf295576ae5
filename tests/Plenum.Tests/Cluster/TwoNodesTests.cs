using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>What two nodes on one database share.</summary>
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task A_message_sent_to_one_node_ends_the_wait_at_the_other()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var last = (await ada.NewestAsync(token)).Id();
        var poll = await nodes.A.BeginPollAsync(ada, token, last);

        await bob.At(nodes.B).SayAsync(token, "news");

        Assert.Equal(["news"], (await poll).Texts());
    }
}
