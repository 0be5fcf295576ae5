using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Settings;

/// <summary>Reads the settings once per request, so that a change holds from the next request on, on every node.</summary>
internal sealed class TalkConfigStore(PlenumDb db, ParsedSettings parsed)
{
    /// <summary>The app under whose name the server keeps its own settings.</summary>
    public const string Server = "core";

    private const string MaintenanceKey = "maintenance";

    private static readonly HotQuery<Func<PlenumDb, IAsyncEnumerable<SettingRow>>> Rows = new(() =>
        EF.CompileAsyncQuery((PlenumDb db) => db.Set<AppConfigValue>().AsNoTracking()
            .Where(value => value.App == TalkConfig.App || value.App == Server)
            .OrderBy(value => value.App).ThenBy(value => value.Key)
            .Select(value => new SettingRow(value.App, value.Key, value.Value))));

    private SettingsSnapshot? snapshot;

    public async ValueTask<TalkConfig> GetAsync(CancellationToken ct) => (snapshot ??= await ReadAsync(ct)).Talk;

    /// <summary>An administrator has closed the server for a while.</summary>
    public async ValueTask<bool> IsInMaintenanceAsync(CancellationToken ct) =>
        (snapshot ??= await ReadAsync(ct)).Server.Flag(MaintenanceKey, fallback: false);

    /// <summary>False on a server that an administrator keeps apart from the internet.</summary>
    public async ValueTask<bool> HasInternetAsync(CancellationToken ct) =>
        (snapshot ??= await ReadAsync(ct)).Server.Flag("has_internet_connection", fallback: true);

    private async Task<SettingsSnapshot> ReadAsync(CancellationToken ct)
    {
        var rows = new List<SettingRow>();
        await foreach (var row in Rows.On(db)(db).WithCancellation(ct)) rows.Add(row);
        return parsed.Of(rows);
    }
}
