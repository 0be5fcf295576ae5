using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Pages;

/// <summary>A server with a web app of one page, one script and one style.</summary>
public sealed class ServerWithWebApp : PlenumServer
{
    public const string Script = "export const one = 1";

    internal string Root { get; } = Directory.CreateTempSubdirectory("plenum-web-").FullName;

    protected override string[] MoreArguments
    {
        get
        {
            var assets = Directory.CreateDirectory(Path.Combine(Root, "app", "assets")).FullName;
            File.WriteAllText(Path.Combine(Root, "secret.txt"), "secret");
            File.WriteAllText(Path.Combine(Root, "app", "index.html"), "<div id=\"app\"></div><noscript><!--fallback--></noscript>");
            File.WriteAllText(Path.Combine(assets, "main-1.js"), Script);
            using (var file = File.Create(Path.Combine(assets, "main-1.js.br")))
            using (var brotli = new BrotliStream(file, CompressionLevel.Optimal)) brotli.Write(Encoding.UTF8.GetBytes(Script));
            File.WriteAllText(Path.Combine(Root, "app", "pages.css"), "body{}");
            // With a slash at the end, as people write folders.
            return [$"--Plenum:WebRoot={Path.Combine(Root, "app")}/"];
        }
    }
}

public sealed class WebAppTests(ServerWithWebApp server) : IClassFixture<ServerWithWebApp>
{
    private const string App = "<div id=\"app\">";

    [Theory]
    [InlineData("/")]
    [InlineData("/settings")]
    [InlineData("/settings/profile")]
    [InlineData("/admin/users")]
    [InlineData("/apps/spreed/")]
    public async Task Addresses_of_the_app_are_its_page(string address)
    {
        using var browser = new Browser(server);

        var page = await browser.GetAsync(address);

        Assert.Equal((200, "text/html"), (page.Status, page.Type));
        Assert.Contains(App, page.Html);
    }

    [Fact]
    public async Task Nothing_but_the_server_itself_may_be_loaded_and_no_script_of_the_page()
    {
        using var browser = new Browser(server);

        var policy = (await browser.GetAsync("/")).Policy!;

        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
    }

    [Fact]
    public async Task A_signaling_server_elsewhere_may_be_reached()
    {
        var admin = server.Admin();
        using var browser = new Browser(server);
        const string Servers = "/ocs/v2.php/apps/provisioning_api/api/v1/config/apps/spreed/signaling_servers";
        (await admin.PostAsync(Servers, new { value = """{"servers":[{"server":"https://signal.example.org/standalone","verify":true}],"secret":"s"}""" })).Expect(200);

        var policy = (await browser.GetAsync("/")).Policy!;
        (await admin.DeleteAsync(Servers)).Expect(200);

        Assert.Contains(" wss://signal.example.org;", policy);
    }

    [Fact]
    public async Task The_login_is_the_app_and_a_form_for_browsers_without_scripts()
    {
        var ada = await server.PersonAsync();
        using var browser = new Browser(server);

        var form = await browser.GetAsync("/login");
        var entered = await browser.SignInAsync(ada.User, PlenumServer.Password);

        Assert.Contains(App, form.Html);
        Assert.Equal(303, entered.Status);
    }

    [Fact]
    public async Task The_link_of_a_conversation_is_the_app_with_the_status_that_it_had()
    {
        var ada = await server.PersonAsync();
        var open = (await ada.PostAsync("v4/room", new { roomType = 3, roomName = "Open" })).Expect(201).Text("token");
        using var guest = new Browser(server);
        using var signedIn = new Browser(server);
        await signedIn.SignInAsync(ada.User, PlenumServer.Password);

        var entered = await guest.GetAsync($"/call/{open}");
        var unknown = await guest.GetAsync("/call/unknown7");
        var missing = await signedIn.GetAsync("/call/unknown7");

        Assert.Equal((200, 303, 404), (entered.Status, unknown.Status, missing.Status));
        Assert.Contains(App, entered.Html);
        Assert.Contains(App, missing.Html);
    }

    [Fact]
    public async Task Who_asks_for_a_page_that_is_not_there_gets_a_page_and_404()
    {
        using var browser = new Browser(server);

        var page = await browser.GetAsync("/nothing", ("Accept", "text/html,*/*"));
        var script = await browser.GetAsync("/nothing");

        Assert.Equal((404, 404), (page.Status, script.Status));
        Assert.Contains(App, page.Html);
        Assert.Empty(script.Html);
    }

    [Fact]
    public async Task Assets_come_compressed_and_are_kept()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(server.Url) };

        using var compressed = await AssetAsync(http, "br, gzip");
        using var plain = await AssetAsync(http, "br;q=0");

        Assert.Equal(["br"], compressed.Content.Headers.ContentEncoding);
        Assert.True(compressed.Headers.CacheControl is { Public: true, MaxAge.TotalDays: > 300 });
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(ServerWithWebApp.Script, await plain.Content.ReadAsStringAsync());
        Assert.Equal("text/javascript", plain.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual(plain.Headers.ETag, compressed.Headers.ETag);
    }

    [Fact]
    public async Task What_the_browser_has_is_not_sent_again()
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        using var first = await http.GetAsync("/pages.css");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/pages.css");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var known = await http.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    [InlineData("//etc/hosts.txt")]
    public async Task Nothing_outside_the_app_is_handed_out(string address)
    {
        var reply = await AskRawAsync(address);

        Assert.DoesNotContain("secret", reply);
        Assert.StartsWith("HTTP/1.1 404", reply);
    }

    /// <summary>As it stands: clients tidy addresses up before they send them.</summary>
    private async Task<string> AskRawAsync(string address)
    {
        var url = new Uri(server.Url);
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static async Task<HttpResponseMessage> AssetAsync(HttpClient http, string encodings)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/main-1.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encodings);
        return await http.SendAsync(request);
    }
}
