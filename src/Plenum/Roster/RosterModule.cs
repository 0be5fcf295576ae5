using Plenum.Realtime;

namespace Plenum.Roster;

internal static class RosterModule
{
    public static IServiceCollection AddRoster(this IServiceCollection services) => services
        .AddScoped<RosterBook>()
        .AddScoped<OneToOnePeers>()
        .AddScoped<Invitations>()
        .AddScoped<ParticipantViews>()
        .AddScoped<ParticipantStatuses>()
        .AddScoped<ActorNames>()
        .AddScoped<GuestNames>()
        .AddScoped<Pins>()
        .AddScoped<SessionBook>()
        .AddScoped<SessionExpiry>()
        .AddScoped<IDueWork>(provider => provider.GetRequiredService<SessionExpiry>())
        .AddScoped<ConversationFactory>();
}
