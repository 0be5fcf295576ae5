using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Plenum.Settings;

/// <summary>A server that relays media, as an administrator enters it (platform §8).</summary>
/// <param name="Schemes"><c>turn</c>, <c>turns</c> or <c>turn,turns</c>.</param>
/// <param name="Server">Host and port.</param>
/// <param name="Secret">Shared with the server.</param>
/// <param name="Protocols"><c>udp</c>, <c>tcp</c> or <c>udp,tcp</c>.</param>
/// <param name="Username">With <paramref name="Password"/> in place of a secret: the same for everybody.</param>
/// <param name="Password">See <paramref name="Username"/>.</param>
internal sealed record TurnServer(
    string? Schemes,
    string Server,
    string? Secret,
    string? Protocols,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Username = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Password = null);

/// <summary>The settings <c>stun_servers</c> and <c>turn_servers</c>: JSON lists; what cannot be read counts as none.</summary>
internal static partial class RelayServers
{
    public const string StunKey = "stun_servers";
    public const string TurnKey = "turn_servers";

    /// <summary>Used while no other is set.</summary>
    public const string DefaultStun = "stun.nextcloud.com:443";

    public static readonly string[] Schemes = ["turn", "turns", "turn,turns"];
    public static readonly string[] Protocols = ["udp", "tcp", "udp,tcp"];

    public static List<string> Stun(string? json) => Parse<string>(json).FindAll(server => server is { Length: > 0 });

    public static List<TurnServer> Turn(string? json) => Parse<TurnServer>(json).FindAll(server => server is { Server.Length: > 0 });

    public static string Write<T>(IReadOnlyList<T> servers) => JsonSerializer.Serialize(servers, JsonSerializerOptions.Web);

    /// <summary><c>host:port</c>; an IPv6 address stands in brackets.</summary>
    public static bool IsAddress(string server) =>
        Address().Match(server) is { Success: true } match && int.TryParse(match.Groups["port"].Value, out var port) && port is > 0 and <= 65535;

    private static List<T> Parse<T>(string? json)
    {
        if (string.IsNullOrEmpty(json)) return [];

        try
        {
            return JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]):(?<port>[0-9]{1,5})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
