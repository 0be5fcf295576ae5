using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plenum.Settings;

namespace Plenum.Signaling;

/// <summary>Servers that tell clients their outside address (calls §B.1).</summary>
internal sealed record StunView(IReadOnlyList<string> Urls);

/// <summary>A server that relays media, and what a client proves itself with (calls §B.2).</summary>
internal sealed record TurnView(IReadOnlyList<string> Urls, string Username, string Credential);

/// <summary>What clients learn of the servers that help media through firewalls (calls §B.1, §B.2).</summary>
internal static class RelayRules
{
    /// <summary>A credential is good for a day: longer than any call.</summary>
    public static readonly TimeSpan CredentialLifetime = TimeSpan.FromDays(1);

    public const int NameLength = 16;

    private const string DefaultScheme = "turn";

    /// <summary>One element with all servers; the default one while none is set, where there is an internet.</summary>
    public static IReadOnlyList<StunView> Stun(IReadOnlyList<string> servers, bool hasInternet)
    {
        var all = servers.Count > 0 ? servers : hasInternet ? [RelayServers.DefaultStun] : [];
        return all.Count == 0 ? [] : [new StunView([.. all.Select(server => $"stun:{server}")])];
    }

    /// <param name="servers">As an administrator entered them; those without protocols or anything to prove oneself with are left out.</param>
    /// <param name="name">16 random characters.</param>
    /// <param name="now">When they are asked for.</param>
    public static IReadOnlyList<TurnView> Turn(IEnumerable<TurnServer> servers, string name, DateTimeOffset now)
    {
        var username = string.Create(CultureInfo.InvariantCulture, $"{(now + CredentialLifetime).ToUnixTimeSeconds()}:{name}");
        return [.. servers.Select(server => Of(server, username)).OfType<TurnView>()];
    }

    /// <summary>The proof that a TURN server with the same secret accepts: Base64 of HMAC-SHA1 over the name.</summary>
    public static string Credential(string secret, string username) =>
#pragma warning disable CA5350 // What TURN servers understand.
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(username)));
#pragma warning restore CA5350

    private static TurnView? Of(TurnServer server, string username)
    {
        var urls = Urls(server);
        if (urls.Length == 0) return null;
        if (server is { Username.Length: > 0, Password.Length: > 0 }) return new TurnView(urls, server.Username, server.Password);

        return server.Secret is { Length: > 0 } secret ? new TurnView(urls, username, Credential(secret, username)) : null;
    }

    /// <summary>Every scheme with every protocol.</summary>
    private static string[] Urls(TurnServer server) =>
    [
        .. from scheme in Words(server.Schemes ?? DefaultScheme)
           from protocol in Words(server.Protocols ?? "")
           where server.Server.Length > 0
           select $"{scheme}:{server.Server}?transport={protocol}",
    ];

    private static string[] Words(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
