using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class PollingAcrossNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task A_message_sent_at_one_node_ends_the_wait_at_the_other_and_is_fetched_once()
    {
        await using var config = await nodes.A.ConfigAsync(("signaling_mode", "internal"));
        var (ada, bob) = (await nodes.A.PersonAsync("ada"), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var from = (await ada.JoinAsync(token)).Text("sessionId");
        var to = (await bob.JoinAsync(token)).Text("sessionId");
        var pull = await nodes.B.WaitAsync(bob.At(nodes.B), token);

        (await ada.PushAsync(token, from, new { to, type = "offer" })).Expect(200);

        Assert.Equal("message usersInRoom", (await pull).Kinds());
        Assert.Equal("usersInRoom", (await bob.PullAsync(token)).Kinds());
    }

    [TwoNodesFact]
    public async Task Somebody_who_joins_at_one_node_ends_the_wait_at_the_other()
    {
        await using var config = await nodes.A.ConfigAsync(("signaling_mode", "internal"));
        var (ada, bob) = (await nodes.A.PersonAsync("ada"), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await ada.JoinAsync(token);
        var pull = await nodes.B.WaitAsync(ada.At(nodes.B), token);

        await bob.JoinAsync(token);

        Assert.Equal([ada.User, bob.User], (await pull).ActorIds());
    }
}
