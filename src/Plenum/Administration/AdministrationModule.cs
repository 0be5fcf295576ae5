namespace Plenum.Administration;

internal static class AdministrationModule
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddScoped<AccountProvisioning>()
        .AddScoped<GroupProvisioning>();

    /// <summary>Maps what lies beside Talk below <c>/ocs/v{1,2}.php</c>.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder ocs)
    {
        var cloud = ocs.MapGroup("cloud");
        cloud.MapUsers();
        cloud.MapGroups();
    }
}
