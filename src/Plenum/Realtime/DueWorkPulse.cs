namespace Plenum.Realtime;

/// <summary>How the due-work loop fares, for those who ask whether the server is well.</summary>
internal sealed class DueWorkPulse(TimeProvider time)
{
    // Replaced as a whole by the loop, read by anybody.
    private volatile Round last = new(time.GetUtcNow(), []);

    /// <summary>The last round that came to its end; before the first one, when the server was built.</summary>
    public Round Last => last;

    internal void Beat(IReadOnlyList<string> failing) => last = new Round(time.GetUtcNow(), failing);

    /// <param name="EndedAt">When.</param>
    /// <param name="Failing">The kinds of work that failed in it.</param>
    internal sealed record Round(DateTimeOffset EndedAt, IReadOnlyList<string> Failing);
}
