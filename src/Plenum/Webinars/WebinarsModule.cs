using Plenum.Realtime;

namespace Plenum.Webinars;

internal static class WebinarsModule
{
    public static IServiceCollection AddWebinars(this IServiceCollection services) => services
        .AddSip()
        .AddScoped<LobbyTimer>()
        .AddScoped<IDueWork>(provider => provider.GetRequiredService<LobbyTimer>())
        .AddScoped<LobbyEviction>()
        .AddScoped<LobbyService>();
}
