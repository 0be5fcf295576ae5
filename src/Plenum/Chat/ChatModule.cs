using Plenum.Realtime;

namespace Plenum.Chat;

internal static class ChatModule
{
    public static IServiceCollection AddChat(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddSingleton<ReadMarkerQueue>()
        .AddScoped<ChatLog>()
        .AddScoped<ChatService>()
        .AddScoped<MentionMarkers>()
        .AddScoped<GuestMentions>()
        .AddScoped<IDueWork>(provider => provider.GetRequiredService<GuestMentions>())
        .AddScoped<IDueWork, ExpiredMessages>()
        .AddScoped<ReadMarkers>()
        .AddScoped<MessageViews>();
}
