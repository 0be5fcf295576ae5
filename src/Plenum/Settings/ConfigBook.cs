using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Settings;

/// <summary>Reads and changes the runtime settings of apps. Changing runs inside the caller's unit of work and holds from the next request on.</summary>
internal sealed class ConfigBook(PlenumDb db)
{
    /// <summary>Apps that clients ask about although nothing may be set for them.</summary>
    private static readonly string[] KnownApps = [TalkConfigStore.Server, "files_sharing", "notifications", TalkConfig.App, "theming"];

    public async Task<List<string>> AppsAsync(CancellationToken ct)
    {
        var apps = await db.AppConfig.AsNoTracking().Select(entry => entry.App).Distinct().ToListAsync(ct);
        return [.. apps.Union(KnownApps).Order(StringComparer.Ordinal)];
    }

    public Task<List<string>> KeysAsync(string app, CancellationToken ct) =>
        db.AppConfig.AsNoTracking().Where(entry => entry.App == app).OrderBy(entry => entry.Key).Select(entry => entry.Key).ToListAsync(ct);

    /// <returns>null when it is not set.</returns>
    public Task<string?> GetAsync(string app, string key, CancellationToken ct) =>
        db.AppConfig.AsNoTracking().Where(entry => entry.App == app && entry.Key == key).Select(entry => entry.Value).FirstOrDefaultAsync(ct);

    public async Task SetAsync(string app, string key, string value, CancellationToken ct)
    {
        if (await FindAsync(app, key, ct) is { } entry) entry.Value = value;
        else db.AppConfig.Add(new AppConfigValue { App = app, Key = key, Value = value });
    }

    /// <returns>False when it was not set.</returns>
    public async Task<bool> DeleteAsync(string app, string key, CancellationToken ct)
    {
        if (await FindAsync(app, key, ct) is not { } entry) return false;

        db.AppConfig.Remove(entry);
        return true;
    }

    private Task<AppConfigValue?> FindAsync(string app, string key, CancellationToken ct) =>
        db.AppConfig.FirstOrDefaultAsync(entry => entry.App == app && entry.Key == key, ct);
}
