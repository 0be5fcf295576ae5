using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Plenum.Tests.Testing;

/// <summary>
/// Somebody who talks to the server as a client would. Paths without a leading slash are below
/// <c>/ocs/v2.php/apps/spreed/api/</c>, such as <c>v4/room</c>.
/// </summary>
internal sealed class TalkClient : IDisposable
{
    private readonly HttpClient http;
    private readonly string? password;
    private readonly CookieContainer cookies;

    public TalkClient(PlenumServer server, string? user, string? password)
        : this(server.Url, user, password)
    {
    }

    public TalkClient(string url, string? user, string? password, CookieContainer? cookies = null)
    {
        User = user ?? "";
        this.password = password;
        this.cookies = cookies ?? new CookieContainer();
        http = new HttpClient(new SocketsHttpHandler { CookieContainer = this.cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.Add("OCS-APIRequest", "true");
        if (user is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }
    }

    /// <summary>The account's id; empty for a guest.</summary>
    public string User { get; }

    /// <summary>The same person, in the same browser, at another node.</summary>
    public TalkClient At(PlenumServer node) => Copy(node.Url);

    /// <inheritdoc cref="At(PlenumServer)"/>
    public TalkClient At(PlenumProcess node) => Copy(node.Url);

    /// <summary>The bare client, for requests that are wrong on purpose.</summary>
    public HttpClient Http => http;

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Reply> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Reply> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    /// <param name="method">The verb.</param>
    /// <param name="path">See the class.</param>
    /// <param name="body">Sent as JSON; <see cref="HttpContent"/> is sent as it is.</param>
    /// <param name="headers">Additional headers of this request.</param>
    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/ocs/v2.php/apps/spreed/api/{path}");
        if (body is HttpContent content) request.Content = content;
        else if (body is not null) request.Content = JsonContent.Create(body);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public void Dispose() => http.Dispose();

    private TalkClient Copy(string url) => new(url, User.Length > 0 ? User : null, password, cookies);
}

/// <summary>An answer, taken out of its envelope.</summary>
internal sealed record Reply(int Status, string Body, JsonElement Meta, JsonElement Data, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary><c>data.error</c>, or null.</summary>
    public string? Error => Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty("error", out var error) ? error.GetString() : null;

    /// <summary><c>meta.statuscode</c>.</summary>
    public int Code => Meta.GetProperty("statuscode").GetInt32();

    /// <summary>A property of the data.</summary>
    public JsonElement this[string name] => Data.GetProperty(name);

    public string Token => this["token"].GetString()!;

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var (meta, data) = (default(JsonElement), default(JsonElement));
        if (response.Content.Headers.ContentType?.MediaType == "application/json" && body.Length > 0)
        {
            var root = JsonDocument.Parse(body).RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("ocs", out var ocs)) (meta, data) = (ocs.GetProperty("meta"), ocs.GetProperty("data"));
        }

        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, body, meta, data, headers);
    }

    /// <summary>Fails the test with the body when the status is another one.</summary>
    public Reply Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Body}");
        return this;
    }
}
