using Microsoft.Net.Http.Headers;
using Plenum.Accounts;

namespace Plenum.Administration;

/// <summary>The login flow that a browser is in.</summary>
internal static class FlowCookie
{
    private const string Name = "plenum_flow";

    public static string? Of(HttpRequest request) => request.Cookies[Name] is { Length: LoginFlowBook.TokenLength } token ? token : null;

    public static string Header(HttpRequest request, string loginToken) => Cookie(request, loginToken, LoginFlow.Lifetime);

    public static string None(HttpRequest request) => Cookie(request, "", TimeSpan.Zero);

    private static string Cookie(HttpRequest request, string value, TimeSpan maxAge) => new SetCookieHeaderValue(Name, value)
    {
        Path = "/",
        HttpOnly = true,
        SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Lax,
        Secure = request.IsHttps,
        MaxAge = maxAge,
    }.ToString();
}
