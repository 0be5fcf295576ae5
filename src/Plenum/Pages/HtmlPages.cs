using System.Net;
using System.Net.Mime;

namespace Plenum.Pages;

/// <summary>The pages that the server writes itself: forms and answers that need no script.</summary>
internal static class HtmlPages
{
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">Markup; texts in it have gone through <see cref="Text"/>.</param>
    /// <param name="formTarget">Where forms of the page may lead besides this server.</param>
    public static IResult Page(int status, string body, string formTarget = "") => new HtmlPage(status, body, $"'self' {formTarget}".TrimEnd());

    /// <summary>303: however this was asked for, the other address is to be fetched with GET.</summary>
    public static IResult SeeOther(string location) => new Redirection(location);

    public static string Text(string text) => WebUtility.HtmlEncode(text);

    private sealed class HtmlPage(int status, string body, string formTargets) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
            response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'self'; img-src 'self'; form-action {formTargets}; frame-ancestors 'self'";
            return response.WriteAsync(
                $"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Plenum</title><link rel="stylesheet" href="{httpContext.Request.PathBase}/pages.css"></head><body><main><h1>Plenum</h1>{body}</main></body></html>""",
                httpContext.RequestAborted);
        }
    }

    private sealed class Redirection(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }
}
