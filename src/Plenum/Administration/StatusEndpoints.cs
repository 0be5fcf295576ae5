using System.Data.Common;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Plenum.Settings;
using Plenum.Storage;

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

    /// <summary>200 when the database answers, else 503.</summary>
    private static async Task<IResult> GetHealth(PlenumDb db, CancellationToken ct)
    {
        var database = await AnswersAsync(db, ct);
        return TypedResults.Json(
            new HealthView(database ? "ok" : "failing", database ? "ok" : "unreachable"),
            statusCode: database ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>A real question: an empty file, which opening a database leaves behind, can be connected to as well.</summary>
    private static async Task<bool> AnswersAsync(PlenumDb db, CancellationToken ct)
    {
        try
        {
            await db.AppConfig.AsNoTracking().AnyAsync(ct);
            return true;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or TimeoutException)
        {
            return false;
        }
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

/// <param name="Status"><c>ok</c> or <c>failing</c>.</param>
/// <param name="Database"><c>ok</c> or <c>unreachable</c>.</param>
internal sealed record HealthView(string Status, string Database);
