using Microsoft.Extensions.DependencyInjection;
using Plenum.ExternalSignaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

public sealed class TwoNodeMessageTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task The_node_that_committed_a_change_tells_and_no_other()
    {
        await using var signaling = await SignalingServer.StartAsync();
        var ada = await nodes.A.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        await using var config = await nodes.A.ConfigAsync(signaling.Config);

        (await ada.PostAsync($"v1/chat/{token}", new { message = "at a" })).Expect(201);
        (await ada.At(nodes.B).PostAsync($"v1/chat/{token}", new { message = "at b" })).Expect(201);
        foreach (var node in new[] { nodes.A, nodes.B }) await node.Services.GetRequiredService<Outbox>().EmptyAsync();

        var told = signaling.Orders.Where(order => order.Path.EndsWith(token, StringComparison.Ordinal)).ToList();
        Assert.Equal([nodes.A.Url, nodes.B.Url], told.Select(order => order.Backend));
        Assert.Contains("at b", told[1].Body);
    }
}
