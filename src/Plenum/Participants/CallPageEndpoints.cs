using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Meetings;

namespace Plenum.Participants;

/// <summary>The page behind the link of a conversation (platform §14.1), with and without <c>/index.php</c>.</summary>
internal static class CallPageEndpoints
{
    private const string PasswordField = "password";

    public static void MapCallPage(this IEndpointRouteBuilder app)
    {
        foreach (var path in new[] { $"/call/{ConversationToken.Route}", $"/index.php/call/{ConversationToken.Route}" })
        {
            app.MapGet(path, Show).ExcludeFromDescription();
            app.MapPost(path, Enter).ExcludeFromDescription();
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
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'self'";
        return outcome switch
        {
            VisitOutcome.Open => Page(200, "<p>You can join this conversation now.</p>"),
            VisitOutcome.AskForPassword => Page(200, Form("This conversation is protected by a password.")),
            VisitOutcome.WrongPassword => Page(200, Form("The password is wrong. Try again.")),
            VisitOutcome.SignIn => new SeeOther($"{http.Request.PathBase}/login?redirect_url={Uri.EscapeDataString($"/call/{visit.Token}")}"),
            VisitOutcome.NotFound => Page(404, "<p>There is no such conversation, or you are not part of it.</p>"),
            VisitOutcome.TooManyTries => Page(429, "<p>Too many wrong tries. Wait half an hour.</p>"),
            _ => throw new ArgumentOutOfRangeException(nameof(page), outcome, message: null),
        };
    }

    private static string Form(string prompt) =>
        $"""<form method="post"><p><label for="password">{prompt}</label></p><p><input id="password" name="{PasswordField}" type="password" autocomplete="off" required autofocus> <button>Enter</button></p></form>""";

    private static ContentHttpResult Page(int status, string body) => TypedResults.Content(
        $"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Plenum</title></head><body><main><h1>Plenum</h1>{body}</main></body></html>""",
        $"{MediaTypeNames.Text.Html}; charset=utf-8",
        statusCode: status);

    /// <summary>303: whatever was asked for how, the login page is to be fetched with GET.</summary>
    private sealed class SeeOther(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }
}
