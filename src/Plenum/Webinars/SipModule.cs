namespace Plenum.Webinars;

/// <summary>Telephone dial-in and dial-out.</summary>
internal static class SipModule
{
    private const int LargestAnswer = 64 * 1024;

    /// <summary>Longer than the 45 seconds after which the signaling server itself gives up on the bridge.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    public static IServiceCollection AddSip(this IServiceCollection services)
    {
        services.AddHttpClient(DialOutLine.Verified, Limit);
#pragma warning disable MA0039 // The administrator said so for this server: "verify": false.
        services.AddHttpClient(DialOutLine.Unverified, Limit).ConfigurePrimaryHttpMessageHandler(
            () => new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });
#pragma warning restore MA0039
        return services
            .AddScoped<SipService>()
            .AddScoped<SipRooms>()
            .AddScoped<SipDialIn>()
            .AddScoped<SipDirectDialIn>()
            .AddScoped<SipPhones>()
            .AddScoped<SipDialOut>()
            .AddScoped<IDialOutLine, DialOutLine>();
    }

    public static void MapTelephone(this IEndpointRouteBuilder api)
    {
        api.MapSip();
        api.MapSipBridge();
        api.MapSipDialOut();
    }

    private static void Limit(HttpClient client) => (client.Timeout, client.MaxResponseContentBufferSize) = (LongestWait, LargestAnswer);
}
