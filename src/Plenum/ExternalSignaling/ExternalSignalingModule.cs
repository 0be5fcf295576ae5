namespace Plenum.ExternalSignaling;

/// <summary>Separate signaling servers: what they ask and what they are told (calls §D).</summary>
internal static class ExternalSignalingModule
{
    public static IServiceCollection AddExternalSignaling(this IServiceCollection services) => services
        .AddSingleton<BackendAddress>()
        .AddScoped<BackendDesk>()
        .AddScoped<RoomDoor>()
        .AddScoped<ServerPings>();

    public static void MapExternalSignaling(this IEndpointRouteBuilder api) => api.MapSignalingBackend();
}
