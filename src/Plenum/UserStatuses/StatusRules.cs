namespace Plenum.UserStatuses;

/// <summary>What is known of an account when somebody looks.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Stored">What it and its clients said; null when they never did.</param>
/// <param name="JoinedCallAt">When it joined the call it is in, the last of several; null outside of calls.</param>
internal sealed record StatusFacts(string AccountId, UserStatus? Stored, DateTimeOffset? JoinedCallAt);

/// <summary>The status of an account at one moment, as it is for the account itself.</summary>
internal sealed record CurrentStatus(string AccountId, StatusType Status, bool IsUserDefined)
{
    public string? MessageId { get; init; }

    public string? Icon { get; init; }

    public string? Message { get; init; }

    public DateTimeOffset? ClearAt { get; init; }

    /// <summary>What others are told.</summary>
    public StatusType Shown => Status == StatusType.Invisible ? StatusType.Offline : Status;
}

/// <summary>How a status follows from what was said, the call somebody is in and the time (platform §12, calls §A.4).</summary>
internal static class StatusRules
{
    /// <summary>Somebody online or away of whom nothing is heard for this long is offline.</summary>
    public static readonly TimeSpan AgesAfter = TimeSpan.FromMinutes(15);

    /// <returns>null for somebody who never said anything and is in no call.</returns>
    public static CurrentStatus? Of(StatusFacts facts, DateTimeOffset now)
    {
        if (ShowsCall(facts))
        {
            var call = PredefinedStatuses.Call;
            return new CurrentStatus(facts.AccountId, StatusType.Busy, IsUserDefined: false) { MessageId = call.Id, Icon = call.Icon, Message = call.Message };
        }

        return facts.Stored is { } stored ? Said(stored, now) : null;
    }

    /// <summary>Nothing was heard for too long. What people chose to say otherwise stays.</summary>
    public static bool IsAged(UserStatus stored, DateTimeOffset now) =>
        stored.Status is StatusType.Online or StatusType.Away && !(stored.HeardAt > now - AgesAfter);

    /// <summary>In a call, unless that would say more than the person wants; and unless the person chose otherwise since.</summary>
    private static bool ShowsCall(StatusFacts facts) =>
        facts.JoinedCallAt is { } joined
        && facts.Stored?.Status is not (StatusType.DoNotDisturb or StatusType.Invisible)
        && !(facts.Stored?.ChosenAt > joined);

    private static CurrentStatus Said(UserStatus stored, DateTimeOffset now)
    {
        var aged = IsAged(stored, now);
        var current = new CurrentStatus(stored.AccountId, aged ? StatusType.Offline : stored.Status, stored.IsUserDefined && !aged);
        return stored.ClearAt <= now
            ? current
            : current with { MessageId = stored.MessageId, Icon = stored.Icon, Message = stored.Message, ClearAt = stored.ClearAt };
    }
}
