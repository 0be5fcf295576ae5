using Microsoft.Net.Http.Headers;

namespace Plenum.Accounts;

/// <summary>The cookie that carries a <see cref="BrowserSession"/>: out of reach for scripts and for foreign pages.</summary>
internal static class BrowserCookie
{
    private const int SecretLength = 64;

    /// <summary>What the browser sent, or a new secret for one that has no session.</summary>
    public static string SecretOf(HttpRequest request, BrowserSession? known) =>
        known is not null && request.Cookies[BrowserSession.Cookie] is { Length: > 0 } sent ? sent : Common.Secret.Create(SecretLength);

    /// <summary>The value of a <c>Set-Cookie</c> header; sent again at each join, so that it lives on while it is used.</summary>
    public static string Header(HttpRequest request, string secret) => new SetCookieHeaderValue(BrowserSession.Cookie, secret)
    {
        Path = "/",
        HttpOnly = true,
        SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Lax,
        Secure = request.IsHttps,
        MaxAge = BrowserSession.Lifetime,
    }.ToString();
}
