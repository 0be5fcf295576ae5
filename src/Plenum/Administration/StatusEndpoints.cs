using System.Text.Json.Serialization;
using Plenum.Pages;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>Is the server there, and is it well: for clients, monitors and load balancers.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder app)
    {
        app.MapGet("/status.php", GetStatus).Produces<StatusView>().WithMetadata(new OpenInMaintenance()).AllowAnonymous().WithTags("Status")
            .WithName("status-get").WithSummary("Get the server's version and whether it is in maintenance");
        app.MapGet("/healthz", GetHealth).Produces<HealthView>().Produces<HealthView>(StatusCodes.Status503ServiceUnavailable).WithMetadata(new OpenInMaintenance()).AllowAnonymous().WithTags("Status")
            .WithName("health-get").WithSummary("Check that the server can do its work");
    }

    /// <summary>The first thing every client asks (platform §5.1); 200 even in maintenance, plain JSON.</summary>
    private static async Task<IResult> GetStatus(HttpResponse response, TalkConfigStore configs, CancellationToken ct)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.Json(new StatusView(
            Installed: true,
            Maintenance: await configs.IsInMaintenanceAsync(ct),
            NeedsDbUpgrade: false,
            ServerVersion.Full,
            ServerVersion.Short,
            Edition: "",
            Branding.Name,
            ExtendedSupport: false));
    }

    /// <summary>200 while it can, if perhaps with a worry; 503 when another node could do it better.</summary>
    private static async Task<IResult> GetHealth(Health health, CancellationToken ct)
    {
        var view = await health.ExamineAsync(ct);
        return TypedResults.Json(view, statusCode: view.Status == HealthView.Failing ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}

internal sealed record StatusView(
    bool Installed,
    bool Maintenance,
    bool NeedsDbUpgrade,
    string Version,
    [property: JsonPropertyName("versionstring")] string VersionString,
    string Edition,
    [property: JsonPropertyName("productname")] string ProductName,
    bool ExtendedSupport);
