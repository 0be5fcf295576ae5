namespace Plenum.Messaging;

internal static class MessagingModule
{
    public static IServiceCollection AddMessaging(this IServiceCollection services) => services
        .AddSingleton<ChatWaiters>()
        .AddSingleton<ChatPoll>()
        .AddScoped<ChatRound>()
        .AddScoped<ChatRelay>()
        .AddScoped<Sending>()
        .AddScoped<Receiving>()
        .AddScoped<Revising>()
        .AddScoped<MentionSuggestions>()
        .AddScoped<MessagePages>();

    public static void MapMessaging(this IEndpointRouteBuilder api)
    {
        api.MapChat();
        api.MapRevisions();
        api.MapReadMarkers();
        api.MapMentions();
    }
}
