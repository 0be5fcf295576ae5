using Plenum.Conversations;
using Plenum.Pages;

namespace Plenum.Administration;

internal static class AdministrationModule
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddProvisioning()
        .AddScoped<Health>()
        .AddSingleton<RunningSince>()
        .AddHostedService(provider => provider.GetRequiredService<RunningSince>())
        .AddScoped<OverviewReader>()
        .AddScoped<SettingViews>()
        .AddScoped<SessionViews>()
        .AddScoped<OwnPassword>()
        .AddScoped<CapabilitiesReader>();

    /// <summary>Maps what is the same for everybody.</summary>
    public static void MapStatusPages(this IEndpointRouteBuilder app)
    {
        app.MapStatus();
        app.MapBranding();
        app.MapTime();
    }

    /// <summary>Maps what lies beside Talk below <c>/ocs/v{1,2}.php</c>.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder ocs)
    {
        ocs.MapProvisioning();
        ocs.MapCapabilities();
        ocs.MapPeopleSearch();
        ocs.MapGroup("apps/plenum/api/v1").MapOwn();
    }

    /// <summary>Plenum's own additions. No routes of Talk: whoever may not use Talk may sign in, and administer.</summary>
    private static void MapOwn(this IEndpointRouteBuilder own)
    {
        own.MapSession();
        own.MapOwnAppPasswords();
        own.MapOverview();
    }
}
