using Microsoft.Extensions.DependencyInjection;
using Plenum.ExternalSignaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

/// <summary>The same server without NATS, going away and coming back.</summary>
public sealed class StandaloneServerAloneTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 74")]
    public async Task While_it_is_away_everything_else_works_and_afterwards_people_hear_again()
    {
        StandaloneSignaling.Need();
        await using var signaling = await StandaloneSignaling.StartAsync(server.Url, withNats: false);
        await using var config = await server.ConfigAsync(signaling.Config);
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await using (var before = await signaling.SeatAsync(bob, token))
        {
            (await ada.PostAsync($"v1/chat/{token}", new { message = "one" })).Expect(201);
            await before.EventAsync("room", "message");
        }

        await signaling.KillAsync();
        (await ada.PostAsync($"v1/chat/{token}", new { message = "two" })).Expect(201);
        await ada.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        await LetTimePassAsync();
        Assert.NotNull(server.Services.GetRequiredService<ServerPulse>().DownSince(signaling.Url));

        await signaling.StartAsync();
        await using var after = await signaling.SeatAsync(bob, token);
        (await ada.PostAsync($"v1/chat/{token}", new { message = "three" })).Expect(201);
        await after.EventAsync("room", "message");
        await server.Services.GetRequiredService<Outbox>().EmptyAsync();
        Assert.Null(server.Services.GetRequiredService<ServerPulse>().DownSince(signaling.Url));
    }

    private async Task LetTimePassAsync()
    {
        var pause = TimeSpan.FromSeconds(1);
        var delivered = server.Services.GetRequiredService<Outbox>().EmptyAsync();
        while (await Task.WhenAny(delivered, server.Clock.AlarmSetByAsync(server.Clock.GetUtcNow() + pause)) != delivered) server.Clock.Advance(pause);
    }
}
