using Plenum.Realtime;

namespace Plenum.Calls;

internal static class CallsModule
{
    public static IServiceCollection AddCalls(this IServiceCollection services) => services
        .AddSingleton<SessionPings>()
        .AddScoped<PingWriter>()
        .AddScoped<IDueWork>(provider => provider.GetRequiredService<PingWriter>())
        .AddScoped<IDueWork, CallLimit>()
        .AddScoped<CallState>()
        .AddScoped<HandBook>()
        .AddScoped<HandViews>()
        .AddScoped<CallService>()
        .AddScoped<CallBell>()
        .AddScoped<CallPeers>()
        .AddScoped<CallGuestbook>();
}
