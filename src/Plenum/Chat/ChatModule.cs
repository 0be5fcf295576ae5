namespace Plenum.Chat;

internal static class ChatModule
{
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddScoped<ChatLog>()
        .AddScoped<ChatService>()
        .AddScoped<ReadMarkers>()
        .AddScoped<MessageViews>();
}
