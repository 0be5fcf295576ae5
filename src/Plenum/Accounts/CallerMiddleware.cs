using System.Net;
using Microsoft.AspNetCore.Authorization;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>
/// Finds out who is calling before anything else happens. Wrong credentials are refused even where none are needed
/// (platform §1.2); Basic and Bearer win over a cookie.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    public const string LoginAction = "login";

    public async Task InvokeAsync(HttpContext context)
    {
        // A route that is the same for everybody asks nobody who they are.
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null || await IdentifyAsync(context)) await next(context);
    }

    /// <summary>Sets the caller, or answers. In a method of its own: requests that wait for long keep nothing of what it uses.</summary>
    private static async Task<bool> IdentifyAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var bruteForce = services.GetRequiredService<BruteForce>();
        var ct = context.RequestAborted;
        var address = context.Connection.RemoteIpAddress;
        var network = BruteForce.NetworkOf(address);
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.Length > 0 && await bruteForce.AdmitAsync(network, [LoginAction], ct) is { } closed)
        {
            await OcsRefusals.WriteAsync(context, closed);
            return false;
        }

        var authentication = await services.GetRequiredService<Authenticator>().AuthenticateAsync(authorization, ct);
        if (authentication is Authentication.Wrong wrong)
        {
            if (wrong.IsGuess) await bruteForce.RegisterAsync(LoginAction, network, SubjectOf(wrong.LoginName), ct);
            await RefuseAsync(context);
            return false;
        }

        var proven = authentication as Authentication.Proven;
        if (proven is not null)
        {
            if (bruteForce.HasTries) await bruteForce.ForgetAsync(network, [LoginAction], SubjectOf(proven.LoginName), ct);
            services.GetRequiredService<LoginNotes>().Note(proven.Account, proven.AppPassword);
        }

        if (bruteForce.HeldBack > TimeSpan.Zero) context.Response.Headers[BruteForce.ThrottledHeader] = $"{(long)bruteForce.HeldBack.TotalMilliseconds}";
        var signedIn = proven is null ? await services.GetRequiredService<SignInBook>().FindAsync(context.Request, ct) : null;
        var browser = context.Request.Cookies[BrowserSession.Cookie] is { Length: > 0 } cookie
            ? await services.GetRequiredService<PlenumDb>().FindBrowserAsync(Secret.Sha256(cookie), ct)
            : null;
        context.Features.Set(new Caller(proven?.Account ?? signedIn?.Account, browser?.Session, network, AddressOf(address))
        {
            HasInvitations = browser is { HasInvitations: true },
            AppPassword = proven?.AppPassword,
            LoginName = proven?.LoginName ?? signedIn?.LoginName,
            ProvenAt = signedIn?.ProvenAt,
            TabId = context.Request.Headers[Caller.TabHeader].ToString() is { Length: 64 } tab && tab.All(char.IsAsciiLetterOrDigit) ? tab : null,
            UserAgent = context.Request.Headers.UserAgent.ToString(),
        });
        return true;
    }

    /// <summary>Tries are counted per name, but names are not kept: somebody may have typed a password there.</summary>
    public static string SubjectOf(string? loginName) => loginName is null ? "" : Secret.Sha1(Account.KeyOf(loginName));

    private static Task RefuseAsync(HttpContext context)
    {
        // A browser would open its own password dialog for "Basic"; scripts in pages ask not to.
        var scheme = context.Request.Headers.XRequestedWith == "XMLHttpRequest" ? "DummyBasic" : "Basic";
        context.Response.Headers.WWWAuthenticate = $"{scheme} realm=\"Authorisation Required\"";
        return OcsRefusals.WriteAsync(context, new Refusal(RefusalKind.NotLoggedIn, Message: "Current user is not logged in"));
    }

    private static string AddressOf(IPAddress? address) =>
        address is null ? "" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
