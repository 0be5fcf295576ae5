using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Settings;

/// <summary>Reads the settings once per request, so that a change holds from the next request on, on every node.</summary>
internal sealed class TalkConfigStore(PlenumDb db)
{
    /// <summary>The app under whose name the server keeps its own settings.</summary>
    public const string Server = "core";

    private const string MaintenanceKey = "maintenance";

    private static readonly HotQuery<Func<PlenumDb, IAsyncEnumerable<AppConfigValue>>> Entries = new(() =>
        EF.CompileAsyncQuery((PlenumDb db) => db.Set<AppConfigValue>().AsNoTracking().Where(value => value.App == TalkConfig.App || value.App == Server)));

    private TalkConfig? talk;
    private TalkConfig? server;

    public async ValueTask<TalkConfig> GetAsync(CancellationToken ct)
    {
        if (talk is null) await ReadAsync(ct);
        return talk!;
    }

    /// <summary>An administrator has closed the server for a while.</summary>
    public async ValueTask<bool> IsInMaintenanceAsync(CancellationToken ct)
    {
        if (server is null) await ReadAsync(ct);
        return server!.Flag(MaintenanceKey, fallback: false);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        var byApp = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal) { [TalkConfig.App] = new(StringComparer.Ordinal), [Server] = new(StringComparer.Ordinal) };
        await foreach (var entry in Entries.On(db)(db).WithCancellation(ct)) byApp[entry.App][entry.Key] = entry.Value;
        talk = new TalkConfig(byApp[TalkConfig.App]);
        server = new TalkConfig(byApp[Server]);
    }
}
