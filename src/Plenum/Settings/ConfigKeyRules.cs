namespace Plenum.Settings;

/// <summary>Which settings administrators may touch (platform §7.5).</summary>
internal static class ConfigKeyRules
{
    public const int MaxLength = 64;

    /// <summary>What the server keeps about an app itself.</summary>
    private static readonly string[] Reserved = ["installed_version", "enabled", "types"];

    public static bool IsValidApp(string app) =>
        app.Length is > 0 and <= MaxLength && app.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');

    public static bool IsValidKey(string key) =>
        key.Length is > 0 and <= MaxLength && !key.Any(char.IsControl);

    public static bool IsWritable(string key) => IsValidKey(key) && !Reserved.Contains(key);
}
