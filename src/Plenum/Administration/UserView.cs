using System.Text.Json.Serialization;
using Plenum.Accounts;
using Plenum.Common;

namespace Plenum.Administration;

/// <summary>An account as its owner and administrators see it. <c>LastLogin</c> is in milliseconds, the timestamps in seconds; 0 is never.</summary>
internal sealed record UserView(
    bool Enabled,
    string StorageLocation,
    string Id,
    long LastLogin,
    long FirstLoginTimestamp,
    long LastLoginTimestamp,
    string Backend,
    IReadOnlyList<string> Subadmin,
    QuotaView Quota,
    string Manager,
    string? Email,
    [property: JsonPropertyName("additional_mail")] IReadOnlyList<string> AdditionalMail,
    string Displayname,
    [property: JsonPropertyName("display-name")] string NameAgain,
    string Phone,
    string Address,
    string Website,
    string Twitter,
    string Fediverse,
    string Organisation,
    string Role,
    string Headline,
    string Biography,
    [property: JsonPropertyName("profile_enabled")] string ProfileEnabled,
    IReadOnlyList<string> Groups,
    string Language,
    string Locale,
    [property: JsonPropertyName("notify_email")] string? NotifyEmail,
    BackendView BackendCapabilities)
{
    private const string BackendName = "Database";

    /// <summary>Who may see which part; only in one's own object.</summary>
    [JsonExtensionData]
    public Dictionary<string, object>? Scopes { get; init; }

    public static UserView Of(Account account, IReadOnlyList<string> groups) => new(
        account.Enabled,
        StorageLocation: "",
        account.Id,
        account.LastLoginAt?.ToUnixTimeMilliseconds() ?? 0,
        account.FirstLoginAt.ToUnix(),
        account.LastLoginAt.ToUnix(),
        BackendName,
        Subadmin: [],
        QuotaView.Unlimited,
        account.Profile.GetValueOrDefault("manager", ""),
        account.Email,
        AdditionalMails.Of(account),
        account.DisplayName,
        account.DisplayName,
        ProfileFields.Text(account, "phone"),
        ProfileFields.Text(account, "address"),
        ProfileFields.Text(account, "website"),
        ProfileFields.Text(account, "twitter"),
        ProfileFields.Text(account, "fediverse"),
        ProfileFields.Text(account, "organisation"),
        ProfileFields.Text(account, "role"),
        ProfileFields.Text(account, "headline"),
        ProfileFields.Text(account, "biography"),
        account.Profile.GetValueOrDefault("profile_enabled", "1"),
        groups,
        account.Language,
        account.Locale,
        account.Profile.GetValueOrDefault("notify_email"),
        BackendView.Full);

    /// <summary>The same with the scopes of all parts, for the account itself.</summary>
    public static UserView Own(Account account, IReadOnlyList<string> groups) => Of(account, groups) with
    {
        Scopes = ProfileFields.Scoped.ToDictionary(ProfileFields.ScopeKey, field => (object)ProfileFields.ScopeOf(account, field), StringComparer.Ordinal),
    };
}

/// <summary>Storage in bytes: Plenum keeps no files, so nothing is used and nothing is limited.</summary>
internal sealed record QuotaView(long Free, long Used, long Total, double Relative, long Quota)
{
    private const long NoLimit = -3;

    public static readonly QuotaView Unlimited = new(Free: 0, Used: 0, Total: 0, Relative: 0, NoLimit);
}

internal sealed record BackendView(bool SetDisplayName, bool SetPassword)
{
    public static readonly BackendView Full = new(SetDisplayName: true, SetPassword: true);
}
