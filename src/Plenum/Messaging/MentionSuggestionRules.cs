namespace Plenum.Messaging;

/// <summary>Somebody who might be mentioned.</summary>
/// <param name="Id">What is mentioned; guests and groups with the prefix of their kind.</param>
/// <param name="Label">The name.</param>
internal sealed record Candidate(string Id, string Label)
{
    /// <summary>The last message that was written by this one; 0 for none.</summary>
    public long LastSaid { get; init; }

    public bool IsCaller { get; init; }

    public string? Details { get; init; }

    /// <summary>The id is searched as well; those of guests mean nothing to anybody.</summary>
    public bool SearchesId { get; init; } = true;
}

/// <summary>Whom the search for mentions finds, and in which order (chat §7.3).</summary>
internal static class MentionSuggestionRules
{
    private static readonly string[] NamesOfEverybody = ["all", "here"];

    /// <summary>Exact matches first, the caller last, names that begin with the search before others, then whoever wrote last.</summary>
    public static IEnumerable<Candidate> Find(IEnumerable<Candidate> candidates, string search) => candidates
        .Where(candidate => candidate.Label.Length > 0 && (Holds(candidate.Label, search) || (candidate.SearchesId && Holds(candidate.Id, search))))
        .OrderByDescending(candidate => Is(candidate.Label, search) || (candidate.SearchesId && Is(candidate.Id, search)))
        .ThenBy(candidate => candidate.IsCaller)
        .ThenByDescending(candidate => candidate.Label.StartsWith(search, StringComparison.OrdinalIgnoreCase))
        .ThenByDescending(candidate => candidate.LastSaid)
        .ThenBy(candidate => candidate.Label, StringComparer.OrdinalIgnoreCase)
        .ThenBy(candidate => candidate.Id, StringComparer.Ordinal);

    public static bool FindsEverybody(string roomName, string search) =>
        Holds(roomName, search) || NamesOfEverybody.Any(name => name.StartsWith(search, StringComparison.OrdinalIgnoreCase));

    private static bool Holds(string text, string search) => text.Contains(search, StringComparison.OrdinalIgnoreCase);

    private static bool Is(string text, string search) => text.Equals(search, StringComparison.OrdinalIgnoreCase);
}
