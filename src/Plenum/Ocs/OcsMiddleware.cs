using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Plenum.Common;
using Plenum.Storage;
using Plenum.Telemetry;

namespace Plenum.Ocs;

/// <summary>
/// The frame around every OCS request: both versions reach the same endpoints, nothing leaves without an envelope,
/// not even an unknown route, a wrong verb or a crash (platform §1.2).
/// </summary>
internal sealed partial class OcsMiddleware(RequestDelegate next, ILogger<OcsMiddleware> log)
{
    public const string Root = "/ocs/v2.php";
    private const string VersionOneRoot = "/ocs/v1.php";
    private const string RetryAfterSeconds = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        var version = context.Request.Path.StartsWithSegments(VersionOneRoot, StringComparison.Ordinal, out var rest) ? 1
            : context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out rest) ? 2
            : 0;
        if (version == 0)
        {
            await ServePageAsync(context);
            return;
        }

        // From the decoded value: a string would be decoded once more.
        context.Request.Path = new PathString($"{Root}{rest.Value}");
        context.Features.Set(new OcsCall(version, OcsFormatNegotiation.Choose(parameter: null, context.Request.Headers.Accept)!.Value));
        if (RequestLimits.IsTooLong(context.Request))
        {
            await OcsRefusals.WriteAsync(context, new Refusal(RefusalKind.AddressTooLong, Message: "The address is too long"));
            return;
        }

        try
        {
            await next(context);
            await AnswerForFrameworkAsync(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            var kind = exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => RefusalKind.TooLarge,
                StatusCodes.Status408RequestTimeout => RefusalKind.TooSlow,
                _ => RefusalKind.Invalid,
            };
            await OcsRefusals.WriteAsync(context, new Refusal(kind, Message: "The request could not be read"));
        }
        catch (Exception exception) when (exception.IsUnstorable() && !context.Response.HasStarted)
        {
            await OcsRefusals.WriteAsync(context, new Refusal(RefusalKind.Invalid, Message: "The request has characters that cannot be stored"));
        }
        catch (Exception exception) when (exception.IsOutage() && !context.Response.HasStarted)
        {
            Report(context, exception);
            await OcsRefusals.WriteAsync(context, new Refusal(RefusalKind.Unavailable, Message: "Service unavailable"));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Crashed(log, exception, context.TraceIdentifier);
            await OcsWriter.WriteAsync(context, new OcsMeta(OcsMeta.ServerError, "Internal server error"));
        }
    }

    /// <summary>Pages and files have no envelope; an outage is 503 for them as well.</summary>
    private async Task ServePageAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception.IsOutage() && !context.Response.HasStarted)
        {
            Report(context, exception);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    /// <summary>An outage of the database is nobody's wrong password and no crash: clients try again later.</summary>
    private void Report(HttpContext context, Exception outage)
    {
        if (outage is CrowdedException crowded)
        {
            // Told to come back; nothing is wrong with the server.
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(crowded.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return;
        }

        PlenumMetrics.Outages.Add(1);
        if (outage.IsCollision()) Crashed(log, outage, context.TraceIdentifier);
        else Unserved(log, context.TraceIdentifier, outage.GetBaseException().Message);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
    }

    /// <summary>Whatever the framework answered with a bare status (no such route, wrong verb, …) gets its envelope.</summary>
    private static async Task AnswerForFrameworkAsync(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentLength is not null) return;

        var status = context.Response.StatusCode;
        if (status == StatusCodes.Status404NotFound)
        {
            var raw = OcsCall.Of(context).Version == 1 ? OcsMeta.UnknownRoute : status;
            await OcsWriter.WriteAsync(context, new OcsMeta(raw, "Invalid query, please check the syntax. The route is not known."));
        }
        else if (status >= StatusCodes.Status400BadRequest)
        {
            await OcsWriter.WriteAsync(context, new OcsMeta(status, ReasonPhrases.GetReasonPhrase(status)));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away; request {RequestId} got 503: {Reason}")]
    private static partial void Unserved(ILogger logger, string requestId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private static partial void Crashed(ILogger logger, Exception exception, string requestId);
}
