using Plenum.Common;

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
        try
        {
            if (!await TryEnterAsync(context, version)) return;

            await next(context);
            await AnswerForRoutingAsync(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            var kind = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? RefusalKind.TooLarge : RefusalKind.Invalid;
            await OcsRefusals.WriteAsync(context, new Refusal(kind, Message: "The request could not be read"));
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

    /// <summary>Settles version and format; a format that does not exist is answered here.</summary>
    private static async Task<bool> TryEnterAsync(HttpContext context, int version)
    {
        context.Features.Set(new OcsCall(version, OcsFormatNegotiation.Choose(parameter: null, context.Request.Headers.Accept)!.Value));
        var parameters = await OcsBinding.ParametersOfAsync(context);
        var named = parameters.TryGet("format", out var value) && ParameterCast.TryToText(value, out var text) ? text : null;
        var format = OcsFormatNegotiation.Choose(named, context.Request.Headers.Accept);
        context.Features.Set(new OcsCall(version, format ?? OcsFormat.Xml));
        if (format is not null) return true;

        await OcsRefusals.WriteAsync(context, new Refusal(RefusalKind.Invalid, Message: "Unknown format"));
        return false;
    }

    private static async Task AnswerForRoutingAsync(HttpContext context)
    {
        if (context.Response.HasStarted || context.Response.ContentLength is not null) return;

        if (context.Response.StatusCode == StatusCodes.Status404NotFound)
        {
            var raw = OcsCall.Of(context).Version == 1 ? OcsMeta.UnknownRoute : 404;
            await OcsWriter.WriteAsync(context, new OcsMeta(raw, "Invalid query, please check the syntax. The route is not known."));
        }
        else if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            await OcsWriter.WriteAsync(context, new OcsMeta(405, "Method not allowed"));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed")]
    private static partial void Crashed(ILogger logger, Exception exception, string requestId);
}
