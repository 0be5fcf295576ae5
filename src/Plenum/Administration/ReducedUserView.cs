using System.Text.Json.Serialization;
using Plenum.Accounts;

namespace Plenum.Administration;

/// <summary>An account as other people see it: what its owner does not keep private.</summary>
internal sealed record ReducedUserView(string Id, string Displayname, [property: JsonPropertyName("display-name")] string NameAgain)
{
    /// <summary>E-mail address and texts of the profile, as far as their scope lets others see them.</summary>
    [JsonExtensionData]
    public Dictionary<string, object> Shared { get; init; } = [];

    public static ReducedUserView Of(Account account)
    {
        var shared = ProfileFields.Texts.Where(IsShared).ToDictionary(field => field, field => (object)ProfileFields.Text(account, field), StringComparer.Ordinal);
        if (account.Email is { } email && IsShared("email")) shared["email"] = email;
        return new ReducedUserView(account.Id, account.DisplayName, account.DisplayName) { Shared = shared };

        bool IsShared(string field) => ProfileFields.ScopeOf(account, field) != ProfileFields.Private;
    }
}
