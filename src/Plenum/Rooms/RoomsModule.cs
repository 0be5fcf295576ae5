namespace Plenum.Rooms;

internal static class RoomsModule
{
    public static IServiceCollection AddRooms(this IServiceCollection services) => services
        .AddScoped<RoomViews>();
}
