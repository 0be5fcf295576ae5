using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Pages;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

/// <summary>Who a browser is, signing in and out by the API.</summary>
public sealed class SessionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Nobody_is_nobody()
    {
        var reply = (await server.Guest().GetAsync(SignedInBrowsers.Session)).Expect(200);

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (reply["user"].ValueKind, reply["guest"].ValueKind));
        Assert.Equal((server.Clock.GetUtcNow().ToUnixTimeMilliseconds(), Branding.Version), (reply["now"].GetInt64(), reply["version"].GetString()));
        Assert.False(reply.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task Who_signs_in_is_shown_with_everything_a_page_needs()
    {
        var ada = await server.PersonAsync("ada", "mathematicians");
        await ada.PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "email", value = "ada@example.org" });
        var browser = server.Guest();

        var entered = (await browser.SignInAsync(ada.User, PlenumServer.Password)).Expect(200);
        var later = (await browser.GetAsync(SignedInBrowsers.Session)).Expect(200);

        Assert.Equal(
            $$"""{"id":"{{ada.User}}","displayName":"Ada","email":"ada@example.org","language":"en","locale":"","isAdmin":false,"groups":["mathematicians"]}""",
            entered["user"].GetRawText());
        Assert.Equal(entered["user"].GetRawText(), later["user"].GetRawText());
        Assert.Equal(ada.User, (await browser.GetAsync("/ocs/v2.php/cloud/user")).Expect(200)["id"].GetString());
    }

    [Fact]
    public async Task An_administrator_is_known_as_one()
    {
        var browser = await server.BrowserOfAsync("admin", PlenumServer.AdminPassword);

        var user = (await browser.GetAsync(SignedInBrowsers.Session)).Expect(200)["user"];

        Assert.True(user.GetProperty("isAdmin").GetBoolean());
    }

    [Fact]
    public async Task A_guest_has_an_identity_and_the_name_used_last_beside_the_account()
    {
        var ada = await server.PersonAsync();
        var room = await ada.CreatePublicAsync("room");
        var browser = server.Guest();
        var joined = (await browser.JoinAsync(room.Token)).Expect(200);
        await browser.PostAsync($"v1/guest/{room.Token}/name", new { displayName = "Grace" });

        var guest = (await browser.GetAsync(SignedInBrowsers.Session)).Expect(200);
        var both = (await browser.SignInAsync(ada.User, PlenumServer.Password)).Expect(200);

        Assert.Equal((JsonValueKind.Null, joined["actorId"].GetString(), "Grace"), (guest["user"].ValueKind, Guest(guest, "id"), Guest(guest, "displayName")));
        Assert.Equal((ada.User, joined["actorId"].GetString()), (both["user"].GetProperty("id").GetString(), Guest(both, "id")));
    }

    [Fact]
    public async Task Who_sends_credentials_is_shown_and_gets_no_cookie()
    {
        var ada = await server.PersonAsync();

        var reply = (await ada.GetAsync(SignedInBrowsers.Session)).Expect(200);

        Assert.Equal(ada.User, reply["user"].GetProperty("id").GetString());
        Assert.False(reply.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task Wrong_credentials_are_401_here_too()
    {
        using var stranger = new TalkClient(server, "admin", "guess");

        Assert.Equal((401, 401), ((await stranger.GetAsync(SignedInBrowsers.Session)).Status, (await stranger.DeleteAsync(SignedInBrowsers.Session)).Status));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_cookie_is_out_of_reach_and_lives_on_when_remembered(bool remember)
    {
        var ada = await server.PersonAsync();

        var cookie = (await server.Guest().SignInAsync(ada.User, PlenumServer.Password, remember)).Expect(200).SignInCookie()!;

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(remember, cookie.Contains($"max-age={SignIn.RememberedLifetime.TotalSeconds}", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_address_signs_in_as_well_and_spaces_around_it_do_not_count()
    {
        var id = PlenumServer.Unique("mail");
        await server.Admin().CreateUserAsync(id, email: $"{id}@example.org");

        var browser = await server.BrowserOfAsync($" {id}@example.org ");

        Assert.Equal(id, await browser.WhoAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_403_and_changes_nothing()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var browser = await server.BrowserOfAsync(ada.User);
        await server.Admin().PutAsync($"/ocs/v2.php/cloud/users/{grace.User}/disable");

        var wrong = await browser.SignInAsync(ada.User, "guess");
        var unknown = await browser.SignInAsync("nobody", "guess");
        var disabled = await browser.SignInAsync(grace.User, PlenumServer.Password);

        Assert.All([wrong, unknown, disabled], reply => Assert.Equal((403, "password", null), (reply.Status, reply.Error, reply.SignInCookie())));
        Assert.Equal(ada.User, await browser.WhoAsync());
    }

    [Fact]
    public async Task An_app_password_signs_no_browser_in()
    {
        var ada = await server.PersonAsync();
        var device = await ada.DeviceAsync(server);

        Assert.Equal((403, "password"), await server.Guest().SignInAsync(ada.User, device.Password) is var reply ? (reply.Status, reply.Error) : default);
    }

    [Theory]
    [InlineData("""{"password":"x"}""", "user")]
    [InlineData("""{"user":"x"}""", "password")]
    [InlineData("""{"user":"x","password":["x"]}""", "password")]
    public async Task Name_and_password_are_needed(string body, string missing)
    {
        var reply = await server.Guest().PostAsync(SignedInBrowsers.Session, RawRequests.Body(body));

        Assert.Equal((400, missing), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Foreign_pages_sign_nobody_in_or_out()
    {
        var ada = await server.PersonAsync();
        var browser = await server.BrowserOfAsync(ada.User);
        browser.Http.DefaultRequestHeaders.Remove("OCS-APIRequest");

        var signIn = await browser.SignInAsync("admin", PlenumServer.AdminPassword);
        var signOut = await browser.DeleteAsync(SignedInBrowsers.Session);
        browser.Http.DefaultRequestHeaders.Add("OCS-APIRequest", "true");

        Assert.Equal((412, 412, ada.User), (signIn.Status, signOut.Status, await browser.WhoAsync()));
    }

    [Fact]
    public async Task Who_signs_in_as_somebody_else_leaves_no_sign_in_behind()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var browser = await server.BrowserOfAsync(ada.User);

        (await browser.SignInAsync(grace.User, PlenumServer.Password)).Expect(200);
        var left = await server.FromDbAsync(db => db.SignIns.CountAsync(signIn => signIn.AccountId == ada.User));

        Assert.Equal((grace.User, 0), (await browser.WhoAsync(), left));
    }

    [Fact]
    public async Task Signing_out_ends_it_and_leaves_the_guest()
    {
        var ada = await server.PersonAsync();
        var room = await ada.CreatePublicAsync("room");
        var browser = await server.BrowserOfAsync(ada.User);
        var other = await server.BrowserOfAsync(ada.User);
        (await browser.DeleteAsync(SignedInBrowsers.Session)).Expect(200);
        await browser.JoinAsync(room.Token);
        await browser.SignInAsync(ada.User, PlenumServer.Password);

        var left = (await browser.DeleteAsync(SignedInBrowsers.Session)).Expect(200);
        var after = (await browser.GetAsync(SignedInBrowsers.Session)).Expect(200);

        Assert.Equal("[]", left.Data.GetRawText());
        Assert.Contains("max-age=0", left.SignInCookie(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Object), (after["user"].ValueKind, after["guest"].ValueKind));
        Assert.Equal(ada.User, await other.WhoAsync());
    }

    [Fact]
    public async Task Signing_out_twice_is_the_same_as_once()
    {
        var browser = server.Guest();

        var reply = (await browser.DeleteAsync(SignedInBrowsers.Session)).Expect(200);

        Assert.Null(reply.SignInCookie());
    }

    [Fact]
    public async Task Who_may_not_use_Talk_can_sign_in_all_the_same()
    {
        var ada = await server.PersonAsync();
        await using var config = await server.ConfigAsync(("allowed_groups", """["nobody"]"""));

        var browser = await server.BrowserOfAsync(ada.User);

        Assert.Equal(ada.User, await browser.WhoAsync());
    }

    [Fact]
    public async Task The_time_is_told_to_everybody_without_a_look_at_the_database()
    {
        using var stranger = new TalkClient(server, "admin", "guess");
        stranger.Http.DefaultRequestHeaders.Remove("OCS-APIRequest");
        await stranger.GetAsync($"{SignedInBrowsers.Own}/time");
        using var counter = QueryCounter.Start(server);

        var reply = (await stranger.GetAsync($"{SignedInBrowsers.Own}/time")).Expect(200);

        Assert.Equal((server.Clock.GetUtcNow().ToUnixTimeMilliseconds(), 0), (reply["now"].GetInt64(), counter.ReadsOfOneRequest));
        Assert.False(reply.Headers.ContainsKey("Set-Cookie"));
    }

    private static string? Guest(Reply reply, string name) => reply["guest"].GetProperty(name).GetString();
}

public sealed class SessionGuessingTests(CountingServer server) : IClassFixture<CountingServer>
{
    [Fact]
    public async Task Guessing_here_counts_like_everywhere()
    {
        var (ada, address) = (await server.PersonAsync(), CountingServer.NewAddress());
        var browser = server.Guest().At(address);

        for (var i = 0; i < BruteForce.Limit; i++) Assert.Equal(403, (await browser.SignInAsync(ada.User, "guess")).Status);
        var right = await browser.SignInAsync(ada.User, PlenumServer.Password);
        var api = await ada.At(address).GetAsync("/ocs/v2.php/cloud/user");
        var elsewhere = await server.BrowserOfAsync(ada.User);

        Assert.Equal((429, 429), (right.Status, api.Status));
        Assert.Equal(ada.User, await elsewhere.WhoAsync());
    }
}

/// <summary>A server of its own, to which nobody has come yet.</summary>
public sealed class FreshServerTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task A_server_is_fresh_until_somebody_signs_in()
    {
        var before = (await server.Guest().GetAsync(SignedInBrowsers.Session)).Expect(200)["isFresh"].GetBoolean();
        await server.BrowserOfAsync("admin", PlenumServer.AdminPassword);
        await server.AdvanceAsync(TimeSpan.FromMinutes(1));
        var after = (await server.Guest().GetAsync(SignedInBrowsers.Session)).Expect(200)["isFresh"].GetBoolean();

        Assert.True(before);
        Assert.False(after);
    }
}
