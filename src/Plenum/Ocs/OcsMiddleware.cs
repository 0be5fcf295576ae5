using Microsoft.AspNetCore.WebUtilities;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Ocs;

/// <summary>
/// The frame around every OCS request: both versions reach the same endpoints, nothing leaves without an envelope,
/// not even an unknown route, a wrong verb or a crash (platform §1.2).
/// </summary>
internal sealed partial class OcsMiddleware(RequestDelegate next, ILogger<OcsMiddleware> log)
{
    public const string Root = "/ocs/v2.php";
    private const string VersionOneRoot = "/ocs/v1.php";

    public async Task InvokeAsync(HttpContext context)
    {
        var version = context.Request.Path.StartsWithSegments(VersionOneRoot, StringComparison.Ordinal, out var rest) ? 1
            : context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out rest) ? 2
            : 0;
        if (version == 0)
        {
            await next(context);
            return;
        }

        context.Request.Path = Root + rest;
        context.Features.Set(new OcsCall(version, OcsFormatNegotiation.Choose(parameter: null, context.Request.Headers.Accept)!.Value));
        try
        {
            await next(context);
            await AnswerForFrameworkAsync(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            var kind = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? RefusalKind.TooLarge : RefusalKind.Invalid;
            await OcsRefusals.WriteAsync(context, new Refusal(kind, Message: "The request could not be read"));
        }
        catch (Exception exception) when (exception.IsOutage() && !context.Response.HasStarted)
        {
            // An outage of the database is nobody's wrong password and no crash: clients try again later.
            Crashed(log, exception, context.TraceIdentifier);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private static partial void Crashed(ILogger logger, Exception exception, string requestId);
}
