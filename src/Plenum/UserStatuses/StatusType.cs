namespace Plenum.UserStatuses;

/// <summary>How somebody can be reached (platform §12); stored as numbers, named on the wire.</summary>
internal enum StatusType
{
    Offline,
    Online,
    Away,
    Busy,
    DoNotDisturb,

    /// <summary>Offline for everybody else.</summary>
    Invisible,
}

internal static class StatusNames
{
    /// <summary>Talk's word.</summary>
    public static string Of(StatusType status) => status switch
    {
        StatusType.Offline => "offline",
        StatusType.Online => "online",
        StatusType.Away => "away",
        StatusType.Busy => "busy",
        StatusType.DoNotDisturb => "dnd",
        StatusType.Invisible => "invisible",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };

    /// <returns>null for a word that is none.</returns>
    public static StatusType? Parse(string word) => word switch
    {
        "offline" => StatusType.Offline,
        "online" => StatusType.Online,
        "away" => StatusType.Away,
        "busy" => StatusType.Busy,
        "dnd" => StatusType.DoNotDisturb,
        "invisible" => StatusType.Invisible,
        _ => null,
    };
}
