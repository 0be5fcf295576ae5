namespace Plenum.Roster;

internal static class RosterModule
{
    public static IServiceCollection AddRoster(this IServiceCollection services) => services
        .AddScoped<RosterBook>()
        .AddScoped<OneToOnePeers>()
        .AddScoped<Invitations>()
        .AddScoped<ParticipantViews>()
        .AddScoped<Pins>()
        .AddScoped<SessionBook>()
        .AddScoped<ConversationFactory>();
}
