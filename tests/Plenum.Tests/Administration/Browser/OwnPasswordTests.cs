using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

/// <summary>People change their own account with the browser in which they are signed in.</summary>
public sealed class OwnPasswordTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Another = "another horse";

    [Theory]
    [InlineData("displayname", "Countess", "displayName")]
    [InlineData("language", "de", "language")]
    [InlineData("email", "countess@example.org", "email")]
    public async Task Name_language_and_address_change_by_cookie(string key, string value, string shown)
    {
        var ada = await server.PersonAsync();
        var browser = await server.BrowserOfAsync(ada.User);
        server.LetProofsLapse();

        (await EditAsync(browser, ada.User, key, value)).Expect(200);

        Assert.Equal(value, (await browser.GetAsync(SignedInBrowsers.Session)).Expect(200)["user"].GetProperty(shown).GetString());
    }

    [Fact]
    public async Task A_new_password_keeps_this_browser_and_ends_all_others()
    {
        var ada = await server.PersonAsync();
        var (browser, other) = (await server.BrowserOfAsync(ada.User), await server.BrowserOfAsync(ada.User));
        var device = await ada.DeviceAsync(server);

        var changed = (await EditAsync(browser, ada.User, "password", Another)).Expect(200);

        Assert.NotNull(changed.SignInCookie());
        Assert.Equal((ada.User, null), (await browser.WhoAsync(), await other.WhoAsync()));
        Assert.Equal(200, (await device.Client.GetAsync("/ocs/v2.php/cloud/user")).Status);
        Assert.Equal(ada.User, await (await server.BrowserOfAsync(ada.User, Another)).WhoAsync());
    }

    [Fact]
    public async Task Who_copied_the_cookie_is_out_after_a_new_password()
    {
        var ada = await server.PersonAsync();
        var browser = server.Guest();
        var copied = (await browser.SignInAsync(ada.User, PlenumServer.Password)).SignInCookie()!.Split(';')[0];
        var thief = server.Guest();
        thief.Http.DefaultRequestHeaders.Add("Cookie", copied);
        var before = await thief.WhoAsync();

        await EditAsync(browser, ada.User, "password", Another);

        Assert.Equal((ada.User, null), (before, await thief.WhoAsync()));
    }

    [Fact]
    public async Task A_remembered_browser_stays_remembered()
    {
        var ada = await server.PersonAsync();
        var browser = server.Guest();
        await browser.SignInAsync(ada.User, PlenumServer.Password, remember: true);

        var cookie = (await EditAsync(browser, ada.User, "password", Another)).Expect(200).SignInCookie();

        Assert.Contains("max-age=1296000", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task After_half_an_hour_the_password_has_to_be_proven_once_more()
    {
        var ada = await server.PersonAsync();
        var browser = await server.BrowserOfAsync(ada.User);
        server.LetProofsLapse();

        var refused = await EditAsync(browser, ada.User, "password", Another);
        var wrong = await browser.ConfirmAsync("guess");
        var still = await EditAsync(browser, ada.User, "password", Another);
        (await browser.ConfirmAsync()).Expect(200);
        var changed = await EditAsync(browser, ada.User, "password", Another);

        Assert.Equal((403, "confirm", "Password confirmation is required"), (refused.Status, refused.Error, refused.Meta.GetProperty("message").GetString()));
        Assert.Equal((403, 403, 200), (wrong.Status, still.Status, changed.Status));
        Assert.Equal(ada.User, await browser.WhoAsync());
    }

    [Fact]
    public async Task Whoever_sends_the_password_along_need_not_prove_it()
    {
        var ada = await server.PersonAsync();
        server.LetProofsLapse();

        var changed = (await EditAsync(ada, ada.User, "password", Another)).Expect(200);

        Assert.Null(changed.SignInCookie());
    }

    [Fact]
    public async Task A_password_that_is_refused_changes_nothing()
    {
        var ada = await server.PersonAsync();
        var browser = await server.BrowserOfAsync(ada.User);
        await using var policy = await server.AppConfigAsync("password_policy", ("minLength", "12"));

        var weak = await EditAsync(browser, ada.User, "password", "short");
        var empty = await EditAsync(browser, ada.User, "password", "");

        Assert.Equal((107, 101), (weak.Code, empty.Code));
        Assert.Equal((null, null), (weak.SignInCookie(), empty.SignInCookie()));
        Assert.Equal(ada.User, await (await server.BrowserOfAsync(ada.User)).WhoAsync());
    }

    [Fact]
    public async Task An_administrator_in_a_browser_gives_others_a_password_and_stays()
    {
        var ada = await server.PersonAsync();
        var browser = await server.BrowserOfAsync("admin", PlenumServer.AdminPassword);
        var hers = await server.BrowserOfAsync(ada.User);

        (await EditAsync(browser, ada.User, "password", Another)).Expect(200);

        Assert.Equal(("admin", null), (await browser.WhoAsync(), await hers.WhoAsync()));
    }

    private static Task<Reply> EditAsync(TalkClient browser, string user, string key, string value) =>
        browser.PutAsync($"/ocs/v2.php/cloud/users/{user}", new { key, value });
}
