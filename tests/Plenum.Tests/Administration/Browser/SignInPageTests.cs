using System.Net.Http.Json;
using System.Text.Json;
using Plenum.Accounts;
using Plenum.Administration;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class SignInPageTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Own = "/ocs/v2.php/cloud/user";

    [Theory]
    [InlineData("/login")]
    [InlineData("/index.php/login")]
    public async Task Signed_in_the_browser_is_the_account(string path)
    {
        var ada = await server.PersonAsync();
        using var browser = new Browser(server);

        var entered = await browser.SignInAsync(ada.User, PlenumServer.Password, $"{path}?redirect_url=/call/abcd");
        var own = await browser.ApiAsync(Own);

        Assert.Equal((303, "/call/abcd"), (entered.Status, entered.Location));
        Assert.Equal(ada.User, own.Expect(200)["id"].GetString());
    }

    [Fact]
    public async Task Every_sign_in_has_a_cookie_of_its_own_out_of_reach_for_scripts()
    {
        var ada = await server.PersonAsync();
        using var browser = new Browser(server);
        browser.Cookies.Add(new Uri(server.Url), new System.Net.Cookie("plenum_login", "planted"));

        await browser.SignInAsync(ada.User, PlenumServer.Password);
        var cookie = browser.Cookies.GetCookies(new Uri(server.Url))["plenum_login"]!;

        Assert.NotEqual("planted", cookie.Value);
        Assert.True(cookie.HttpOnly);
    }

    [Fact]
    public async Task A_wrong_password_shows_the_form_again()
    {
        var ada = await server.PersonAsync();
        using var browser = new Browser(server);

        var again = await browser.SignInAsync(ada.User, "wrong", "/login?redirect_url=/call/abcd");

        Assert.Equal((200, ada.User, "/call/abcd"), (again.Status, again.Field("user"), again.Field("redirect_url")));
        Assert.Contains("Wrong login or password", again.Html);
        Assert.Equal(401, (await browser.ApiAsync(Own)).Status);
    }

    [Fact]
    public async Task A_form_of_another_page_signs_nobody_in()
    {
        var ada = await server.PersonAsync();
        using var browser = new Browser(server);
        await browser.GetAsync("/login");

        var forged = await browser.PostAsync("/login", ("user", ada.User), ("password", PlenumServer.Password), ("requesttoken", "guess"));

        Assert.Equal((200, 401), (forged.Status, (await browser.ApiAsync(Own)).Status));
    }

    [Theory]
    [InlineData("/call/abcd", "/call/abcd")]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/a\r\nLocation: x", "/")]
    [InlineData("call/abcd", "/")]
    public void Nobody_is_sent_to_another_server(string? wanted, string expected)
    {
        Assert.Equal(expected, LocalAddress.Of(wanted));
    }

    [Fact]
    public async Task What_is_typed_is_shown_as_text()
    {
        using var browser = new Browser(server);

        var form = await browser.GetAsync("/login?user=%22%3E%3Cscript%3E");

        Assert.DoesNotContain("<script>", form.Html);
        Assert.Equal("\"><script>", form.Field("user"));
        Assert.Contains("form-action 'self'", form.Policy);
    }

    [Fact]
    public async Task Who_is_signed_in_already_goes_on()
    {
        using var browser = new Browser(server);
        await browser.SignInAsync("admin", PlenumServer.AdminPassword);

        var shown = await browser.GetAsync("/login?redirect_url=/call/abcd");

        Assert.Equal((303, "/call/abcd"), (shown.Status, shown.Location));
    }

    [Fact]
    public async Task Signing_out_needs_the_token_and_ends_it()
    {
        using var browser = new Browser(server);
        await browser.SignInAsync("admin", PlenumServer.AdminPassword);
        var token = (await browser.Http.GetFromJsonAsync<JsonElement>("/index.php/csrftoken")).GetProperty("token").GetString();

        await browser.GetAsync("/logout?requesttoken=guess");
        var still = await browser.ApiAsync(Own);
        var left = await browser.GetAsync($"/logout?requesttoken={token}");

        Assert.Equal((200, 303, "/login"), (still.Status, left.Status, left.Location));
        Assert.Equal(401, (await browser.ApiAsync(Own)).Status);
    }

    [Fact]
    public async Task It_ends_after_a_day_without_use_or_fifteen_when_remembered()
    {
        using var browser = new Browser(server);
        using var remembered = new Browser(server);
        await browser.SignInAsync("admin", PlenumServer.AdminPassword);
        await remembered.SignInAsync("admin", PlenumServer.AdminPassword, remember: true);

        server.Clock.Advance(TimeSpan.FromHours(23));
        var used = await browser.ApiAsync(Own);
        server.Clock.Advance(TimeSpan.FromHours(23));
        var usedAgain = await browser.ApiAsync(Own);
        server.Clock.Advance(SignIn.Lifetime);
        var idle = await browser.ApiAsync(Own);
        server.Clock.Advance(TimeSpan.FromDays(12));
        var kept = await remembered.ApiAsync(Own);
        await server.AdvanceAsync(SignIn.RememberedLifetime);
        var over = await remembered.ApiAsync(Own);

        Assert.Equal((200, 200, 401, 200, 401), (used.Status, usedAgain.Status, idle.Status, kept.Status, over.Status));
    }

    [Fact]
    public async Task It_ends_with_the_password_and_with_the_account()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        using var changed = new Browser(server);
        using var disabled = new Browser(server);
        await changed.SignInAsync(ada.User, PlenumServer.Password);
        await disabled.SignInAsync(grace.User, PlenumServer.Password);

        await ada.PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "password", value = "another horse" });
        await server.Admin().PutAsync($"/ocs/v2.php/cloud/users/{grace.User}/disable");

        Assert.Equal((401, 401), ((await changed.ApiAsync(Own)).Status, (await disabled.ApiAsync(Own)).Status));
    }

    [Fact]
    [Case("platform T44")]
    public async Task Basic_wins_over_the_cookie_of_somebody_who_is_signed_in()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        using var browser = new Browser(server);
        await browser.SignInAsync(ada.User, PlenumServer.Password);

        browser.Http.DefaultRequestHeaders.Authorization = grace.Http.DefaultRequestHeaders.Authorization;

        Assert.Equal(grace.User, (await browser.ApiAsync(Own)).Expect(200)["id"].GetString());
    }

    [Fact]
    public async Task A_cookie_alone_does_not_pass_for_the_header()
    {
        using var browser = new Browser(server);
        await browser.SignInAsync("admin", PlenumServer.AdminPassword);

        Assert.Equal(412, (await browser.GetAsync(Own)).Status);
    }

    [Fact]
    public async Task The_password_can_be_proven_once_more()
    {
        var ada = await server.PersonAsync();

        var right = await ada.PutAsync("/ocs/v2.php/core/apppassword/confirm", new { password = PlenumServer.Password });
        var wrong = await ada.PutAsync("/ocs/v2.php/core/apppassword/confirm", new { password = "wrong" });

        Assert.Equal(server.Clock.Unix, right.Expect(200)["lastLogin"].GetInt64());
        Assert.Equal((403, 401), (wrong.Status, (await server.Guest().PutAsync("/ocs/v2.php/core/apppassword/confirm", new { password = "x" })).Status));
    }
}

public sealed class SignInGuessingTests(CountingServer server) : IClassFixture<CountingServer>
{
    [Fact]
    public async Task Guessing_in_the_form_counts_like_everywhere()
    {
        var (ada, address) = (await server.PersonAsync(), CountingServer.NewAddress());
        using var browser = new Browser(server);
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", address);

        for (var i = 0; i < BruteForce.Limit; i++) Assert.Equal(200, (await browser.SignInAsync(ada.User, "guess")).Status);
        var form = await browser.SignInAsync(ada.User, PlenumServer.Password);
        var api = await ada.At(address).GetAsync("/ocs/v2.php/cloud/user");

        Assert.Equal((429, 429), (form.Status, api.Status));
    }
}
