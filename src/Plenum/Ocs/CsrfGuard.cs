using System.Net.Mime;

namespace Plenum.Ocs;

/// <summary>An endpoint that browsers may reach without the OCS header: images, status.</summary>
internal sealed record CsrfExempt;

/// <summary>
/// Every OCS request proves that no foreign page sent it: by the header <c>OCS-APIRequest: true</c> or a Bearer token
/// (platform §1.5). Otherwise 412 with a plain JSON body, on purpose not an OCS envelope.
/// </summary>
internal sealed class CsrfGuard(RequestDelegate next)
{
    private const string Header = "OCS-APIRequest";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!NeedsProof(context) || HasProof(context.Request))
        {
            await next(context);
            return;
        }

        var body = """{"message":"CSRF check failed"}"""u8.ToArray();
        context.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        context.Response.ContentType = $"{MediaTypeNames.Application.Json}; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static bool NeedsProof(HttpContext context) =>
        context.Request.Path.StartsWithSegments(OcsMiddleware.Root, StringComparison.Ordinal)
        && context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<CsrfExempt>() is null;

    private static bool HasProof(HttpRequest request) =>
        request.Headers[Header] == "true"
        || request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
}
