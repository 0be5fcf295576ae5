using System.Text.RegularExpressions;
using RichObject = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Plenum.Notifications;

/// <summary>Texts for clients that know no placeholders.</summary>
internal static partial class PlaceholderRules
{
    private static readonly string[] Mentioned = ["user", "guest", "email", "user-group"];

    /// <summary>Names in the place of placeholders. What stands in a name is left alone, and so are braces that mean nothing.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, RichObject> objects) =>
        Placeholder().Replace(template, match => objects.TryGetValue(match.Groups["name"].Value, out var known) ? known["name"] : match.Value);

    /// <summary>The same for what somebody wrote: people are mentioned as they were when it was written.</summary>
    public static string FillMessage(string template, IReadOnlyDictionary<string, RichObject> objects) =>
        Placeholder().Replace(template, match => objects.TryGetValue(match.Groups["name"].Value, out var known) ? Written(known) : match.Value);

    private static string Written(RichObject known) => Mentioned.Contains(known["type"], StringComparer.Ordinal) ? $"@{known["name"]}" : known["name"];

    [GeneratedRegex(@"\{(?<name>[a-z0-9-]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
