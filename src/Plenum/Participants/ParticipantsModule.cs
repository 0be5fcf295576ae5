using Plenum.Realtime;

namespace Plenum.Participants;

internal static class ParticipantsModule
{
    public static IServiceCollection AddParticipants(this IServiceCollection services) => services
        .AddScoped<Joining>()
        .AddScoped<Leaving>()
        .AddScoped<Adding>()
        .AddScoped<GroupSync>()
        .AddScoped<AccountRemoval>()
        .AddScoped<Removing>()
        .AddScoped<Roles>()
        .AddScoped<Granting>()
        .AddScoped<Waiting>()
        .AddScoped<Banning>()
        .AddScoped<PersonalLinks>()
        .AddScoped<EmailImport>()
        .AddScoped<CallPage>()
        .AddSingleton<MissingGuests>()
        .AddScoped<IDueWork, DepartedGuests>();

    public static void MapParticipants(this IEndpointRouteBuilder api)
    {
        api.MapSessions();
        api.MapRoster();
        api.MapRoles();
        api.MapBans();
        api.MapInvitations();
    }
}
