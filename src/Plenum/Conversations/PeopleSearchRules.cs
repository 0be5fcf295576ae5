namespace Plenum.Conversations;

/// <summary>Whom a text finds (platform §11.1).</summary>
internal static class PeopleSearchRules
{
    public const int DefaultLimit = 10;
    public const int MaxLimit = 200;

    /// <summary>Compared here: databases disagree about the case of letters beyond ASCII.</summary>
    /// <param name="term">Empty finds everybody by parts.</param>
    /// <param name="id">Of the account or group.</param>
    /// <param name="name">Its display name.</param>
    /// <param name="email">Of an account that has one.</param>
    public static PeopleMatch Match(string term, string id, string name, string? email)
    {
        if (term.Length > 0 && (Is(id, term) || Is(name, term) || (email is not null && Is(email, term)))) return PeopleMatch.Exact;
        return Has(id, term) || Has(name, term) || (email is not null && Has(email, term)) ? PeopleMatch.Part : PeopleMatch.None;
    }

    private static bool Is(string text, string term) => text.Equals(term, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string term) => text.Contains(term, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How well a text fits; better ones are greater.</summary>
internal enum PeopleMatch
{
    None,
    Part,
    Exact,
}
