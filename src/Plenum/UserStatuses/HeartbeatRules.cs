namespace Plenum.UserStatuses;

/// <summary>A client says that somebody is there.</summary>
/// <param name="Said">Online, or away: idle.</param>
/// <param name="Device">Tells devices of one account apart.</param>
/// <param name="At">When.</param>
internal sealed record Heartbeat(StatusType Said, string Device, DateTimeOffset At);

/// <summary>What a heartbeat is to do.</summary>
internal enum HeartbeatEffect
{
    /// <summary>Nothing that is not known already.</summary>
    None,

    /// <summary>Nothing that anybody sees: the status goes on being fresh.</summary>
    Refreshes,

    /// <summary>Others see something else.</summary>
    Changes,
}

/// <summary>What clients may say of somebody (platform §12). They send it every five minutes.</summary>
internal static class HeartbeatRules
{
    /// <summary>Heard again only after this long.</summary>
    public static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    /// <summary>So long somebody is online at one device whatever another one says: the five minutes between two heartbeats, and one for the way.</summary>
    public static readonly TimeSpan OnlineFor = TimeSpan.FromMinutes(6);

    public static HeartbeatEffect EffectOf(UserStatus? stored, Heartbeat beat)
    {
        if (stored is null) return HeartbeatEffect.Changes;

        var aged = StatusRules.IsAged(stored, beat.At);
        if (IsKept(stored))
        {
            if (stored.Status != StatusType.Away) return HeartbeatEffect.None;
            return aged ? HeartbeatEffect.Changes : Refreshed(stored, beat);
        }

        if (aged) return HeartbeatEffect.Changes;
        if (stored.Status == beat.Said) return Refreshed(stored, beat);
        return IsOnlineElsewhere(stored, beat) ? HeartbeatEffect.None : HeartbeatEffect.Changes;
    }

    /// <summary>The person chose it, and not only to be there again.</summary>
    public static bool IsKept(UserStatus stored) =>
        stored is { IsUserDefined: true, Status: not (StatusType.Online or StatusType.Offline) };

    private static HeartbeatEffect Refreshed(UserStatus stored, Heartbeat beat) =>
        stored.HeardAt > beat.At - Precision ? HeartbeatEffect.None : HeartbeatEffect.Refreshes;

    private static bool IsOnlineElsewhere(UserStatus stored, Heartbeat beat) =>
        stored.Status == StatusType.Online && stored.HeardFrom != beat.Device && stored.HeardAt > beat.At - OnlineFor;
}
