using Plenum.Accounts;
using Plenum.Pages;

namespace Plenum.Administration;

/// <summary>Where the pages of a login flow are.</summary>
/// <param name="Ask">The page that asks.</param>
/// <param name="Target">Where its form goes.</param>
/// <param name="FormTarget">Where that may lead besides this server.</param>
internal sealed record GrantForm(string Ask, string Target, string FormTarget = "");

/// <summary>The pages that both login flows show: who wants access, and whether it is granted.</summary>
internal static class GrantPages
{
    /// <summary>Names the device and leads on to the question; 403 without a flow that is open.</summary>
    public static async Task<IResult> ShowAsync(HttpContext http, LoginFlowBook flows, string ask, CancellationToken ct)
    {
        if (FlowCookie.Of(http.Request) is not { } login || await flows.FindAsync(login, ct) is not { } flow) return Refused();
        return await flows.RenewStateAsync(login, ct) is { } state ? Picker(http, flow.Device, ask, state) : Refused();
    }

    public static IResult Picker(HttpContext http, string device, string ask, string state) => HtmlPages.Page(
        StatusCodes.Status200OK,
        $"""<p>{HtmlPages.Text(device)} asks for access to your account.</p><p><a href="{http.Request.PathBase}{ask}?stateToken={state}">Log in</a></p>""");

    /// <summary>Asks whoever is signed in; others sign in first. 403 for a state that does not fit.</summary>
    public static async Task<IResult> AskAsync(Caller caller, HttpContext http, LoginFlowBook flows, GrantForm form, string? state, CancellationToken ct)
    {
        if (FlowCookie.Of(http.Request) is not { } login || state is null || await flows.FindAsync(login, state, ct) is not { } flow) return Refused();
        if (!caller.HasAccount) return HtmlPages.SeeOther($"{http.Request.PathBase}/login?redirect_url={Uri.EscapeDataString($"{form.Ask}?stateToken={state}")}");
        if (!MayGrant(caller)) return Refused();

        return HtmlPages.Page(
            StatusCodes.Status200OK,
            $"""
             <p>Give {HtmlPages.Text(flow.Device)} access to the account {HtmlPages.Text(caller.Account!.DisplayName)} ({HtmlPages.Text(caller.Account.Id)})?</p>
             <form method="post" action="{http.Request.PathBase}{form.Target}"><input name="stateToken" type="hidden" value="{HtmlPages.Text(state)}">
             <input name="{FormGuard.Field}" type="hidden" value="{FormGuard.TokenFor(http)}"><p><button>Grant access</button></p></form>
             """,
            form.FormTarget);
    }

    /// <summary>Not with an app password: a device cannot let in another one.</summary>
    public static bool MayGrant(Caller caller) => caller is { HasAccount: true, AppPassword: null };

    public static IResult Refused() => HtmlPages.Page(StatusCodes.Status403Forbidden, "<p>This login is over or was started elsewhere. Start again on your device.</p>");
}
