using Plenum.Meetings;

namespace Plenum.Administration;

internal static class ProvisioningModule
{
    public static IServiceCollection AddProvisioning(this IServiceCollection services) => services
        .AddScoped<BrowserSignIn>()
        .AddScoped<Preferences>()
        .AddScoped<UserViews>()
        .AddScoped<AccountProvisioning>()
        .AddScoped<GroupViews>()
        .AddScoped<GroupProvisioning>();

    /// <summary>Pages for browsers, each with and without <c>/index.php</c>.</summary>
    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        foreach (var root in new[] { "/", "/index.php" })
        {
            var pages = app.MapGroup(root).ExcludeFromDescription();
            pages.MapSignIn();
            pages.MapLoginFlow();
            pages.MapEmbeddedLogin();
        }
    }

    /// <summary>Accounts and groups below <c>/ocs/v{1,2}.php/cloud</c>, app passwords below <c>…/core</c>, settings and preferences below <c>…/apps</c>.</summary>
    public static void MapProvisioning(this IEndpointRouteBuilder ocs)
    {
        var cloud = ocs.MapGroup("cloud");
        cloud.MapUsers();
        cloud.MapMemberships();
        cloud.MapGroups();

        ocs.MapAppPasswords();
        var provisioning = ocs.MapGroup("apps/provisioning_api/api/v1");
        provisioning.MapAppConfig();
        provisioning.MapUserConfig();
        ocs.MapGroup("apps/spreed/api").WithMetadata(new TalkRoute()).MapTalkSettings();
    }
}
