namespace Plenum.Administration;

internal static class AdministrationModule
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddProvisioning()
        .AddScoped<Health>()
        .AddScoped<CapabilitiesReader>();

    /// <summary>Maps what has no envelope.</summary>
    public static void MapStatusPages(this IEndpointRouteBuilder app)
    {
        app.MapStatus();
        app.MapBranding();
    }

    /// <summary>Maps what lies beside Talk below <c>/ocs/v{1,2}.php</c>.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder ocs)
    {
        ocs.MapProvisioning();
        ocs.MapCapabilities();
    }
}
