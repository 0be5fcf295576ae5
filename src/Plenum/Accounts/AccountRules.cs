using System.Net.Mail;
using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>What ids, passwords and addresses look like, and the numbered refusals of those that do not (platform §7.2).</summary>
internal static class AccountRules
{
    public const int MaxIdLength = 64;
    public const int MaxNameLength = 255;

    /// <summary>Longer ones are refused before they are hashed.</summary>
    public const int MaxPasswordLength = 469;

    /// <summary>Talk's own; to everybody it is as if there were no such account.</summary>
    private const string BridgeBot = "bridge-bot";

    private const string IdPunctuation = " _.@-'";

    public static readonly Refusal UnknownAccount = Refusal.Coded(998, "The account does not exist");
    public static readonly Refusal Exists = Refusal.Coded(102, "User already exists");
    public static readonly Refusal InvalidId = Refusal.Coded(101, "An id has 1 to 64 of the characters a-z, A-Z, 0-9, space and _.@-' and neither begins nor ends with a space");
    public static readonly Refusal InvalidName = Refusal.Coded(101, "The display name is longer than 255 characters");
    public static readonly Refusal InvalidEmail = Refusal.Coded(101, "This is not an e-mail address");
    public static readonly Refusal NeitherPasswordNorEmail = Refusal.Coded(108, "To create an account, give a password or an e-mail address");
    public static readonly Refusal PasswordTooLong = Refusal.Coded(107, "The password is longer than 469 characters");

    public static bool IsValidId(string id) =>
        id.Length is > 0 and <= MaxIdLength && id is not ("." or "..") && id == id.Trim() && id.All(IsIdCharacter) && Account.KeyOf(id) != BridgeBot;

    public static bool IsValidName(string name) => name.Length <= MaxNameLength;

    public static bool IsValidEmail(string email) =>
        email.Length <= MaxNameLength && !email.Any(char.IsWhiteSpace) && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email;

    /// <summary>As it is kept: in lower case, so that it can be looked up whatever the case it is typed in; null for none.</summary>
    public static string? EmailOf(string? email) => string.IsNullOrEmpty(email) ? null : email.ToLowerInvariant();

    /// <summary>What stands in the way of a new account, in the documented order; whether the id is taken is known before.</summary>
    public static Refusal? Check(NewAccount person)
    {
        if (!IsValidId(person.Id)) return InvalidId;
        if (string.IsNullOrEmpty(person.Password) && string.IsNullOrEmpty(person.Email)) return NeitherPasswordNorEmail;
        if (!string.IsNullOrEmpty(person.Email) && !IsValidEmail(person.Email)) return InvalidEmail;
        if (person.DisplayName is { } name && !IsValidName(name)) return InvalidName;
        return null;
    }

    private static bool IsIdCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || IdPunctuation.Contains(character, StringComparison.Ordinal);
}

/// <summary>What groups look like, and their numbered refusals (platform §7.3, §7.4).</summary>
internal static class GroupRules
{
    public static readonly Refusal InvalidId = Refusal.Coded(101, "Invalid group name");
    public static readonly Refusal Exists = Refusal.Coded(102, "group exists");
    public static readonly Refusal Unknown = Refusal.NotFound() with { Message = "The requested group could not be found" };

    /// <summary>A slash could not be told from the end of the id in an address.</summary>
    public static bool IsValidId(string id) =>
        id.Length is > 0 and <= AccountRules.MaxIdLength && id == id.Trim() && !id.Any(character => char.IsControl(character) || character == '/');
}
