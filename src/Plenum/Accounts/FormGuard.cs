using Microsoft.Net.Http.Headers;
using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>
/// Proves that a form was filled in on a page of this server: its <c>requesttoken</c> belongs to a cookie that foreign
/// pages can neither read nor have sent along.
/// </summary>
internal static class FormGuard
{
    public const string Field = "requesttoken";

    private const string Cookie = "plenum_form";
    private const int SecretLength = 64;

    /// <summary>The token for a form; gives the browser the cookie that goes with it.</summary>
    public static string TokenFor(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is { Length: SecretLength } known) return TokenOf(known);

        var secret = Secret.Create(SecretLength);
        http.Response.Headers.Append(HeaderNames.SetCookie, new SetCookieHeaderValue(Cookie, secret)
        {
            Path = "/",
            HttpOnly = true,
            SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        }.ToString());
        return TokenOf(secret);
    }

    public static bool Accepts(HttpRequest request, string? token) =>
        token is { Length: > 0 } && request.Cookies[Cookie] is { Length: SecretLength } secret && Secret.AreEqual(token, TokenOf(secret));

    private static string TokenOf(string secret) => Secret.Sha256($"{Field} {secret}");
}
