using System.Text.Json;

namespace Plenum.Settings;

/// <summary>Servers that help (signaling, recording) and the secret shared with them, as an administrator enters them: <c>{"servers":[{"server":…,"verify":…}],"secret":…}</c>.</summary>
internal sealed record ServerList(IReadOnlyList<ServerList.Entry> Servers, string Secret)
{
    private static readonly ServerList Empty = new([], "");

    public bool IsUsable => Servers.Count > 0 && Secret.Length > 0;

    /// <summary>What cannot be read counts as none.</summary>
    public static ServerList Parse(string json)
    {
        if (json.Length == 0) return Empty;

        try
        {
            var parsed = JsonSerializer.Deserialize<ServerList>(json, JsonSerializerOptions.Web);
            return new ServerList([.. (parsed?.Servers ?? []).Where(entry => entry is { Server.Length: > 0 })], parsed?.Secret ?? "");
        }
        catch (JsonException)
        {
            return Empty;
        }
    }

    internal sealed record Entry(string Server, bool Verify = true);
}
