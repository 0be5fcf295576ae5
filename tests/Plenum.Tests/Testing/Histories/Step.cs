namespace Plenum.Tests.Testing;

/// <summary>
/// What one person does, in words that mean the same on every server: <c>una@B: POST v1/chat/{P} {"message":"Hi"}</c>.
/// Names in braces stand for what they are called there; see <see cref="Names"/>.
/// </summary>
internal sealed record Deed(string Who, bool AtSecondNode, string Verb, string Path, string? Body)
{
    /// <summary>Time passes; the path says how many seconds.</summary>
    public const string Clock = "clock";

    /// <summary>The method and the path without who and where: what the documented answers are looked up by.</summary>
    public string Kind => $"{Verb} {System.Text.RegularExpressions.Regex.Replace(Path.Split('?')[0], "\\{[^}]*\\}", "*", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))}";

    public static Deed Wait(TimeSpan time) => new(Clock, AtSecondNode: false, "", time.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture), Body: null);

    public override string ToString() => Who == Clock ? $"{Clock}: {Path}" : $"{Who}{(AtSecondNode ? "@B" : "")}: {Verb} {Path}{(Body is null ? "" : $" {Body}")}";

    public static Deed Parse(string text)
    {
        var (who, rest) = Cut(text.Trim(), ": ");
        if (who == Clock) return new Deed(Clock, AtSecondNode: false, "", rest, Body: null);

        var (verb, what) = Cut(rest, " ");
        var (path, body) = Cut(what, " ");
        var (name, node) = Cut(who, "@");
        return new Deed(name, node == "B", verb, path, body.Length > 0 ? body : null);
    }

    private static (string Before, string After) Cut(string text, string at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + at.Length)..]) : (text, "");
}

/// <summary>Deeds that happen at the same time; nearly always one.</summary>
internal sealed record Step(IReadOnlyList<Deed> Deeds)
{
    private const string Together = "  ||  ";

    public override string ToString() => string.Join(Together, Deeds);

    /// <summary>One step a line, as they are printed.</summary>
    public static List<Step> ParseAll(string script) =>
        [.. script.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => new Step([.. line.Split("||").Select(Deed.Parse)]))];
}
