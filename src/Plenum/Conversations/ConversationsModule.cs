using Plenum.Realtime;

namespace Plenum.Conversations;

internal static class ConversationsModule
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddScoped<ConversationList>()
        .AddScoped<GoingOn>()
        .AddScoped<ListedConversations>()
        .AddScoped<NotesToSelf>()
        .AddScoped<Opening>()
        .AddScoped<CreationService>()
        .AddScoped<Invitees>()
        .AddScoped<OneToOnes>()
        .AddScoped<PeopleSearch>()
        .AddScoped<ConversationSettings>()
        .AddScoped<DefaultPermissions>()
        .AddScoped<RoomPasswords>()
        .AddScoped<TypeSwitch>()
        .AddScoped<Deletion>()
        .AddSingleton<UpkeepTimes>()
        .AddScoped<Upkeep>()
        .AddScoped<IDueWork, Retention>()
        .AddScoped<IDueWork, EmptyConversations>()
        .AddScoped<IDueWork, InactivityLock>();

    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        api.MapReading();
        api.MapPresets();
        api.MapCreation();
        api.MapSettings();
        api.MapAdmission();
        api.MapPersonal();
    }
}
