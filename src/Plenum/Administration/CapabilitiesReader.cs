using Plenum.Accounts;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>Gathers what the caller may know about the server: settings, the caller's groups and preferences.</summary>
internal sealed class CapabilitiesReader(TalkConfigStore configs, TalkPreferencesStore preferences, GroupMemberships memberships, BruteForce bruteForce)
{
    private const int PollInterval = 60;
    private static readonly VersionView Version =
        new(ServerVersion.Major, ServerVersion.Minor, ServerVersion.Micro, ServerVersion.Short, Edition: "", ExtendedSupport: false);

    private static readonly NotificationCapabilities Notifications =
        new(["list", "get", "delete", "delete-all", "icons", "rich-strings", "action-web", "user-status", "exists"], Push: [], AdminNotifications: []);

    /// <param name="caller">Whoever asks.</param>
    /// <param name="baseUrl">The address under which the caller reached the server.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<CapabilitiesView> OfAsync(Caller caller, string baseUrl, CancellationToken ct)
    {
        var delay = await bruteForce.DelayAsync(caller.Network, ct);
        return new CapabilitiesView(Version, new CapabilityParts
        {
            Core = new CoreCapabilities(PollInterval, "remote.php/webdav", ReferenceApi: false, ReferenceRegex: "", ModRewriteWorking: true),
            Bruteforce = new BruteForceCapabilities((int)delay.TotalMilliseconds, bruteForce.IsAllowed(caller.Network)),
            Theming = ThemingCapabilities.Of(baseUrl),
            Spreed = await TalkAsync(caller, ct),
            Notifications = Notifications,
            ProvisioningApi = caller.HasAccount
                ? new ProvisioningCapabilities(ServerVersion.Short, ScopesVersion: 2, FederatedScopes: false, PublishedScopes: false)
                : null,
            UserStatus = caller.HasAccount ? new UserStatusCapabilities(Enabled: true, Restore: true, SupportsEmoji: true, SupportsBusy: true) : null,
        });
    }

    /// <returns>null for an account that may not use Talk.</returns>
    public async Task<TalkCapabilities?> TalkAsync(Caller caller, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        if (caller.HasAccount && !await memberships.AdmitsAsync(config.AllowedGroups, caller.Account, ct)) return null;

        var view = TalkConfigRules.Of(new TalkConfigFacts
        {
            Config = config,
            Preferences = caller.Account is { } account ? await preferences.OfAsync(account.Id, ct) : TalkPreferences.None,
            HasAccount = caller.HasAccount,
            MayCreate = caller.HasAccount && await memberships.AdmitsAsync(config.StartConversationsGroups, caller.Account, ct),
            MayUseSip = caller.HasAccount && await memberships.AdmitsAsync(config.SipGroups, caller.Account, ct),
        });
        return new TalkCapabilities(TalkFeatures.Names, TalkFeatures.Local, view, TalkConfigView.LocalKeys, ServerVersion.Talk);
    }
}
