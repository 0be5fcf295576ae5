using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Plenum.Bench.Load;

/// <summary>One person who calls the API to prepare a measurement; what is measured goes over <see cref="HttpConnection"/>.</summary>
internal sealed class Api(Uri server, string login, string password) : IDisposable
{
    public const string Talk = "/ocs/v2.php/apps/spreed/api";

    private readonly HttpClient http = new() { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };

    public string Login => login;

    /// <summary>The value of the <c>Authorization</c> header.</summary>
    public string Authorization { get; } = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login}:{password}"))}";

    public void Dispose() => http.Dispose();

    /// <summary>The <c>data</c> of a success; anything else ends the run.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(Authorization);
        request.Headers.Add("OCS-APIRequest", "true");
        request.Headers.Accept.ParseAdd("application/json");
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");

        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("ocs").GetProperty("data").Clone();
    }

    /// <summary>A new account that signs in with an app password, as apps do.</summary>
    public async Task<Api> CreateAsync(string userId)
    {
        const string First = "plenum-bench-first";
        await SendAsync(HttpMethod.Post, "/ocs/v2.php/cloud/users", new { userid = userId, password = First });
        using var person = new Api(server, userId, First);
        var secret = (await person.SendAsync(HttpMethod.Get, "/ocs/v2.php/core/getapppassword")).GetProperty("apppassword").GetString()!;
        return new Api(server, userId, secret);
    }

    /// <returns>The token.</returns>
    public async Task<string> CreateRoomAsync(int type, string name) =>
        (await SendAsync(HttpMethod.Post, $"{Talk}/v4/room", new { roomType = type, roomName = name })).GetProperty("token").GetString()!;

    public Task AddAsync(string token, string userId) => SendAsync(HttpMethod.Post, $"{Talk}/v4/room/{token}/participants", new { newParticipant = userId });

    public Task JoinAsync(string token) => SendAsync(HttpMethod.Post, $"{Talk}/v4/room/{token}/participants/active");

    /// <returns>The id of the message.</returns>
    public async Task<long> PostAsync(string token, string message) =>
        (await SendAsync(HttpMethod.Post, $"{Talk}/v1/chat/{token}", new { message })).GetProperty("id").GetInt64();

    public Task SetLobbyAsync(string token, DateTimeOffset? opensAt = null) =>
        SendAsync(HttpMethod.Put, $"{Talk}/v4/room/{token}/webinar/lobby", new { state = 1, timer = opensAt?.ToUnixTimeSeconds() });

    public Task OpenLobbyAsync(string token) => SendAsync(HttpMethod.Put, $"{Talk}/v4/room/{token}/webinar/lobby", new { state = 0 });

    public static string Poll(string token, long lastKnown, int seconds) => string.Create(
        CultureInfo.InvariantCulture, $"{Talk}/v1/chat/{token}?lookIntoFuture=1&lastKnownMessageId={lastKnown}&timeout={seconds}&setReadMarker=0");
}
