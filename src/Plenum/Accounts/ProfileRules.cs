using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>Changes one field of an account (platform §7.2, <c>PUT /users/{id}</c>), or says why not: 101 value, 112 impossible here, 113 field.</summary>
internal static class ProfileRules
{
    public const int MaxTextLength = 4000;

    private const int MaxCodeLength = 16;

    private static readonly Refusal NotEditable = Refusal.Coded(113, "This field cannot be edited");
    private static readonly Refusal BadValue = Refusal.Coded(101, "The value does not fit the field");
    private static readonly Refusal NoFiles = Refusal.Coded(112, "This server keeps no files, so there is nothing to limit");

    /// <param name="account">Is changed when nothing is refused.</param>
    /// <param name="key">Name of the field; the password is changed elsewhere.</param>
    /// <param name="value">The new value; an empty one takes the old away.</param>
    /// <param name="byAdministrator">Some fields are not one's own to change.</param>
    public static Refusal? Apply(Account account, string key, string value, bool byAdministrator) => key switch
    {
        "displayname" or "display" => SetName(account, value.Trim()),
        "email" => SetEmail(account, value.Trim()),
        AdditionalMails.Field => AddMail(account, value.Trim()),
        "language" => Keep(IsCode(value) && value.Length > 0, () => account.Language = value),
        "locale" => Keep(IsCode(value), () => account.Locale = value),
        "profile_enabled" => SetFlag(account, value),
        "notify_email" => SetNotifyEmail(account, value.Trim()),
        "manager" when byAdministrator => SetText(account, key, value),
        "quota" when byAdministrator => value is "none" or "default" or "" ? null : NoFiles,
        _ when ProfileFields.Texts.Contains(key) => SetText(account, key, value.Trim()),
        _ when ProfileFields.IsScopeKey(key) => Keep(ProfileFields.IsScope(value), () => account.Profile[key] = value),
        _ => NotEditable,
    };

    /// <summary>Takes one of the further addresses away, or replaces it.</summary>
    public static Refusal? ChangeMail(Account account, string address, string replacement)
    {
        if (!AdditionalMails.Of(account).Contains(address, StringComparer.OrdinalIgnoreCase)) return BadValue;
        if (replacement.Length > 0 && !AccountRules.IsValidEmail(replacement)) return BadValue;

        AdditionalMails.Remove(account, address);
        if (replacement.Length > 0) AdditionalMails.Add(account, replacement);
        return null;
    }

    private static Refusal? SetName(Account account, string name) =>
        Keep(AccountRules.IsValidName(name), () => account.DisplayName = name.Length == 0 ? account.Id : name);

    private static Refusal? SetEmail(Account account, string email) =>
        Keep(email.Length == 0 || AccountRules.IsValidEmail(email), () => account.Email = AccountRules.EmailOf(email));

    private static Refusal? AddMail(Account account, string email) =>
        Keep(AccountRules.IsValidEmail(email) && !Same(email, account.Email), () => AdditionalMails.Add(account, email));

    /// <summary>Where news are sent: one of the account's own addresses; empty for the first of them.</summary>
    private static Refusal? SetNotifyEmail(Account account, string email)
    {
        if (email.Length == 0 || Same(email, account.Email))
        {
            account.Profile.Remove("notify_email");
            return null;
        }

        return Keep(AdditionalMails.Of(account).Contains(email, StringComparer.OrdinalIgnoreCase), () => account.Profile["notify_email"] = email);
    }

    private static Refusal? SetFlag(Account account, string value) =>
        Keep(value is "0" or "1" or "true" or "false", () => account.Profile["profile_enabled"] = value is "1" or "true" ? "1" : "0");

    private static Refusal? SetText(Account account, string key, string text) => Keep(text.Length <= MaxTextLength, () =>
    {
        if (text.Length == 0) account.Profile.Remove(key);
        else account.Profile[key] = text;
    });

    private static Refusal? Keep(bool fits, Action change)
    {
        if (!fits) return BadValue;

        change();
        return null;
    }

    private static bool IsCode(string value) =>
        value.Length <= MaxCodeLength && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '@');

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
