using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Settings;

/// <summary>Reads the settings once per request, so that a change holds from the next request on, on every node.</summary>
internal sealed class TalkConfigStore(PlenumDb db)
{
    /// <summary>The app under whose name the server keeps its own settings.</summary>
    public const string Server = "core";

    private const string MaintenanceKey = "maintenance";

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
        var rows = await db.AppConfig.AsNoTracking()
            .Where(value => value.App == TalkConfig.App || value.App == Server)
            .Select(value => new { value.App, value.Key, value.Value })
            .ToListAsync(ct);
        var byApp = rows.ToLookup(row => row.App, StringComparer.Ordinal);
        talk = Config(TalkConfig.App);
        server = Config(Server);

        TalkConfig Config(string app) => new(byApp[app].ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal));
    }
}
