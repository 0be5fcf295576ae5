using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>
/// What passwords of accounts must be like. Off until the administrator sets <c>minLength</c> of the app
/// <c>password_policy</c>; only a length beyond reason is refused always.
/// </summary>
internal static class PasswordPolicy
{
    public const string App = "password_policy";
    public const string MinLength = "minLength";

    public static Refusal? Check(string password, int minLength)
    {
        if (password.Length > AccountRules.MaxPasswordLength) return AccountRules.PasswordTooLong;
        return password.Length < minLength ? Refusal.Coded(107, $"Password needs to be at least {minLength} characters long.") : null;
    }

    /// <summary>The setting's value as a number; 0 when it is unset or unreadable.</summary>
    public static int MinLengthOf(string? value) => int.TryParse(value, out var length) && length > 0 ? length : 0;
}
