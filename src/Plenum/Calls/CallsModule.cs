namespace Plenum.Calls;

internal static class CallsModule
{
    public static IServiceCollection AddCalls(this IServiceCollection services) => services
        .AddScoped<CallState>()
        .AddScoped<CallService>()
        .AddScoped<CallPeers>();
}
