using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <summary>Plenum's own addition: who a browser is, signing in and out for a page that has a form of its own (platform §2.4).</summary>
internal static class SessionEndpoints
{
    private static readonly Refusal WrongPassword = Refusal.Forbidden("password");

    public static void MapSession(this IEndpointRouteBuilder own)
    {
        var session = own.MapGroup("session").WithTags("Session");

        session.MapGet("", Get)
            .WithName("plenum-getSession").WithSummary("Get who one is");
        session.MapPost("", Enter).OwnsUnitOfWork()
            .WithName("plenum-signIn").WithSummary("Sign a browser in");
        session.MapDelete("", Leave).OwnsUnitOfWork()
            .WithName("plenum-signOut").WithSummary("Sign a browser out");
    }

    /// <summary>Anybody may ask; nobody gets a cookie by it.</summary>
    /// <returns>200 the view.</returns>
    private static async Task<OcsResult<SessionView>> Get(Caller caller, SessionViews views, CancellationToken ct) =>
        OcsResult.Ok(await views.OfAsync(caller.Account, caller.Browser, ct));

    /// <summary>A sign-in that the browser had before ends.</summary>
    /// <returns>200 the view and the cookie; 403 <c>password</c> for wrong ones and for an account that may not sign in; 429 after too many of them.</returns>
    private static async Task<OcsResult<SessionView>> Enter(
        SignInRequest request, Caller caller, HttpRequest http, BrowserSignIn signIn, SignInBook signIns, SessionViews views, CancellationToken ct)
    {
        var entered = await signIn.EnterAsync(caller.Network, request.User.Trim(), request.Password, request.Remember, ct);
        if (!entered.TryGet(out var signedIn, out var refusal)) return OcsResult.Refuse<SessionView>(refusal.Kind == RefusalKind.TooMany ? refusal : WrongPassword);

        await signIns.EndAsync(http, ct);
        return OcsResult.Ok(await views.OfAsync(signedIn.Account, caller.Browser, ct))
            .With(HeaderNames.SetCookie, SignInBook.CookieOf(http, signedIn.Secret, request.Remember));
    }

    /// <summary>The guest who one was before, one is again.</summary>
    /// <returns>200 <c>[]</c>, also for somebody who was not signed in.</returns>
    private static async Task<OcsResult<Empty>> Leave(HttpRequest http, SignInBook signIns, CancellationToken ct)
    {
        await signIns.EndAsync(http, ct);
        return OcsResult.Ok(default(Empty)).With(HeaderNames.SetCookie, http.Cookies.ContainsKey(SignIn.Cookie) ? SignInBook.NoCookie(http) : null);
    }

    /// <param name="User">Account or e-mail address.</param>
    /// <param name="Password">The account's own; app passwords are for devices.</param>
    /// <param name="Remember">For fifteen days without use instead of one, and beyond the closing of the browser.</param>
    private sealed record SignInRequest(string User, string Password, bool Remember = false) : OcsRequest<SignInRequest>;
}
