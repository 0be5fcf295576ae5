using Plenum.Realtime;

namespace Plenum.Signaling;

internal static class SignalingModule
{
    public static IServiceCollection AddSignaling(this IServiceCollection services) => services
        .AddScoped<TicketBook>()
        .AddScoped<HelloKeys>()
        .AddScoped<SignalingSettings>()
        .AddSingleton<PollWaiters>()
        .AddSingleton<Polling>()
        .AddScoped<PollLook>()
        .AddScoped<SignalSending>()
        .AddScoped<IDueWork, UnfetchedSignals>()
        .AddScoped<HelloDesk>()
        .AddScoped<ResumeIds>()
        .AddScoped<RoomReader>()
        .AddSingleton<NodeLink>()
        .AddHostedService(provider => provider.GetRequiredService<NodeLink>())
        .AddSingleton<Handovers>()
        .AddSingleton<SocketHub>()
        .AddSingleton<MediaDesk>()
        .AddHostedService<ListRounds>()
        .AddSingleton<RoomRounds>()
        .AddHostedService(provider => provider.GetRequiredService<RoomRounds>());

    public static void MapSignaling(this IEndpointRouteBuilder api)
    {
        api.MapSignalingSettings();
        api.MapPolling();
    }
}
