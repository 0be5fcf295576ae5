namespace Plenum.Signaling;

/// <summary>
/// How fast one client may talk: as much at once as joining a large call takes, and then at a pace. Nothing is thrown
/// away: whoever talks faster is read more slowly.
/// </summary>
internal sealed class MessageRate(TimeProvider time)
{
    /// <summary>So many messages may come at once.</summary>
    public const int Burst = 2_000;

    /// <summary>So many more each second.</summary>
    public const int PerSecond = 500;

    private double left = Burst;
    private DateTimeOffset at = time.GetUtcNow();

    /// <summary>Completes when the next message is to be looked at.</summary>
    public Task NextAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        left = Math.Min(Burst, left + ((now - at).TotalSeconds * PerSecond));
        at = now;
        left--;
        return left >= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds(-left / PerSecond), time, ct);
    }
}
