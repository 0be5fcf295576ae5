using System.Net.Mime;
using Plenum.Settings;

namespace Plenum.Pages;

/// <summary>The page that the web app lives in, whatever the address: its scripts look at the address themselves.</summary>
internal static class WebApp
{
    private const string Permissions = "camera=(self), microphone=(self), display-capture=(self), screen-wake-lock=(self), geolocation=()";

    /// <param name="status">The HTTP status.</param>
    /// <param name="fallback">What browsers without scripts see, and everybody where the app was not built. Markup; texts in it have gone through <see cref="HtmlPages.Text"/>.</param>
    public static IResult Page(int status, string fallback) => new Shell(status, fallback);

    private sealed class Shell(int status, string fallback) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var services = httpContext.RequestServices;
            if (services.GetRequiredService<WebRoot>().Page(fallback) is not { } html)
            {
                await HtmlPages.Page(status, fallback).ExecuteAsync(httpContext);
                return;
            }

            var config = await services.GetRequiredService<TalkConfigStore>().GetAsync(httpContext.RequestAborted);
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
            response.Headers.ContentSecurityPolicy = ContentPolicy.For(httpContext.Request.Host.Value ?? "", config.SignalingServers);
            response.Headers["Permissions-Policy"] = Permissions;
            response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
            await response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}
