namespace Plenum.Meetings;

internal static class MeetingsModule
{
    public static IServiceCollection AddMeetings(this IServiceCollection services) => services
        .Configure<RouteOptions>(options => options.SetParameterPolicy<ConversationTokenConstraint>("token"))
        .AddScoped<Access>()
        .AddScoped<MeetingLock>()
        .AddScoped<BanList>()
        .AddScoped<SipRights>();
}
