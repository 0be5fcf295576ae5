using System.Globalization;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>A route that answers while the server is in maintenance.</summary>
internal sealed record OpenInMaintenance;

/// <summary>
/// While the setting <c>core maintenance</c> is on, every route but the status answers 503 with the header by which
/// clients tell maintenance from an outage (platform §1.2). The setting is read with each request: it holds at once.
/// </summary>
internal sealed class MaintenanceMode(RequestDelegate next)
{
    private const string Header = "X-Nextcloud-Maintenance-Mode";
    private const int RetryAfterSeconds = 120;

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsOpen(context) || !await context.RequestServices.GetRequiredService<TalkConfigStore>().IsInMaintenanceAsync(context.RequestAborted))
        {
            await next(context);
            return;
        }

        context.Response.Headers[Header] = "1";
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        if (context.Features.Get<OcsCall>() is null) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else await OcsRefusals.WriteAsync(context, new Refusal(RefusalKind.Unavailable, Message: "The server is in maintenance"));
    }

    /// <summary>The status, and files of the web app: what is no route is answered by others.</summary>
    private static bool IsOpen(HttpContext context) => context.GetEndpoint() is { } endpoint
        ? endpoint.Metadata.GetMetadata<OpenInMaintenance>() is not null
        : context.Features.Get<OcsCall>() is null;
}
