using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Pages;

namespace Plenum.Participants;

/// <summary>The page behind the link of a conversation (platform §14.1), with and without <c>/index.php</c>.</summary>
internal static class CallPageEndpoints
{
    private const string PasswordField = "password";

    public static void MapCallPage(this IEndpointRouteBuilder app)
    {
        foreach (var path in new[] { $"/call/{ConversationToken.Route}", $"/index.php/call/{ConversationToken.Route}" })
        {
            app.MapGet(path, Show).WithMetadata(new ComesIn(OnlyStrangers: true)).ExcludeFromDescription();
            app.MapPost(path, Enter).WithMetadata(new ComesIn(OnlyStrangers: true)).ExcludeFromDescription();
        }
    }

    /// <summary>The page of the conversation; a personal link proves an invitation first.</summary>
    /// <returns>200 page or password form; 303 to the login; 404 for somebody signed in; 429.</returns>
    private static Task<IResult> Show(string token, Caller caller, HttpContext http, CallPage page, string? email, string? access, CancellationToken ct)
    {
        var invitation = email is null && access is null ? null : new PersonalInvitation(email ?? "", access ?? "");
        return AnswerAsync(http, page, new Visit(caller, token, invitation, Password: null, BrowserCookie.SecretOf(http.Request, caller.Browser)), ct);
    }

    /// <summary>The password form, filled in.</summary>
    private static async Task<IResult> Enter(string token, Caller caller, HttpContext http, CallPage page, CancellationToken ct)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(ct) : null;
        var typed = form?[PasswordField].ToString() ?? "";
        return await AnswerAsync(http, page, new Visit(caller, token, Invitation: null, typed, BrowserCookie.SecretOf(http.Request, caller.Browser)), ct);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, CallPage page, Visit visit, CancellationToken ct)
    {
        var outcome = await page.OpenAsync(visit, ct);
        if (outcome == VisitOutcome.Open) http.Response.Headers.Append(HeaderNames.SetCookie, BrowserCookie.Header(http.Request, visit.CookieSecret));
        return outcome switch
        {
            VisitOutcome.Open => WebApp.Page(200, "<p>You can join this conversation now.</p>"),
            VisitOutcome.AskForPassword => WebApp.Page(200, Form("This conversation is protected by a password.")),
            VisitOutcome.WrongPassword => WebApp.Page(200, Form("The password is wrong. Try again.")),
            VisitOutcome.SignIn => HtmlPages.SeeOther($"{http.Request.PathBase}/login?redirect_url={Uri.EscapeDataString($"/call/{visit.Token}")}"),
            VisitOutcome.NotFound => WebApp.Page(404, "<p>There is no such conversation, or you are not part of it.</p>"),
            VisitOutcome.TooManyTries => WebApp.Page(429, "<p>Too many wrong tries. Wait half an hour.</p>"),
            _ => throw new ArgumentOutOfRangeException(nameof(page), outcome, message: null),
        };
    }

    private static string Form(string prompt) =>
        $"""<form method="post"><p><label for="password">{prompt}</label></p><p><input id="password" name="{PasswordField}" type="password" autocomplete="off" required autofocus> <button>Enter</button></p></form>""";
}
