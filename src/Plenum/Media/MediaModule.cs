namespace Plenum.Media;

internal static class MediaModule
{
    public static IServiceCollection AddMedia(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JanusOptions>().Bind(configuration.GetSection("Plenum:Media:Janus"))
            .Validate(options => options.IsValid, "Plenum:Media:Janus must name WebSockets such as ws://127.0.0.1:8188, and limits above 0.")
            .ValidateOnStart();
        return services
            .AddSingleton<FeedBoard>()
            .AddSingleton<MediaStreams>()
            .AddSingleton<JanusCheck>()
            .AddSingleton<JanusPool>()
            .AddHostedService(provider => provider.GetRequiredService<JanusPool>());
    }
}
