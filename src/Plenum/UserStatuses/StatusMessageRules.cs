using Plenum.Common;

namespace Plenum.UserStatuses;

/// <summary>A message to set.</summary>
/// <param name="Id">Of a predefined one; null for one's own.</param>
/// <param name="Icon">One emoji, or none.</param>
/// <param name="Text">At most <see cref="StatusMessageRules.MaxLength"/> characters, or none.</param>
/// <param name="ClearAt">When it is taken away.</param>
internal sealed record StatusMessage(string? Id, string? Icon, string? Text, DateTimeOffset? ClearAt);

/// <summary>Which messages people may set (platform §12).</summary>
internal static class StatusMessageRules
{
    /// <summary>Characters, not bytes: an emoji is one.</summary>
    public const int MaxLength = 80;

    /// <summary>Families and flags of regions are long; longer ones are none.</summary>
    public const int MaxIconLength = 64;

    /// <summary>Unix seconds of the last instant there is.</summary>
    public const long LastInstant = 253402300799;

    public static readonly Refusal UnknownId = new(RefusalKind.Invalid, Message: "The message id is not known");
    public static readonly Refusal Past = new(RefusalKind.Invalid, Message: "The time to clear the message is in the past");
    public static readonly Refusal NoEmoji = new(RefusalKind.Invalid, Message: "The icon is not one emoji");
    public static readonly Refusal TooLong = new(RefusalKind.Invalid, Message: "The message is too long");

    /// <param name="messageId">Of a predefined message.</param>
    /// <param name="clearAt">Unix seconds; null for never.</param>
    /// <param name="now">The time.</param>
    public static Result<StatusMessage?> Predefined(string messageId, long? clearAt, DateTimeOffset now)
    {
        if (PredefinedStatuses.Find(messageId) is not { } predefined) return UnknownId;
        if (IsPast(clearAt, now)) return Past;

        return new StatusMessage(predefined.Id, predefined.Icon, predefined.Message, InstantOf(clearAt));
    }

    /// <param name="icon">One emoji; empty or null for none.</param>
    /// <param name="message">Empty or null for none.</param>
    /// <param name="clearAt">Unix seconds; null for never.</param>
    /// <param name="now">The time.</param>
    /// <returns>null when both are empty: no message.</returns>
    public static Result<StatusMessage?> Custom(string? icon, string? message, long? clearAt, DateTimeOffset now)
    {
        var (shown, text) = (NullIfEmpty(icon), NullIfEmpty(message?.Trim()));
        if (shown is not null && (shown.Length > MaxIconLength || !Emoji.IsSingle(shown))) return NoEmoji;
        if (text is not null && text.EnumerateRunes().Count() > MaxLength) return TooLong;
        if (IsPast(clearAt, now)) return Past;

        return shown is null && text is null ? default(StatusMessage) : new StatusMessage(Id: null, shown, text, InstantOf(clearAt));
    }

    private static bool IsPast(long? clearAt, DateTimeOffset now) => clearAt is { } at && at <= now.ToUnixTimeSeconds();

    private static DateTimeOffset? InstantOf(long? clearAt) => clearAt is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
