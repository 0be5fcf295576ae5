namespace Plenum.BreakoutRooms;

internal static class BreakoutRoomsModule
{
    public static IServiceCollection AddBreakoutRooms(this IServiceCollection services) => services
        .AddScoped<BreakoutCascade>()
        .AddScoped<ConversationEraser>();
}
