using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Ocs;
using Plenum.Pages;

namespace Plenum.Administration;

/// <summary>Login flow v2 (platform §2.6): the device polls while somebody grants it access in a browser.</summary>
internal static class LoginFlowPages
{
    private const string StateField = "stateToken";

    public static void MapLoginFlow(this IEndpointRouteBuilder pages)
    {
        var flow = pages.MapGroup("login/v2");
        flow.MapPost("", Start);
        flow.MapPost("poll", Poll);
        flow.MapGet("flow/{loginToken}", Enter);
        flow.MapGet("flow", Show);
        flow.MapGet("grant", AskToGrant);
        flow.MapPost("grant", Grant);
    }

    /// <summary>Answers where to poll and where to send the browser; good for twenty minutes.</summary>
    private static async Task<IResult> Start(HttpContext http, LoginFlowBook flows, CancellationToken ct)
    {
        var (login, poll) = await flows.StartAsync(http.Request.Headers.UserAgent.ToString(), polled: true, ct);
        var server = PublicUrl.Of(http.Request);
        return Results.Json(new StartView(new PollView(poll, $"{server}/login/v2/poll"), $"{server}/login/v2/flow/{login}"));
    }

    /// <summary>404 with an empty list until access is granted, then once <c>{server, loginName, appPassword}</c>.</summary>
    private static async Task<IResult> Poll(HttpContext http, LoginFlowBook flows, CancellationToken ct)
    {
        var token = (await FormFields.OfAsync(http.Request, ct))["token"];
        return token.Length > 0 && await flows.CollectAsync(token, ct) is { } granted
            ? Results.Json(new GrantedView(PublicUrl.Of(http.Request), granted.LoginName, granted.AppPassword))
            : Results.Json(Array.Empty<string>(), statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>The address that the device opened: remembered by the browser, so that it does not stay in sight.</summary>
    private static async Task<IResult> Enter(string loginToken, HttpContext http, LoginFlowBook flows, CancellationToken ct)
    {
        if (await flows.FindAsync(loginToken, ct) is null) return HtmlPages.Page(StatusCodes.Status404NotFound, "<p>This login is over. Start again on your device.</p>");

        http.Response.Headers.Append(HeaderNames.SetCookie, FlowCookie.Header(http.Request, loginToken));
        return HtmlPages.SeeOther($"{http.Request.PathBase}/login/v2/flow");
    }

    private static Task<IResult> Show(HttpContext http, LoginFlowBook flows, CancellationToken ct) =>
        GrantPages.ShowAsync(http, flows, "/login/v2/grant", ct);

    private static Task<IResult> AskToGrant(Caller caller, HttpContext http, LoginFlowBook flows, string? stateToken, CancellationToken ct) =>
        GrantPages.AskAsync(caller, http, flows, new GrantForm("/login/v2/grant", "/login/v2/grant"), stateToken, ct);

    /// <summary>The device gets its app password at its next poll; 403 for anything that does not fit.</summary>
    private static async Task<IResult> Grant(Caller caller, HttpContext http, LoginFlowBook flows, CancellationToken ct)
    {
        var form = await FormFields.OfAsync(http.Request, ct);
        if (!GrantPages.MayGrant(caller) || !FormGuard.Accepts(http.Request, form[FormGuard.Field])) return GrantPages.Refused();
        if (FlowCookie.Of(http.Request) is not { } login) return GrantPages.Refused();
        if (!await flows.GrantAsync(login, form[StateField], caller.Account!, caller.LoginName ?? caller.Account!.Id, ct)) return GrantPages.Refused();

        http.Response.Headers.Append(HeaderNames.SetCookie, FlowCookie.None(http.Request));
        return HtmlPages.Page(StatusCodes.Status200OK, "<p>Your device is connected. You can close this window.</p>");
    }

    private sealed record StartView(PollView Poll, string Login);

    private sealed record PollView(string Token, string Endpoint);

    private sealed record GrantedView(string Server, string LoginName, string AppPassword);
}
