namespace Plenum.UserStatuses;

/// <param name="Id">What clients send.</param>
/// <param name="Icon">One emoji.</param>
/// <param name="Message">What others read.</param>
/// <param name="ClearAt">When clients propose to take it away; null for never.</param>
internal sealed record PredefinedStatus(string Id, string Icon, string Message, ClearProposal? ClearAt);

/// <param name="Type"><c>period</c> or <c>end-of</c>.</param>
/// <param name="Time">Seconds as a number, or <c>day</c>.</param>
internal sealed record ClearProposal(string Type, object Time)
{
    public static ClearProposal After(int seconds) => new("period", seconds);

    public static ClearProposal EndOfDay() => new("end-of", "day");
}

/// <summary>Messages to choose from (platform §12), and the one that nobody chooses: being in a call.</summary>
internal static class PredefinedStatuses
{
    public static readonly IReadOnlyList<PredefinedStatus> All =
    [
        new("meeting", "📅", "In a meeting", ClearProposal.After(3600)),
        new("commuting", "🚌", "Commuting", ClearProposal.After(1800)),
        new("be-right-back", "⏳", "Be right back", ClearProposal.After(900)),
        new("remote-work", "🏡", "Working remotely", ClearProposal.EndOfDay()),
        new("sick-leave", "🤒", "Out sick", ClearProposal.EndOfDay()),
        new("vacationing", "🌴", "Vacationing", ClearAt: null),
    ];

    /// <summary>Of somebody who is in a call.</summary>
    public static readonly PredefinedStatus Call = new("call", "💬", "In a call", ClearAt: null);

    public static PredefinedStatus? Find(string id) => All.FirstOrDefault(status => status.Id == id);
}
