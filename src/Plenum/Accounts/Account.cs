using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Somebody who can sign in.</summary>
internal sealed class Account
{
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

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FirstLoginAt { get; set; }

    public DateTimeOffset? LastLoginAt { get; set; }

    public static string KeyOf(string id) => id.ToLowerInvariant();

    internal sealed class Configuration : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> builder)
        {
            builder.ToTable("Accounts");
            builder.HasKey(account => account.Id);
            builder.Property(account => account.Id).HasMaxLength(64);
            builder.HasIndex(account => account.Key).IsUnique();
            builder.HasIndex(account => account.Email);
            builder.Property(account => account.Profile).AsJsonText();
        }
    }
}
