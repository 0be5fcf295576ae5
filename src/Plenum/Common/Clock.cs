namespace Plenum.Common;

/// <summary>Instants as Talk writes them: whole Unix seconds, 0 for "never".</summary>
internal static class Clock
{
    public static DateTimeOffset Now(this TimeProvider time) => time.GetUtcNow();

    /// <summary>The instant without its fraction of a second.</summary>
    public static DateTimeOffset NowInSeconds(this TimeProvider time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    public static long ToUnix(this DateTimeOffset? instant) => instant?.ToUnixTimeSeconds() ?? 0;
}
