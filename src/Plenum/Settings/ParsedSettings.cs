namespace Plenum.Settings;

internal sealed record SettingRow(string App, string Key, string Value);

/// <summary>The settings as they were when they were read.</summary>
internal sealed record SettingsSnapshot(IReadOnlyList<SettingRow> Rows, TalkConfig Talk, TalkConfig Server);

/// <summary>What was made of the rows the last time: as long as they read the same, nothing is parsed again.</summary>
internal sealed class ParsedSettings
{
    private SettingsSnapshot? last;

    /// <summary>The settings as somebody on this node has read them last; null before anybody has.</summary>
    public TalkConfig? Latest => Volatile.Read(ref last)?.Talk;

    public SettingsSnapshot Of(List<SettingRow> rows)
    {
        if (Volatile.Read(ref last) is { } known && known.Rows.SequenceEqual(rows)) return known;

        var byApp = rows.ToLookup(row => row.App, StringComparer.Ordinal);
        var fresh = new SettingsSnapshot(rows, Config(TalkConfig.App), Config(TalkConfigStore.Server));
        Volatile.Write(ref last, fresh);
        return fresh;

        TalkConfig Config(string app) => new(byApp[app].ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal));
    }
}
