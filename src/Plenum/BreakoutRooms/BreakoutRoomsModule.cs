using Plenum.Realtime;

namespace Plenum.BreakoutRooms;

internal static class BreakoutRoomsModule
{
    public static IServiceCollection AddBreakoutRooms(this IServiceCollection services) => services
        .AddScoped<BreakoutRoomService>()
        .AddScoped<BreakoutStatusService>()
        .AddScoped<BreakoutAssignmentService>()
        .AddScoped<BroadcastService>()
        .AddScoped<BreakoutRoomViews>()
        .AddScoped<BreakoutCascade>()
        .AddScoped<ConversationEraser>()
        .AddScoped<SwitchOrders>()
        .AddScoped<MoveBook>()
        .AddScoped<MoveViews>()
        .AddScoped<BoardViews>()
        .AddScoped<TimerBook>()
        .AddScoped<IDueWork, Stragglers>()
        .AddScoped<IDueWork, BreakoutTimeout>()
        .AddScoped<IDueWork, BreakoutCallGrace>();
}
