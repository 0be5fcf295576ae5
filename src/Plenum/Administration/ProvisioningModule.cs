namespace Plenum.Administration;

internal static class ProvisioningModule
{
    public static IServiceCollection AddProvisioning(this IServiceCollection services) => services
        .AddScoped<UserViews>()
        .AddScoped<AccountProvisioning>()
        .AddScoped<GroupViews>()
        .AddScoped<GroupProvisioning>();

    /// <summary>Accounts and groups, below <c>/ocs/v{1,2}.php/cloud</c>.</summary>
    public static void MapProvisioning(this IEndpointRouteBuilder ocs)
    {
        var cloud = ocs.MapGroup("cloud");
        cloud.MapUsers();
        cloud.MapMemberships();
        cloud.MapGroups();
    }
}
