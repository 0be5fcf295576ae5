using Microsoft.Extensions.DependencyInjection;
using Plenum.Settings;
using Plenum.Signaling;

namespace Plenum.Tests.Testing;

/// <summary>A server that does the signaling itself.</summary>
public sealed class EmbeddedServer : PlenumServer, IAsyncLifetime
{
    protected override bool ProtectsAgainstBruteForce => true;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await InDbAsync(db =>
        {
            db.AppConfig.Add(new AppConfigValue { App = TalkConfig.App, Key = "signaling_mode", Value = "embedded" });
            return Task.CompletedTask;
        });
    }

    internal SocketHub Hub => Services.GetRequiredService<SocketHub>();

    /// <summary>Joins a conversation by REST and by socket; returns once it has heard of itself.</summary>
    internal async Task<SignalingClient> SeatAsync(TalkClient person, string token)
    {
        var sessionId = (await person.JoinAsync(token)).Text("sessionId");
        var client = await SignalingClient.GreetAsync(this, person, token);
        Assert.Equal("room", (await client.JoinAsync(token, sessionId)).GetProperty("type").GetString());
        await client.EventAsync("room", "join");
        return client;
    }
}
