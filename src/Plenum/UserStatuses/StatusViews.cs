namespace Plenum.UserStatuses;

/// <summary>A status as its own account sees it (platform §12).</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Message">What it says; null for nothing.</param>
/// <param name="MessageId">Of a predefined message, <c>call</c> among them; null for one of one's own.</param>
/// <param name="MessageIsPredefined">The message has an id.</param>
/// <param name="Icon">One emoji, or null.</param>
/// <param name="ClearAt">Unix seconds when the message goes; null for never.</param>
/// <param name="Status"><c>online</c>, <c>away</c>, <c>dnd</c>, <c>busy</c>, <c>invisible</c> or <c>offline</c>.</param>
/// <param name="StatusIsUserDefined">Chosen by the person, not by a client.</param>
internal sealed record OwnStatusView(
    string UserId, string? Message, string? MessageId, bool MessageIsPredefined, string? Icon, long? ClearAt, string Status, bool StatusIsUserDefined)
{
    public static OwnStatusView Of(CurrentStatus status) => new(
        status.AccountId, status.Message, status.MessageId, status.MessageId is not null, status.Icon, status.ClearAt?.ToUnixTimeSeconds(), StatusNames.Of(status.Status), status.IsUserDefined);
}

/// <summary>The status of an account as others see it.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Message">What it says; null for nothing.</param>
/// <param name="Icon">One emoji, or null.</param>
/// <param name="ClearAt">Unix seconds when the message goes; null for never.</param>
/// <param name="Status"><c>online</c>, <c>away</c>, <c>dnd</c>, <c>busy</c> or <c>offline</c>, which is also said of somebody invisible.</param>
internal sealed record PublicStatusView(string UserId, string? Message, string? Icon, long? ClearAt, string Status)
{
    public static PublicStatusView Of(CurrentStatus status) =>
        new(status.AccountId, status.Message, status.Icon, status.ClearAt?.ToUnixTimeSeconds(), StatusNames.Of(status.Shown));

    /// <summary>Where everybody is shown with a status, who has none is offline.</summary>
    public static PublicStatusView Of(string accountId, CurrentStatus? status) => Of(status ?? new CurrentStatus(accountId, StatusType.Offline, IsUserDefined: false));
}
