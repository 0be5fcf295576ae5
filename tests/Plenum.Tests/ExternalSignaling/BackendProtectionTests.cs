using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

public sealed class BackendProtectionTests(ProtectedServer server) : IClassFixture<ProtectedServer>
{
    [Fact]
    [Case("calls 63")]
    public async Task Guessing_at_the_secret_is_counted_and_stopped_and_a_server_that_knows_it_still_gets_in()
    {
        await using var config = await server.ConfigAsync(("signaling_servers", $$"""{"servers":[{"server":"http://127.0.0.1:9"}],"secret":"{{SignalingServer.Secret}}"}"""));

        for (var i = await CountAsync(); i < BruteForce.Limit; i++) (await server.SendSignedAsync("{}", checksum: "00")).Expect(200);

        Assert.Equal(BruteForce.Limit, await CountAsync());
        Assert.Equal(429, (await server.SendSignedAsync("{}", checksum: "00")).Code);
        Assert.Equal("room", (await server.AskAsync(new { type = "ping", ping = new { } })).Text("type"));
    }

    [Fact]
    public async Task Without_a_signaling_server_nobody_can_prove_anything()
    {
        await server.InDbAsync(db => db.FailedAttempts.ExecuteDeleteAsync());

        Assert.Equal("invalid_request", (await server.SendSignedAsync("{}")).Expect(200).Data.ErrorCode());
    }

    private Task<int> CountAsync() => server.FromDbAsync(db => db.FailedAttempts.CountAsync(attempt => attempt.Action == Protects.SignalingSecret));
}
