using Microsoft.EntityFrameworkCore;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>A setting as an administrator's page shows it.</summary>
/// <param name="App">Under whose name it is kept.</param>
/// <param name="Key">Its name.</param>
/// <param name="Kind"><c>boolean</c>, <c>integer</c>, <c>choice</c>, <c>text</c>, <c>groups</c>, <c>secret</c>, <c>stunServers</c>, <c>turnServers</c> or <c>servers</c>: what the values look like.</param>
/// <param name="Value">What holds now; a secret is <c>{isSet}</c>.</param>
/// <param name="Default">What holds where nothing is set.</param>
/// <param name="IsSet">Somebody has set it.</param>
/// <param name="Options">What a choice has to offer; empty for every other kind.</param>
internal sealed record SettingView(string App, string Key, string Kind, object? Value, object? Default, bool IsSet, IReadOnlyList<string> Options);

/// <summary>Reads the settings that this server understands.</summary>
internal sealed class SettingViews(PlenumDb db)
{
    private static readonly TalkConfig Nothing = new(new Dictionary<string, string>(StringComparer.Ordinal));

    public async Task<List<SettingView>> ListAsync(CancellationToken ct)
    {
        var apps = RuntimeSettings.All.Select(setting => setting.App).Distinct(StringComparer.Ordinal).ToArray();
        var rows = (await db.AppConfig.AsNoTracking().Where(row => apps.Contains(row.App)).ToListAsync(ct)).ToLookup(row => row.App, StringComparer.Ordinal);
        var configs = apps.ToDictionary(app => app, app => new TalkConfig(rows[app].ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal)), StringComparer.Ordinal);
        return [.. RuntimeSettings.All.Select(setting => Of(setting, configs[setting.App]))];
    }

    private static SettingView Of(RuntimeSetting setting, TalkConfig config) => new(
        setting.App, setting.Key, setting.Kind, setting.Read(config), setting.Read(Nothing), config.Values.ContainsKey(setting.Key), setting.Options);
}
