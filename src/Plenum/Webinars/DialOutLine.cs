using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Webinars;

/// <summary>Asks the signaling server to have a number called (calls §D.1, §D.5): the bridge listens there.</summary>
internal sealed partial class DialOutLine(IHttpClientFactory clients, TalkConfigStore configs, ILogger<DialOutLine> log)
{
    /// <summary>Checks the signaling server's certificate.</summary>
    public const string Verified = "signaling";

    /// <summary>For signaling servers that the administrator entered without "verify".</summary>
    public const string Unverified = "signaling-unverified";

    private const int RandomLength = 64;

    /// <param name="token">The conversation that the number is called into.</param>
    /// <param name="order">Whom to call.</param>
    /// <param name="backendUrl">This server's own address: the signaling server chooses the secret by it.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>The call's id; 501 <c>backend</c> or with the signaling server's own code.</returns>
    public async Task<Result<string>> AskAsync(string token, DialOutRequest order, string backendUrl, CancellationToken ct)
    {
        var servers = (await configs.GetAsync(ct)).SignalingServers;
        if (!servers.IsUsable || AddressOf(servers.Servers[0].Server, token) is not { } address) return DialOutRules.NoBackend;

        try
        {
            using var request = Signed(address, JsonSerializer.Serialize(order, OcsJson.Options), servers.Secret, backendUrl);
            using var response = await clients.CreateClient(servers.Servers[0].Verify ? Verified : Unverified).SendAsync(request, ct);
            return DialOutRules.CallIdOf(await response.Content.ReadAsStringAsync(ct));
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Unreachable(log, exception, address.Host);
            return DialOutRules.NoBackend;
        }
    }

    /// <summary>Clients connect by WebSocket; servers talk to it by HTTP under the same address.</summary>
    private static Uri? AddressOf(string server, string token)
    {
        if (!Uri.TryCreate($"{server.TrimEnd('/')}/api/v1/room/{token}", UriKind.Absolute, out var address)) return null;

        var scheme = address.Scheme switch
        {
            "wss" or "https" => Uri.UriSchemeHttps,
            "ws" or "http" => Uri.UriSchemeHttp,
            _ => null,
        };
        return scheme is null ? null : new UriBuilder(address) { Scheme = scheme, Port = address.IsDefaultPort ? -1 : address.Port }.Uri;
    }

    private static HttpRequestMessage Signed(Uri address, string body, string secret, string backendUrl)
    {
        var random = Secret.Create(RandomLength);
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) } },
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        request.Headers.Add("Spreed-Signaling-Random", random);
        request.Headers.Add("Spreed-Signaling-Checksum", SipSignatureRules.Checksum(random, secret, body));
        request.Headers.Add("Spreed-Signaling-Backend", backendUrl);
        return request;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signaling server {Host} did not take an order to call a number")]
    private static partial void Unreachable(ILogger logger, Exception exception, string host);
}
