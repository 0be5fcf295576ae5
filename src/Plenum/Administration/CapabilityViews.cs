using System.Text.Json.Serialization;
using Plenum.Pages;

namespace Plenum.Administration;

/// <summary>What the server is and can do (platform §5.2).</summary>
internal sealed record CapabilitiesView(VersionView Version, CapabilityParts Capabilities);

internal sealed record VersionView(int Major, int Minor, int Micro, string String, string Edition, bool ExtendedSupport);

/// <summary>One part per app. A part that is null is left out: clients take its presence for the app's.</summary>
internal sealed record CapabilityParts
{
    public required CoreCapabilities Core { get; init; }

    public required BruteForceCapabilities Bruteforce { get; init; }

    public required ThemingCapabilities Theming { get; init; }

    /// <summary>Absent for accounts that may not use Talk.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required TalkCapabilities? Spreed { get; init; }

    public required NotificationCapabilities Notifications { get; init; }

    /// <summary>Only for accounts.</summary>
    [JsonPropertyName("provisioning_api"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required ProvisioningCapabilities? ProvisioningApi { get; init; }

    /// <summary>Only for accounts.</summary>
    [JsonPropertyName("user_status"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required UserStatusCapabilities? UserStatus { get; init; }
}

/// <param name="PollInterval">Seconds.</param>
/// <param name="WebDavRoot">Where files would be; nothing answers there.</param>
/// <param name="ReferenceApi">Previews of links.</param>
/// <param name="ReferenceRegex">Which links have one.</param>
/// <param name="ModRewriteWorking">Links to conversations are <c>/call/…</c>, without <c>/index.php</c>.</param>
internal sealed record CoreCapabilities(
    [property: JsonPropertyName("pollinterval")] int PollInterval,
    [property: JsonPropertyName("webdav-root")] string WebDavRoot,
    [property: JsonPropertyName("reference-api")] bool ReferenceApi,
    [property: JsonPropertyName("reference-regex")] string ReferenceRegex,
    [property: JsonPropertyName("mod-rewrite-working")] bool ModRewriteWorking);

/// <param name="Delay">Milliseconds for which the caller's next try would be held back.</param>
/// <param name="AllowListed">The caller's address is never held back.</param>
internal sealed record BruteForceCapabilities(int Delay, [property: JsonPropertyName("allow-listed")] bool AllowListed);

internal sealed record ThemingCapabilities(
    string Name,
    string Url,
    string Slogan,
    string Color,
    [property: JsonPropertyName("color-text")] string ColorText,
    [property: JsonPropertyName("color-element")] string ColorElement,
    [property: JsonPropertyName("color-element-bright")] string ColorElementBright,
    [property: JsonPropertyName("color-element-dark")] string ColorElementDark,
    string Logo,
    [property: JsonPropertyName("logoheader")] string LogoHeader,
    string Favicon,
    string Background,
    [property: JsonPropertyName("background-text")] string BackgroundText,
    [property: JsonPropertyName("background-plain")] bool BackgroundPlain,
    [property: JsonPropertyName("background-default")] bool BackgroundDefault)
{
    /// <param name="baseUrl">The address under which the client reached the server.</param>
    public static ThemingCapabilities Of(string baseUrl)
    {
        const string color = Branding.Color;
        const string text = Branding.TextColor;
        var logo = baseUrl + Branding.LogoPath;
        return new ThemingCapabilities(
            Branding.Name, baseUrl, Branding.Slogan, color, text, color, Branding.BrightColor, color, logo, logo, logo, color, text,
            BackgroundPlain: true, BackgroundDefault: true);
    }
}

/// <param name="OcsEndpoints">What can be done with notifications.</param>
/// <param name="Push">Empty: nothing is sent to devices that do not ask.</param>
/// <param name="AdminNotifications">Empty: administrators send none by themselves.</param>
internal sealed record NotificationCapabilities(
    [property: JsonPropertyName("ocs-endpoints")] IReadOnlyList<string> OcsEndpoints,
    IReadOnlyList<string> Push,
    [property: JsonPropertyName("admin-notifications")] IReadOnlyList<string> AdminNotifications);

internal sealed record ProvisioningCapabilities(
    string Version,
    [property: JsonPropertyName("AccountPropertyScopesVersion")] int ScopesVersion,
    [property: JsonPropertyName("AccountPropertyScopesFederatedEnabled")] bool FederatedScopes,
    [property: JsonPropertyName("AccountPropertyScopesPublishedEnabled")] bool PublishedScopes);

/// <param name="Enabled">There are statuses.</param>
/// <param name="Restore">One that came by itself can be taken back.</param>
/// <param name="SupportsEmoji">Icons are any emoji.</param>
/// <param name="SupportsBusy">There is <c>busy</c>.</param>
internal sealed record UserStatusCapabilities(
    bool Enabled,
    bool Restore,
    [property: JsonPropertyName("supports_emoji")] bool SupportsEmoji,
    [property: JsonPropertyName("supports_busy")] bool SupportsBusy);

/// <summary><c>capabilities.spreed</c> (platform §6).</summary>
internal sealed record TalkCapabilities(
    IReadOnlyList<string> Features,
    [property: JsonPropertyName("features-local")] IReadOnlyList<string> FeaturesLocal,
    TalkConfigView Config,
    [property: JsonPropertyName("config-local")] IReadOnlyDictionary<string, string[]> ConfigLocal,
    string Version);
