using Plenum.Realtime;

namespace Plenum.Notifications;

internal static class NotificationsModule
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddScoped<NotificationBook>()
        .AddScoped<NotificationReader>()
        .AddScoped<Addressees>()
        .AddScoped<ChatTelling>()
        .AddSingleton<NotificationGrowth>()
        .AddScoped<IDueWork, NotificationUpkeep>()
        .AddSingleton<ChatNotifier>()
        .AddHostedService(provider => provider.GetRequiredService<ChatNotifier>())
        .AddScoped<NotificationViews>();
}
