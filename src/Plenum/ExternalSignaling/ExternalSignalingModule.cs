namespace Plenum.ExternalSignaling;

/// <summary>Separate signaling servers: what they ask and what they are told (calls §D).</summary>
internal static class ExternalSignalingModule
{
    private const int LargestAnswer = 64 * 1024;

    /// <summary>A server that takes longer is as good as none.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddExternalSignaling(this IServiceCollection services)
    {
        services.AddHttpClient(Courier.Verified, Limit).RemoveAllLoggers();
#pragma warning disable MA0039 // The administrator said so for this server: "verify": false.
        services.AddHttpClient(Courier.Unverified, Limit).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(
            () => new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });
#pragma warning restore MA0039
        services.AddHttpClient(WelcomeCheck.Verified, Limit).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(provider => WelcomeCheck.NotesExpiry(provider.GetRequiredService<TimeProvider>()));
        return services
            .AddScoped<WelcomeCheck>()
            .AddSingleton<BackendAddress>()
            .AddScoped<BackendDesk>()
            .AddScoped<RoomDoor>()
            .AddScoped<ServerPings>()
            .AddScoped<RoomPeople>()
            .AddScoped<RoomChat>()
            .AddScoped<RoomMessages>()
            .AddSingleton<ServerPulse>()
            .AddSingleton<Courier>()
            .AddSingleton<Outbox>()
            .AddHostedService(provider => provider.GetRequiredService<Outbox>());
    }

    public static void MapExternalSignaling(this IEndpointRouteBuilder api)
    {
        api.MapSignalingBackend();
        api.MapSignalingWelcome();
    }

    private static void Limit(HttpClient client) => (client.Timeout, client.MaxResponseContentBufferSize) = (AnswersWithin, LargestAnswer);
}
