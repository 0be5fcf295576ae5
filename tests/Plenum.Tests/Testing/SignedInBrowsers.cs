using Plenum.Accounts;

namespace Plenum.Tests.Testing;

/// <summary>Browsers that are signed in by cookie, through the API.</summary>
internal static class SignedInBrowsers
{
    public const string Own = "/ocs/v2.php/apps/plenum/api/v1";
    public const string Session = $"{Own}/session";

    /// <summary>A browser in which somebody has signed in.</summary>
    public static async Task<TalkClient> BrowserOfAsync(this PlenumServer server, string user, string password = PlenumServer.Password)
    {
        var browser = server.Guest();
        (await browser.SignInAsync(user, password)).Expect(200);
        return browser;
    }

    public static Task<Reply> SignInAsync(this TalkClient browser, string user, string password, bool remember = false) =>
        browser.PostAsync(Session, new { user, password, remember });

    /// <summary>Who the server takes a browser for; null for nobody.</summary>
    public static async Task<string?> WhoAsync(this TalkClient browser)
    {
        var user = (await browser.GetAsync(Session)).Expect(200)["user"];
        return user.ValueKind == System.Text.Json.JsonValueKind.Null ? null : user.GetProperty("id").GetString();
    }

    /// <summary>Proves a password once more.</summary>
    public static Task<Reply> ConfirmAsync(this TalkClient browser, string password = PlenumServer.Password) =>
        browser.PutAsync("/ocs/v2.php/core/apppassword/confirm", new { password });

    /// <summary>Advances the clock until the password has to be proven once more.</summary>
    public static void LetProofsLapse(this PlenumServer server) => server.Clock.Advance(ConfirmationRules.HoldsFor + TimeSpan.FromSeconds(1));

    /// <summary>Whether an answer sets the cookie of a sign-in, and to what.</summary>
    public static string? SignInCookie(this Reply reply) =>
        reply.Headers.TryGetValue("Set-Cookie", out var cookie) && cookie.StartsWith($"{SignIn.Cookie}=", StringComparison.Ordinal) ? cookie : null;
}
