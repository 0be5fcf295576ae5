using System.Text.RegularExpressions;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>Which versions of the Talk apps are too old for this server (platform §1.8).</summary>
internal static partial class ClientVersionRules
{
    private static readonly Version One = new(1, 0, 0);

    /// <returns>The version that the client needs at least, or null when it is new enough or no Talk app.</returns>
    public static Version? Missing(string userAgent, TalkConfig config)
    {
        if (Client().Match(userAgent) is not { Success: true } client) return null;

        var platform = client.Groups["platform"].Value;
        var minimum = Minimum(platform, config);
        return TryParse(client.Groups["version"].Value, out var version) && version < minimum ? minimum : null;
    }

    private static Version Minimum(string platform, TalkConfig config)
    {
        var (built, name) = platform switch
        {
            "Android" => (Mobile(config, endToEnd: 99), "android"),
            "iOS" => (Mobile(config, endToEnd: 23), "ios"),
            _ => (config.EndToEndEncryption ? new Version(1, 1, 0) : One, "desktop"),
        };
        return TryParse(config.Text($"minimum.supported.{name}.version"), out var raised) && raised > built ? raised : built;
    }

    /// <summary>A client that cannot ask for consent, or cannot encrypt, must not join.</summary>
    private static Version Mobile(TalkConfig config, int endToEnd)
    {
        if (config.EndToEndEncryption) return new Version(endToEnd, 0, 0);
        return new Version(config.RecordingConsent != 0 ? 18 : 15, 0, 0);
    }

    /// <summary>One to three numbers; what follows (a release candidate) is ignored.</summary>
    private static bool TryParse(string text, out Version version)
    {
        version = One;
        var numbers = new int[3];
        var parts = Numbers().Match(text).Value.Split('.', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return false;

        for (var i = 0; i < Math.Min(parts.Length, numbers.Length); i++)
        {
            if (!int.TryParse(parts[i], out numbers[i])) return false;
        }

        version = new Version(numbers[0], numbers[1], numbers[2]);
        return true;
    }

    [GeneratedRegex(@"^Mozilla/5\.0 \((?<platform>Android|iOS|Linux|Mac|Windows)[^)]*\) Nextcloud-Talk v(?<version>\d+(\.\d+)*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Client();

    [GeneratedRegex(@"^\d+(\.\d+)*", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
