using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Somebody who can sign in.</summary>
internal sealed class Account
{
    private const int PhoneTailLength = 4;

    /// <summary>The user id, in the spelling it was created with.</summary>
    public required string Id { get; init; }

    /// <summary>The id in lower case: ids that differ in case only are the same person.</summary>
    public required string Key { get; init; }

    public required string DisplayName { get; set; }

    public string? Email { get; set; }

    public required string PasswordHash { get; set; }

    public bool Enabled { get; set; } = true;

    public string Language { get; set; } = "en";

    public string Locale { get; set; } = "";

    /// <summary>The rest of the profile (phone, website, scopes, …): field name to value.</summary>
    public Dictionary<string, string> Profile { get; set; } = [];

    /// <summary>The last digits of the telephone number in the profile, however it is written: what a search for a number begins with.</summary>
    public string? PhoneTail
    {
        get => PhoneTailOf(ProfileFields.Text(this, "phone"));

        // Follows from the profile; the stored value is for searching only.
        private set => _ = value;
    }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FirstLoginAt { get; set; }

    public DateTimeOffset? LastLoginAt { get; set; }

    public static string KeyOf(string id) => id.ToLowerInvariant();

    /// <returns>null when there are too few digits for a number.</returns>
    public static string? PhoneTailOf(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return digits.Length < PhoneTailLength ? null : digits[^PhoneTailLength..];
    }

    internal sealed class Configuration : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("Accounts");
            builder.HasKey(account => account.Id);
            builder.Property(account => account.Id).HasMaxLength(64);
            builder.HasIndex(account => account.Key).IsUnique();
            builder.HasIndex(account => account.Email);

            // Two fields of the profile that are changed at once are both changed.
            builder.Property(account => account.Profile).AsJsonText().IsConcurrencyToken();
            builder.Property(account => account.PhoneTail).HasMaxLength(PhoneTailLength).UsePropertyAccessMode(PropertyAccessMode.Property);
            builder.HasIndex(account => account.PhoneTail).HasFilter("\"PhoneTail\" IS NOT NULL");
        }
    }
}
