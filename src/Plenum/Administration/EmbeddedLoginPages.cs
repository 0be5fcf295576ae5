using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Ocs;
using Plenum.Pages;

namespace Plenum.Administration;

/// <summary>Login flow v1 (platform §2.7): an app shows the pages itself and waits for a redirect to <c>nc:</c>.</summary>
internal static class EmbeddedLoginPages
{
    private const string Ask = "/login/flow/grant";

    public static void MapEmbeddedLogin(this IEndpointRouteBuilder pages)
    {
        var flow = pages.MapGroup("login/flow");
        flow.MapGet("", Start);
        flow.MapGet("grant", AskToGrant);
        flow.MapPost("", Grant);
    }

    /// <summary>Only an app says so by a header; a browser that comes here by a link gets 403.</summary>
    private static async Task<IResult> Start(HttpContext http, LoginFlowBook flows, CancellationToken ct)
    {
        if (http.Request.Headers["OCS-APIRequest"] != "true") return HtmlPages.Page(StatusCodes.Status403Forbidden, "<p>Open this page with the app that you want to connect.</p>");

        var (login, _) = await flows.StartAsync(http.Request.Headers.UserAgent.ToString(), polled: false, ct);
        if (await flows.RenewStateAsync(login, ct) is not { } state) return GrantPages.Refused();

        http.Response.Headers.Append(HeaderNames.SetCookie, FlowCookie.Header(http.Request, login));
        return GrantPages.Picker(http, AppPasswordBook.NameOf(http.Request.Headers.UserAgent.ToString()), Ask, state);
    }

    private static Task<IResult> AskToGrant(Caller caller, HttpContext http, LoginFlowBook flows, string? stateToken, CancellationToken ct) =>
        GrantPages.AskAsync(caller, http, flows, new GrantForm(Ask, "/login/flow", "nc:"), stateToken, ct);

    /// <summary>303 to <c>nc://login/server:…&amp;user:…&amp;password:…</c>, in this order; the browser is signed out. 403 for anything that does not fit.</summary>
    private static async Task<IResult> Grant(Caller caller, HttpContext http, LoginFlowBook flows, SignInBook signIns, CancellationToken ct)
    {
        var form = await FormFields.OfAsync(http.Request, ct);
        if (!GrantPages.MayGrant(caller) || !FormGuard.Accepts(http.Request, form[FormGuard.Field])) return GrantPages.Refused();
        if (FlowCookie.Of(http.Request) is not { } login) return GrantPages.Refused();

        var granted = await flows.HandOverAsync(login, form["stateToken"], caller.Account!, caller.LoginName ?? caller.Account!.Id, ct);
        if (granted is null) return GrantPages.Refused();

        await signIns.EndAsync(http.Request, ct);
        http.Response.Headers.Append(HeaderNames.SetCookie, SignInBook.NoCookie(http.Request));
        http.Response.Headers.Append(HeaderNames.SetCookie, FlowCookie.None(http.Request));
        return HtmlPages.SeeOther(
            $"nc://login/server:{PublicUrl.Of(http.Request)}&user:{Uri.EscapeDataString(granted.LoginName)}&password:{Uri.EscapeDataString(granted.AppPassword)}");
    }
}
