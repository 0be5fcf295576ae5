namespace Plenum.Realtime;

internal static class RealtimeModule
{
    public static IServiceCollection AddRealtime(this IServiceCollection services) => services
        .AddSingleton<DueWorkBell>()
        .AddHostedService<DueWorkLoop>();
}
