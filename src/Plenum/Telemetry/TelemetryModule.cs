using Microsoft.Extensions.Options;

namespace Plenum.Telemetry;

internal static class TelemetryModule
{
    /// <summary>The framework writes the whole address of a request into its log scope; tokens and PINs are part of it.</summary>
    private const string FrameworkScope = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(LogOptions.Section);
        builder.Services.AddOptions<LogOptions>().Bind(section)
            .Validate(options => options.IsValid, "Plenum:Log:Format must be text or json.")
            .ValidateOnStart();
        builder.Logging.AddFilter(FrameworkScope, LogLevel.None);
        if (section.Get<LogOptions>() is { Format: LogOptions.Json }) AddJson(builder.Logging);
        if (IsExported(builder.Configuration)) builder.Services.AddSingleton<TelemetryExport>().AddHostedService(provider => provider.GetRequiredService<TelemetryExport>());
    }

    /// <summary>Whether a collector was named; without one no measurement leaves the server.</summary>
    public static bool IsExported(IConfiguration configuration) => configuration[TelemetryExport.Endpoint] is { Length: > 0 };

    public static void UseTelemetry(this WebApplication app)
    {
        if (IsExported(app.Configuration)) app.UseMiddleware<RouteTags>();
        if (app.Services.GetRequiredService<IOptions<LogOptions>>().Value.Format == LogOptions.Json) app.UseMiddleware<RequestScope>();
    }

    private static void AddJson(ILoggingBuilder logging) => logging.AddJsonConsole(json =>
    {
        json.IncludeScopes = true;
        json.UseUtcTimestamp = true;
        json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    });
}
