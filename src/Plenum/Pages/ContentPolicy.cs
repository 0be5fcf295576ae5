using Plenum.Settings;

namespace Plenum.Pages;

/// <summary>What the web app may load and where it may talk to: this server, and the signaling servers that an administrator set up.</summary>
internal static class ContentPolicy
{
    /// <param name="host">Host and port under which the browser reached this server: not every browser counts its sockets as 'self'.</param>
    /// <param name="signaling">Separate signaling servers.</param>
    public static string For(string host, ServerList signaling)
    {
        var sockets = signaling.Servers.Select(entry => SocketOf(entry.Server)).OfType<string>().Distinct(StringComparer.Ordinal);
        var connect = string.Join(' ', new[] { "'self'", $"ws://{host}", $"wss://{host}" }.Concat(sockets));
        return $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src {connect}; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
    }

    /// <summary>Scheme, host and port of a server's socket; null for what is no address.</summary>
    private static string? SocketOf(string server)
    {
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address)) return null;

        var scheme = address.Scheme switch
        {
            "https" or "wss" => "wss",
            "http" or "ws" => "ws",
            _ => null,
        };
        return scheme is null || address.Host.Length == 0 ? null : $"{scheme}://{address.Authority}";
    }
}
