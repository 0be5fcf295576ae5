namespace Plenum.CommandLine;

internal static class CommandLineModule
{
    public static IServiceCollection AddCommandLine(this IServiceCollection services) => services
        .AddScoped<Moving>()
        .AddScoped<RoomPeople>()
        .AddScoped<RoomOffice>();
}
