using Plenum.Realtime;
using Plenum.Webinars;

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
        .AddScoped<InternalHello>()
        .AddScoped<HelloDesk>()
        .AddScoped<ResumeIds>()
        .AddScoped<RoomReader>()
        .AddSingleton<NodeLink>()
        .AddHostedService(provider => provider.GetRequiredService<NodeLink>())
        .AddSingleton<NodeQuestions>()
        .AddSingleton<Handovers>()
        .AddSingleton<DialOuts>()
        .AddSingleton<IDialOutLine>(provider => provider.GetRequiredService<DialOuts>())
        .AddScoped<VirtualSessions>()
        .AddScoped<InternalDesk>()
        .AddSingleton<SocketHub>()
        .AddSingleton<MediaDesk>()
        .AddHostedService<ListRounds>()
        .AddHostedService<HandNotes>()
        .AddHostedService<BoardRounds>()
        .AddSingleton<RoomRounds>()
        .AddHostedService(provider => provider.GetRequiredService<RoomRounds>());

    public static void MapSignaling(this IEndpointRouteBuilder api)
    {
        api.MapSignalingSettings();
        api.MapPolling();
    }
}
