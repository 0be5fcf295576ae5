using System.Net.Http.Headers;
using System.Net.Mime;
using Plenum.Common;

namespace Plenum.Settings;

/// <summary>A request to a signaling server as it wants to have it (calls §D.1, §D.4).</summary>
internal static class SignalingRequest
{
    /// <summary>Clients connect by WebSocket; servers talk to it by HTTP under the same address.</summary>
    /// <returns>Null for what is no address of a server.</returns>
    public static Uri? AddressOf(string server, string path)
    {
        if (!Uri.TryCreate($"{server.TrimEnd('/')}/{path}", UriKind.Absolute, out var address)) return null;

        var scheme = address.Scheme switch
        {
            "wss" or "https" => Uri.UriSchemeHttps,
            "ws" or "http" => Uri.UriSchemeHttp,
            _ => null,
        };
        return scheme is null ? null : new UriBuilder(address) { Scheme = scheme, Port = address.IsDefaultPort ? -1 : address.Port }.Uri;
    }

    /// <summary>An order about one room.</summary>
    public static Uri? RoomOf(string server, string token) => AddressOf(server, $"api/v1/room/{token}");

    /// <param name="address">Where to.</param>
    /// <param name="body">JSON; the signature is over these bytes.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="backendUrl">This server's own address: the other side chooses the secret by it.</param>
    public static HttpRequestMessage Signed(Uri address, byte[] body, string secret, string backendUrl)
    {
        var random = Secret.Create(SignatureRules.RandomLength);
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) } },
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        request.Headers.Add(SignatureRules.RandomHeader, random);
        request.Headers.Add(SignatureRules.ChecksumHeader, SignatureRules.Checksum(random, secret, body));
        request.Headers.Add(SignatureRules.BackendHeader, backendUrl);
        return request;
    }
}
