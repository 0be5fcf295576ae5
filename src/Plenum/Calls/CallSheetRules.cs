using System.Text;
using System.Text.RegularExpressions;
using Plenum.Common;

namespace Plenum.Calls;

/// <summary>Somebody who took part in a call.</summary>
/// <param name="Name">What they are called; empty for a guest without a name.</param>
/// <param name="Email">Of accounts and e-mail guests.</param>
/// <param name="Actor">Kind and id.</param>
internal sealed record CallGuestbookEntry(string Name, string? Email, Actor Actor);

/// <summary>Who took part in a call, as a table to download (calls §A.2).</summary>
internal static partial class CallSheetRules
{
    private const int MaxNameLength = 100;

    public static string Csv(IEnumerable<CallGuestbookEntry> entries)
    {
        var csv = new StringBuilder("name,email,type,identifier\n");
        foreach (var entry in entries)
        {
            csv.AppendJoin(',', Cell(entry.Name), Cell(entry.Email ?? ""), Cell(entry.Actor.Type), Cell(entry.Actor.Id)).Append('\n');
        }

        return csv.ToString();
    }

    /// <summary>The name of the conversation without what file systems do not like, and the day.</summary>
    public static string FileName(string conversationName, DateOnly day)
    {
        var name = Awkward().Replace(conversationName, "-");
        if (name.Length > MaxNameLength) name = name[..(char.IsHighSurrogate(name[MaxNameLength - 1]) ? MaxNameLength - 1 : MaxNameLength)];
        return $"{name} {day:yyyy-MM-dd}.csv";
    }

    /// <summary>Spreadsheets take some beginnings for formulas: an apostrophe makes them text.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = $"'{text}";
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    [GeneratedRegex("""[/\\:*?"<>|\-\s]+""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Awkward();
}
