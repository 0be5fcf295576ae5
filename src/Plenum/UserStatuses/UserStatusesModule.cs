using Plenum.Realtime;

namespace Plenum.UserStatuses;

internal static class UserStatusesModule
{
    public static IServiceCollection AddUserStatuses(this IServiceCollection services) => services
        .AddSingleton<HeartbeatNotes>()
        .AddScoped<IDueWork, HeartbeatWriter>()
        .AddScoped<StatusReader>()
        .AddScoped<StatusBook>()
        .AddScoped<Heartbeats>()
        .AddScoped<PeopleStatuses>();

    /// <summary>Maps what lies beside Talk below <c>/ocs/v{1,2}.php</c>.</summary>
    public static void MapUserStatuses(this IEndpointRouteBuilder ocs)
    {
        var api = ocs.MapGroup("apps/user_status/api/v1");
        api.MapOwnStatus();
        api.MapPeopleStatuses();
    }
}
