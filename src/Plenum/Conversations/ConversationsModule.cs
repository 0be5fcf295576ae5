namespace Plenum.Conversations;

internal static class ConversationsModule
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddScoped<CreationService>()
        .AddScoped<ConversationList>();

    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        api.MapReading();
        api.MapCreation();
    }
}
