using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plenum.Accounts;

/// <summary>A long random password of one device, kept as a digest (platform §2.5).</summary>
internal sealed class AppPassword
{
    public const int Length = 72;
    public const int MaxNameLength = 256;

    public long Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>SHA-256 of the password: 72 random characters need no slow hash.</summary>
    public required string Digest { get; set; }

    /// <summary>The User-Agent that asked for it, or what its owner calls the device.</summary>
    public required string Name { get; init; }

    /// <summary>The login name it was issued for; with another one it does not work.</summary>
    public required string LoginName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Exact to five minutes; null before the first time.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AppPassword>
    {
        public void Configure(EntityTypeBuilder<AppPassword> builder)
        {
            builder.ToTable("AppPasswords");

            // Of two devices that exchange the same password at once one wins.
            builder.Property(password => password.Digest).HasMaxLength(64).IsConcurrencyToken();
            builder.Property(password => password.Name).HasMaxLength(MaxNameLength);
            builder.HasIndex(password => password.Digest).IsUnique();
            builder.HasIndex(password => password.AccountId);
            builder.HasOne<Account>().WithMany().HasForeignKey(password => password.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
