using Plenum.Settings;

namespace Plenum.Tests.Testing;

/// <summary>A server whose clients reach each other by polling.</summary>
public sealed class PollingServer : PlenumServer, IAsyncLifetime
{
    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await InDbAsync(db =>
        {
            db.AppConfig.Add(new AppConfigValue { App = TalkConfig.App, Key = "signaling_mode", Value = "internal" });
            return Task.CompletedTask;
        });
    }
}
