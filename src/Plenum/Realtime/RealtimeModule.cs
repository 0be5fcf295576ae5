namespace Plenum.Realtime;

internal static class RealtimeModule
{
    /// <summary>Requests take milliseconds, and whoever waits is answered at once: what is not finished by then hangs.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddRealtime(this IServiceCollection services) => services
        .Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin)
        .AddSingleton<DueWorkBell>()
        .AddSingleton<DueWorkPulse>()
        .AddHostedService<DueWorkLoop>();
}
