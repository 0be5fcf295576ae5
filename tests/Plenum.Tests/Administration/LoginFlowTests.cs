using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class LoginFlowTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [Case("platform T29", "platform T30")]
    [InlineData("/login/v2")]
    [InlineData("/index.php/login/v2")]
    public async Task A_device_gets_its_app_password_exactly_once(string path)
    {
        var ada = await server.PersonAsync();
        using var device = new Browser(server, "Mozilla/5.0 (Android) Nextcloud-Talk v20.0.0");
        using var browser = new Browser(server);
        var start = await StartAsync(device, path);

        var before = await PollAsync(device, start);
        await GrantAsync(browser, start.Login, ada);
        var first = await PollAsync(device, start);
        var second = await PollAsync(device, start);
        var granted = JsonDocument.Parse(first.Html).RootElement;

        Assert.Equal((404, "[]", 200, 404), (before.Status, before.Html, first.Status, second.Status));
        Assert.Equal((server.Url, ada.User), (granted.GetProperty("server").GetString(), granted.GetProperty("loginName").GetString()));
        Assert.Equal(200, (await new TalkClient(server, ada.User, granted.GetProperty("appPassword").GetString()).GetAsync("/ocs/v2.php/cloud/user")).Status);
        Assert.Equal("Mozilla/5.0 (Android) Nextcloud-Talk v20.0.0", await server.FromDbAsync(db => db.AppPasswords.Where(password => password.AccountId == ada.User).Select(password => password.Name).SingleAsync()));
    }

    [Fact]
    public async Task Both_tokens_are_long_and_the_addresses_absolute()
    {
        using var device = new Browser(server);

        var start = await StartAsync(device);

        Assert.Equal($"{server.Url}/login/v2/poll", start.Endpoint);
        Assert.Matches("^[A-Za-z0-9]{128}$", start.PollToken);
        Assert.Matches($"^{server.Url}/login/v2/flow/[A-Za-z0-9]{{128}}$", start.Login);
    }

    [Fact]
    public async Task The_password_is_bound_to_the_name_that_was_typed()
    {
        var id = PlenumServer.Unique("mail");
        await server.Admin().CreateUserAsync(id, email: $"{id}@example.org");
        using var device = new Browser(server);
        using var browser = new Browser(server);
        var start = await StartAsync(device);

        await GrantAsync(browser, start.Login, new TalkClient(server, $"{id}@example.org", PlenumServer.Password));
        var granted = JsonDocument.Parse((await PollAsync(device, start)).Html).RootElement;

        Assert.Equal($"{id}@example.org", granted.GetProperty("loginName").GetString());
    }

    [Fact]
    [Case("platform T31")]
    public async Task After_twenty_minutes_it_is_over()
    {
        var ada = await server.PersonAsync();
        using var device = new Browser(server);
        using var browser = new Browser(server);
        var (opened, unopened, granted) = (await StartAsync(device), await StartAsync(device), await StartAsync(device));
        using (var other = new Browser(server)) await GrantAsync(other, granted.Login, ada);
        await browser.GetAsync(Path(opened.Login));

        await server.AdvanceAsync(LoginFlow.Lifetime);

        Assert.Equal(404, (await PollAsync(device, granted)).Status);
        Assert.Equal(404, (await browser.GetAsync(Path(unopened.Login))).Status);
        Assert.Equal(403, (await browser.GetAsync("/login/v2/flow")).Status);
    }

    [Fact]
    public async Task What_is_over_is_cleared_away()
    {
        using var device = new Browser(server);
        await StartAsync(device);

        await server.AdvanceAsync(LoginFlow.Lifetime + TimeSpan.FromHours(1));

        Assert.Empty(await server.FromDbAsync(db => db.LoginFlows.ToListAsync()));
    }

    [Fact]
    [Case("platform T35")]
    public async Task A_wrong_state_grants_nothing()
    {
        using var device = new Browser(server);
        using var browser = new Browser(server);
        var start = await StartAsync(device);
        await browser.SignInAsync("admin", PlenumServer.AdminPassword);
        await browser.GetAsync(Path(start.Login));
        var ask = (await browser.GetAsync((await browser.GetAsync("/login/v2/flow")).Expect(200).Link)).Expect(200);

        var wrongState = await browser.PostAsync("/login/v2/grant", ("stateToken", new string('x', 64)), ("requesttoken", ask.Field("requesttoken")));
        var wrongToken = await browser.PostAsync("/login/v2/grant", ("stateToken", ask.Field("stateToken")), ("requesttoken", "x"));
        var wrongPage = await browser.GetAsync("/login/v2/grant?stateToken=x");
        using var stranger = new Browser(server);
        await stranger.SignInAsync("admin", PlenumServer.AdminPassword);
        var otherBrowser = await stranger.PostAsync("/login/v2/grant", ("stateToken", ask.Field("stateToken")), ("requesttoken", ask.Field("requesttoken")));

        Assert.All([wrongState, wrongToken, wrongPage, otherBrowser], reply => Assert.Equal(403, reply.Status));
        Assert.Equal(404, (await PollAsync(device, start)).Status);
    }

    [Fact]
    public async Task Nobody_grants_without_signing_in()
    {
        using var device = new Browser(server);
        using var browser = new Browser(server);
        var start = await StartAsync(device);
        await browser.GetAsync(Path(start.Login));
        var link = (await browser.GetAsync("/login/v2/flow")).Link;

        var ask = await browser.GetAsync(link);
        var grant = await browser.PostAsync("/login/v2/grant", ("stateToken", link.Split('=')[1]), ("requesttoken", ""));

        Assert.Equal((303, $"/login?redirect_url={Uri.EscapeDataString(link)}", 403), (ask.Status, ask.Location, grant.Status));
    }

    [Fact]
    public async Task A_device_that_is_connected_cannot_connect_another()
    {
        var ada = await server.PersonAsync();
        var connected = await ada.DeviceAsync(server);
        using var device = new Browser(server);
        using var browser = new Browser(server);
        var start = await StartAsync(device);
        await browser.GetAsync(Path(start.Login));
        var link = (await browser.GetAsync("/login/v2/flow")).Link;

        browser.Http.DefaultRequestHeaders.Authorization = connected.Client.Http.DefaultRequestHeaders.Authorization;

        Assert.Equal(403, (await browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task A_granted_flow_cannot_be_opened_again()
    {
        using var device = new Browser(server);
        using var browser = new Browser(server);
        var start = await StartAsync(device);

        await GrantAsync(browser, start.Login, server.Admin());

        Assert.Equal(404, (await browser.GetAsync(Path(start.Login))).Status);
    }

    [Fact]
    public async Task Of_many_polls_at_once_one_gets_the_password()
    {
        using var device = new Browser(server);
        using var browser = new Browser(server);
        var start = await StartAsync(device);
        await GrantAsync(browser, start.Login, server.Admin());

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PollAsync(device, start)));

        Assert.Equal([200, 404, 404, 404, 404, 404], replies.Select(reply => reply.Status).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    public async Task An_unknown_token_is_404(string token)
    {
        using var device = new Browser(server);

        var reply = await device.PostAsync("/login/v2/poll", ("token", token));

        Assert.Equal((404, "[]", "application/json"), (reply.Status, reply.Html, reply.Type));
        Assert.Equal(404, (await device.GetAsync("/login/v2/flow/unknown")).Status);
    }

    [Fact]
    public async Task The_device_is_shown_as_text()
    {
        using var device = new Browser(server, "<script>alert(1)</script>");
        using var browser = new Browser(server);
        var start = await StartAsync(device);
        await browser.GetAsync(Path(start.Login));

        Assert.DoesNotContain("<script>", (await browser.GetAsync("/login/v2/flow")).Html);
    }

    private static async Task<Started> StartAsync(Browser device, string path = "/login/v2")
    {
        var root = JsonDocument.Parse((await device.PostAsync(path)).Expect(200).Html).RootElement;
        var poll = root.GetProperty("poll");
        return new Started(poll.GetProperty("token").GetString()!, poll.GetProperty("endpoint").GetString()!, root.GetProperty("login").GetString()!);
    }

    private static Task<PageReply> PollAsync(Browser device, Started start) => device.PostAsync(start.Endpoint, ("token", start.PollToken));

    /// <summary>Everything that somebody does in the browser.</summary>
    private static async Task GrantAsync(Browser browser, string login, TalkClient person)
    {
        var entered = (await browser.GetAsync(Path(login))).Expect(303);
        var picker = (await browser.GetAsync(entered.Location!)).Expect(200);
        var toLogin = (await browser.GetAsync(picker.Link)).Expect(303);
        var back = (await browser.SignInAsync(person.User, person.User == "admin" ? PlenumServer.AdminPassword : PlenumServer.Password, toLogin.Location!)).Expect(303);
        var ask = (await browser.GetAsync(back.Location!)).Expect(200);
        (await browser.PostAsync("/login/v2/grant", ("stateToken", ask.Field("stateToken")), ("requesttoken", ask.Field("requesttoken")))).Expect(200);
    }

    private static string Path(string address) => new Uri(address).AbsolutePath;

    private sealed record Started(string PollToken, string Endpoint, string Login);
}

public sealed class EmbeddedLoginTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private static readonly (string, string) Header = ("OCS-APIRequest", "true");

    [Fact]
    [Case("platform T36")]
    public async Task A_browser_without_the_header_of_an_app_gets_no_flow()
    {
        using var browser = new Browser(server);
        var before = await FlowsAsync();

        var reply = await browser.GetAsync("/login/flow");

        Assert.Equal((403, before), (reply.Status, await FlowsAsync()));
    }

    [Theory]
    [Case("platform T37", "platform T38")]
    [InlineData("/login/flow")]
    [InlineData("/index.php/login/flow")]
    public async Task An_app_gets_its_app_password_by_redirect(string path)
    {
        var id = $"{PlenumServer.Unique("ada l")}@example.org";
        await server.Admin().CreateUserAsync(id);
        using var app = new Browser(server, "Mozilla/5.0 (iOS) Nextcloud-Talk v20.0.0");

        var picker = (await app.GetAsync(path, Header)).Expect(200);
        var toLogin = (await app.GetAsync(picker.Link)).Expect(303);
        var back = (await app.SignInAsync(id, PlenumServer.Password, toLogin.Location!)).Expect(303);
        var ask = (await app.GetAsync(back.Location!)).Expect(200);
        var granted = (await app.PostAsync("/login/flow", ("stateToken", ask.Field("stateToken")), ("requesttoken", ask.Field("requesttoken")))).Expect(303);
        var again = await app.PostAsync("/login/flow", ("stateToken", ask.Field("stateToken")), ("requesttoken", ask.Field("requesttoken")));

        var prefix = $"nc://login/server:{server.Url}&user:{Uri.EscapeDataString(id)}&password:";
        Assert.StartsWith(prefix, granted.Location);
        Assert.Contains("form-action 'self' nc:", ask.Policy);
        Assert.Equal(403, again.Status);
        var password = Uri.UnescapeDataString(granted.Location![prefix.Length..]);
        Assert.Equal(200, (await new TalkClient(server, id, password).GetAsync("/ocs/v2.php/cloud/user")).Status);
        Assert.Equal(401, (await app.ApiAsync("/ocs/v2.php/cloud/user")).Status);
    }

    [Fact]
    public async Task The_flows_cannot_be_mixed()
    {
        using var app = new Browser(server);
        await app.SignInAsync("admin", PlenumServer.AdminPassword);
        var picker = await app.GetAsync("/login/flow", Header);
        var ask = (await app.GetAsync(picker.Link)).Expect(200);

        var other = await app.PostAsync("/login/v2/grant", ("stateToken", ask.Field("stateToken")), ("requesttoken", ask.Field("requesttoken")));

        Assert.Equal(403, other.Status);
    }

    /// <summary>Other tests of this class begin flows as well.</summary>
    private Task<int> FlowsAsync() => server.FromDbAsync(db => db.LoginFlows.CountAsync());
}

public sealed class LoginBehindProxyTests(CountingServer server) : IClassFixture<CountingServer>
{
    private static readonly (string, string)[] Forwarded = [("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "talk.example.org")];

    [Fact]
    [Case("platform T32")]
    public async Task Addresses_are_those_that_the_client_used()
    {
        var addresses = await AddressesAsync(server);

        Assert.All(addresses, address => Assert.StartsWith("https://talk.example.org/login/v2/", address));
    }

    [Fact]
    [Case("platform T33")]
    public async Task Nobody_but_a_trusted_proxy_is_believed()
    {
        await using var plain = new PlenumServer();
        await plain.InitializeAsync();

        var addresses = await AddressesAsync(plain);

        Assert.All(addresses, address => Assert.StartsWith($"{plain.Url}/login/v2/", address));
    }

    private static async Task<string[]> AddressesAsync(PlenumServer asked)
    {
        using var device = new Browser(asked);
        foreach (var (name, value) in Forwarded) device.Http.DefaultRequestHeaders.Add(name, value);
        var root = JsonDocument.Parse((await device.PostAsync("/login/v2")).Expect(200).Html).RootElement;
        return [root.GetProperty("poll").GetProperty("endpoint").GetString()!, root.GetProperty("login").GetString()!];
    }
}
