using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>
/// What outlives the sign-in is given only to somebody who has proven the password lately, so that a browser left alone
/// loses no account (platform §1.2). Whoever sends credentials proves them with each request.
/// </summary>
internal static class ConfirmationRules
{
    /// <summary>Half an hour, and the time it takes to send a form.</summary>
    public static readonly TimeSpan HoldsFor = TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(15);

    /// <summary>Clients know the message by heart.</summary>
    public static readonly Refusal Needed = Refusal.Forbidden() with { Message = "Password confirmation is required", Body = new ErrorWord("confirm") };

    /// <param name="provenAt">When the password was proven in this browser; null for somebody who is not signed in by cookie.</param>
    /// <param name="now">What time it is.</param>
    public static Refusal? Check(DateTimeOffset? provenAt, DateTimeOffset now) => now - provenAt > HoldsFor ? Needed : null;

    private sealed record ErrorWord(string Error);
}
