namespace Plenum.Settings;

/// <summary>Who does the signaling.</summary>
internal static class SignalingModeRules
{
    /// <param name="hasServers">Separate servers are set up: then they do it, whatever was wished for.</param>
    /// <param name="wish">The setting <c>signaling_mode</c>.</param>
    public static SignalingMode Choose(bool hasServers, string wish) => (hasServers, wish) switch
    {
        (true, _) => SignalingMode.External,
        (false, "internal") => SignalingMode.Internal,
        _ => SignalingMode.Embedded,
    };
}
