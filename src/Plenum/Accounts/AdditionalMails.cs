namespace Plenum.Accounts;

/// <summary>Further e-mail addresses of an account, kept in its profile one per line.</summary>
internal static class AdditionalMails
{
    public const string Field = "additional_mail";

    public static string[] Of(Account account) =>
        account.Profile.GetValueOrDefault(Field, "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static void Add(Account account, string address) =>
        Store(account, [.. Of(account).Append(address).Distinct(StringComparer.OrdinalIgnoreCase)]);

    public static void Remove(Account account, string address) =>
        Store(account, [.. Of(account).Where(known => !string.Equals(known, address, StringComparison.OrdinalIgnoreCase))]);

    private static void Store(Account account, string[] addresses)
    {
        if (addresses.Length == 0) account.Profile.Remove(Field);
        else account.Profile[Field] = string.Join('\n', addresses);
    }
}
