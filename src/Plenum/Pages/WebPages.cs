using Plenum.Ocs;

namespace Plenum.Pages;

/// <summary>Addresses that only the web app knows, and a page for browsers that ask for what nobody knows.</summary>
internal sealed class WebPages(RequestDelegate next)
{
    private static readonly PathString[] Addresses = ["/settings", "/admin", "/apps/spreed"];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isPage = context.GetEndpoint() is null && context.Features.Get<OcsCall>() is null && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        if (!isPage) return next(context);
        if (request.Path == "/" || Addresses.Any(address => request.Path.StartsWithSegments(address, StringComparison.Ordinal)))
        {
            return WebApp.Page(StatusCodes.Status200OK, "<p>This page needs JavaScript.</p>").ExecuteAsync(context);
        }

        return WantsPage(request) ? WebApp.Page(StatusCodes.Status404NotFound, "<p>There is nothing here.</p>").ExecuteAsync(context) : next(context);
    }

    private static bool WantsPage(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
