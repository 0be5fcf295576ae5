namespace Plenum.Signaling;

internal static class SignalingModule
{
    public static IServiceCollection AddSignaling(this IServiceCollection services) => services
        .AddScoped<TicketBook>()
        .AddScoped<HelloKeys>()
        .AddScoped<SignalingSettings>();

    public static void MapSignaling(this IEndpointRouteBuilder api) => api.MapSignalingSettings();
}
