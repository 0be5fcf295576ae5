namespace Plenum.Accounts;

/// <summary>The parts of a profile and who may see them (platform §7.2).</summary>
internal static class ProfileFields
{
    public const string Private = "v2-private";
    public const string Local = "v2-local";
    public const string Federated = "v2-federated";
    public const string Published = "v2-published";

    /// <summary>Free texts of the profile, each kept under its name.</summary>
    public static readonly IReadOnlyList<string> Texts =
        ["phone", "address", "website", "twitter", "fediverse", "organisation", "role", "headline", "biography"];

    /// <summary>Everything that has a scope.</summary>
    public static readonly IReadOnlyList<string> Scoped = ["avatar", "displayname", "email", .. Texts];

    public static bool IsScope(string value) => value is Private or Local or Federated or Published;

    public static bool IsScopeKey(string key) => Scoped.Any(field => ScopeKey(field) == key);

    public static string ScopeKey(string field) => $"{field}Scope";

    /// <summary>Name, picture and address are shown to everybody one talks to; the rest stays on this server.</summary>
    public static string ScopeOf(Account account, string field) =>
        account.Profile.TryGetValue(ScopeKey(field), out var scope) ? scope
        : field is "avatar" or "displayname" or "email" ? Federated
        : Local;

    public static string Text(Account account, string field) => account.Profile.GetValueOrDefault(field, "");
}
