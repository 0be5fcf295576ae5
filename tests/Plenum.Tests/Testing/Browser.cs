using System.Net;
using System.Text.RegularExpressions;

namespace Plenum.Tests.Testing;

/// <summary>A page as a browser sees it.</summary>
internal sealed record PageReply(int Status, string Html, string? Location, string? Type, string? Policy)
{
    public string Field(string name) => WebUtility.HtmlDecode(Regex.Match(Html, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    /// <summary>The first link of the page that people see.</summary>
    public string Link => WebUtility.HtmlDecode(Regex.Match(Html, "<a [^>]*href=\"(?<link>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["link"].Value);

    public PageReply Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Html}");
        return this;
    }
}

/// <summary>Somebody in front of a browser: keeps cookies, fills in forms, and sees every redirect by itself.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(PlenumServer server, string userAgent = "Mozilla/5.0 (X11; Linux) Firefox", CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new CookieContainer();
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Url) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
    }

    public CookieContainer Cookies { get; }

    /// <summary>The same browser at another node.</summary>
    public Browser At(PlenumServer node) => new(node, cookies: Cookies);

    public HttpClient Http => http;

    public async Task<PageReply> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public async Task<PageReply> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await SendAsync(request);
    }

    /// <summary>Fills in the login form.</summary>
    public async Task<PageReply> SignInAsync(string user, string password, string path = "/login", bool remember = false)
    {
        var form = (await GetAsync(path)).Expect(200);
        (string, string)[] remembering = remember ? [("remember_login", "1")] : [];
        return await PostAsync("/login", [("user", user), ("password", password), ("redirect_url", form.Field("redirect_url")), ("requesttoken", form.Field("requesttoken")), .. remembering]);
    }

    /// <summary>An API call of a page: cookie and header.</summary>
    public async Task<Reply> ApiAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("OCS-APIRequest", "true");
        request.Headers.Add("Accept", "application/json");
        using var response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public void Dispose() => http.Dispose();

    private async Task<PageReply> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var policy = response.Headers.TryGetValues("Content-Security-Policy", out var values) ? string.Join(' ', values) : null;
        return new PageReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.OriginalString, response.Content.Headers.ContentType?.MediaType, policy);
    }
}
