using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Pages;

namespace Plenum.Administration;

/// <summary>Signing in and out with a browser (platform §2.4), with and without <c>/index.php</c>.</summary>
internal static class SignInPages
{
    private const string WrongPassword = "Wrong login or password.";
    private const string StaleForm = "This page was open for too long. Try again.";

    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("login", Show);
        pages.MapPost("login", Enter);
        pages.MapGet("logout", Leave);
        pages.MapGet("csrftoken", Token);
    }

    /// <summary>The form; who is signed in already goes on.</summary>
    private static IResult Show(Caller caller, HttpContext http, [AsParameters] SignInQuery query) =>
        caller.HasAccount ? HtmlPages.SeeOther(http.Request.PathBase + LocalAddress.Of(query.RedirectUrl)) : Form(http, query.User ?? "", query.RedirectUrl, problem: null);

    /// <summary>303 to a page of this server, or the form again with what was wrong; 429 after too many tries.</summary>
    private static async Task<IResult> Enter(Caller caller, HttpContext http, BrowserSignIn signIn, CancellationToken ct)
    {
        var form = await FormFields.OfAsync(http.Request, ct);
        var redirect = form["redirect_url"];
        if (!FormGuard.Accepts(http.Request, form[FormGuard.Field])) return Form(http, form["user"], redirect, StaleForm);

        var entered = await signIn.EnterAsync(caller.Network, form["user"].Trim(), form["password"], form["remember_login"] == "1", ct);
        if (entered.Refusal is { Kind: RefusalKind.TooMany }) return HtmlPages.Page(StatusCodes.Status429TooManyRequests, "<p>Too many wrong tries. Wait half an hour.</p>");
        if (!entered.TryGet(out var signedIn, out _)) return Form(http, form["user"], redirect, WrongPassword);

        http.Response.Headers.Append(HeaderNames.SetCookie, SignInBook.CookieOf(http.Request, signedIn.Secret, form["remember_login"] == "1"));
        return HtmlPages.SeeOther(http.Request.PathBase + LocalAddress.Of(redirect));
    }

    /// <summary>303 to the form, signed out; with a token that does not fit nothing happens.</summary>
    private static async Task<IResult> Leave(HttpContext http, SignInBook signIns, CancellationToken ct)
    {
        if (!FormGuard.Accepts(http.Request, http.Request.Query[FormGuard.Field])) return HtmlPages.SeeOther(http.Request.PathBase + LocalAddress.Start);

        await signIns.EndAsync(http.Request, ct);
        http.Response.Headers.Append(HeaderNames.SetCookie, SignInBook.NoCookie(http.Request));
        return HtmlPages.SeeOther($"{http.Request.PathBase}/login");
    }

    /// <summary>Answers <c>{token}</c> for the forms of scripts.</summary>
    private static IResult Token(HttpContext http) => Results.Json(new TokenView(FormGuard.TokenFor(http)));

    private static IResult Form(HttpContext http, string user, string? redirect, string? problem) => WebApp.Page(
        StatusCodes.Status200OK,
        $"""
         {(problem is null ? "" : $"<p role=\"alert\">{problem}</p>")}<form method="post" action="{http.Request.PathBase}/login">
         <p><label for="user">Account or e-mail address</label> <input id="user" name="user" value="{HtmlPages.Text(user)}" autocomplete="username" required></p>
         <p><label for="password">Password</label> <input id="password" name="password" type="password" autocomplete="current-password" required></p>
         <p><label><input name="remember_login" type="checkbox" value="1"> Remember me</label></p>
         <input name="redirect_url" type="hidden" value="{HtmlPages.Text(redirect ?? "")}"><input name="{FormGuard.Field}" type="hidden" value="{FormGuard.TokenFor(http)}">
         <p><button>Log in</button></p></form>
         """);

    private sealed record TokenView(string Token);

    private sealed record SignInQuery([property: Microsoft.AspNetCore.Mvc.FromQuery(Name = "redirect_url")] string? RedirectUrl, string? User);
}
