using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Common;
using Plenum.ExternalSignaling;
using Plenum.Settings;

namespace Plenum.Tests.Testing;

/// <summary>Questions of a signaling server, signed as it signs them.</summary>
internal static class Backend
{
    public const string Path = "v3/signaling/backend";
    private const string Random = "0123456789abcdef0123456789abcdef";

    /// <summary>Asks with the shared secret; the data of the answer, whose status is always 200.</summary>
    public static async Task<JsonElement> AskAsync(this PlenumServer server, object question, string path = Path) =>
        (await server.SendSignedAsync(JsonSerializer.Serialize(question), path: path)).Expect(200).Data;

    /// <summary>Sends these bytes with this proof.</summary>
    public static async Task<Reply> SendSignedAsync(this PlenumServer server, string body, string random = Random, string? checksum = null, string path = Path)
    {
        using var backend = server.Guest();
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await backend.SendAsync(
            HttpMethod.Post,
            path,
            content,
            (SignatureRules.RandomHeader, random),
            (SignatureRules.ChecksumHeader, checksum ?? SignatureRules.Checksum(random, SignalingServer.Secret, Encoding.UTF8.GetBytes(body))));
    }

    /// <summary>Asks to join a room.</summary>
    public static Task<JsonElement> JoinRoomAsync(this PlenumServer server, string token, string sessionid, string userid = "") =>
        server.AskAsync(new { type = "room", room = new { version = "1.0", roomid = token, userid, sessionid, action = "join" } });

    /// <summary>The word of an error; null for anything else.</summary>
    public static string? ErrorCode(this JsonElement answer) =>
        answer.Text("type") == "error" ? answer.GetProperty("error").Text("code") : null;
}

/// <summary>A server whose clients are at separate signaling servers.</summary>
public sealed class ExternalServer : PlenumServer, IAsyncLifetime
{
    internal SignalingServer Signaling { get; private set; } = null!;

    /// <summary>Waits until everything committed so far has been told.</summary>
    internal Task DeliveredAsync() => Services.GetRequiredService<Outbox>().EmptyAsync();

    /// <summary>Forgets what was told so far; nothing is on its way any more.</summary>
    internal async Task ForgetAsync()
    {
        await DeliveredAsync();
        Signaling.Clear();
    }

    /// <summary>The messages about these rooms, in order, tokens in them replaced by their place in the list: <c>{0}</c>, <c>{1}</c> and so on.</summary>
    internal async Task<List<string>> ToldAsync(params string[] tokens)
    {
        await DeliveredAsync();
        return
        [
            .. Signaling.Orders.Where(order => tokens.Contains(order.Path.Split('/')[^1]))
                .Select(order => $"{tokens.IndexOf(order.Path.Split('/')[^1])} {Anonymous(order.Body, tokens)}"),
        ];
    }

    /// <summary>The same, of each message just the type.</summary>
    internal async Task<List<string>> KindsAsync(params string[] tokens) =>
        [.. (await ToldAsync(tokens)).Select(told => $"{told[0]} {JsonDocument.Parse(told[2..]).RootElement.Text("type")}")];

    private static string Anonymous(string body, string[] tokens)
    {
        for (var i = 0; i < tokens.Length; i++) body = body.Replace($"\"{tokens[i]}\"", $"\"{{{i}}}\"", StringComparison.Ordinal);
        return body;
    }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        Signaling = await SignalingServer.StartAsync();
        await InitializeAsync();
        await InDbAsync(db =>
        {
            db.AppConfig.Add(new AppConfigValue { App = TalkConfig.App, Key = Signaling.Config.Key, Value = Signaling.Config.Value });
            return Task.CompletedTask;
        });
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Signaling.DisposeAsync();
    }
}
