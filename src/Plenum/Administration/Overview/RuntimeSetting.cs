using System.Globalization;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>A setting that this server understands.</summary>
/// <param name="App">Under whose name it is kept.</param>
/// <param name="Key">Its name.</param>
/// <param name="Kind">What its values look like.</param>
/// <param name="Read">What holds with these settings, without secrets; with none at all it is the default.</param>
internal sealed record RuntimeSetting(string App, string Key, string Kind, Func<TalkConfig, object?> Read)
{
    /// <summary>What a choice has to offer.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Set as <c>yes</c> or <c>no</c>, which every reader understands.</summary>
    public static RuntimeSetting Boolean(string key, Func<TalkConfig, bool> read) => new(TalkConfig.App, key, "boolean", config => read(config));

    public static RuntimeSetting Boolean(string key, bool fallback) => Boolean(key, config => config.Flag(key, fallback));

    /// <summary>Null where nothing holds.</summary>
    public static RuntimeSetting Integer(string key, Func<TalkConfig, int?> read) => new(TalkConfig.App, key, "integer", config => read(config));

    public static RuntimeSetting Integer(string key, int fallback) => Integer(key, config => config.Integer(key) ?? fallback);

    public static RuntimeSetting Text(string key, string fallback = "") => new(TalkConfig.App, key, "text", config => config.Text(key, fallback));

    public static RuntimeSetting Groups(string key) => new(TalkConfig.App, key, "groups", config => config.List(key));

    public static RuntimeSetting Secret(string key) => new(TalkConfig.App, key, "secret", config => SecretView.Of(config.Text(key)));

    /// <summary>The first of the words unless another of them is set.</summary>
    public static RuntimeSetting Choice(string key, params string[] words) =>
        new(TalkConfig.App, key, "choice", config => words.Contains(config.Text(key), StringComparer.Ordinal) ? config.Text(key) : words[0]) { Options = words };

    /// <summary>A choice among numbers.</summary>
    public static RuntimeSetting Choice(string key, Func<TalkConfig, int> read, params string[] words) =>
        new(TalkConfig.App, key, "choice", config => read(config).ToString(CultureInfo.InvariantCulture)) { Options = words };

    public static RuntimeSetting Stun(string key) =>
        new(TalkConfig.App, key, "stunServers", config => RelayServers.Stun(config.Text(key)) is { Count: > 0 } servers ? servers : [RelayServers.DefaultStun]);

    public static RuntimeSetting Turn(string key) => new(TalkConfig.App, key, "turnServers", config => RelayServers.Turn(config.Text(key)).ConvertAll(TurnServerView.Of));

    public static RuntimeSetting Servers(string key) => new(TalkConfig.App, key, "servers", config => ServersView.Of(ServerList.Parse(config.Text(key))));
}

/// <param name="IsSet">There is one; which is not shown.</param>
internal sealed record SecretView(bool IsSet)
{
    public static SecretView Of(string? secret) => new(secret is { Length: > 0 });
}

/// <param name="Schemes"><c>turn</c>, <c>turns</c> or <c>turn,turns</c>.</param>
/// <param name="Server">Host and port.</param>
/// <param name="Protocols"><c>udp</c>, <c>tcp</c> or <c>udp,tcp</c>.</param>
/// <param name="Username">With a password, in place of a secret; null for none.</param>
/// <param name="Secret">Shared with the server.</param>
/// <param name="Password">Goes with the name.</param>
internal sealed record TurnServerView(string? Schemes, string Server, string? Protocols, string? Username, SecretView Secret, SecretView Password)
{
    public static TurnServerView Of(TurnServer server) =>
        new(server.Schemes, server.Server, server.Protocols, server.Username, SecretView.Of(server.Secret), SecretView.Of(server.Password));
}

/// <param name="Servers">Address, and whether its certificate is checked.</param>
/// <param name="Secret">Shared with all of them.</param>
internal sealed record ServersView(IReadOnlyList<ServerList.Entry> Servers, SecretView Secret)
{
    public static ServersView Of(ServerList list) => new(list.Servers, SecretView.Of(list.Secret));
}
