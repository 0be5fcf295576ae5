namespace Plenum.Messaging;

internal static class MessagingModule
{
    public static IServiceCollection AddMessaging(this IServiceCollection services) => services
        .AddScoped<Sending>()
        .AddScoped<MessagePages>();

    public static void MapMessaging(this IEndpointRouteBuilder api)
    {
        api.MapChat();
    }
}
