namespace Plenum.Chat;

internal static class ChatModule
{
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddScoped<ChatLog>()
        .AddScoped<MessageViews>();
}
