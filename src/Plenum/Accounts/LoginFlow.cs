using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plenum.Accounts;

/// <summary>A device that asks for an app password through the browser (platform §2.6, §2.7). Secrets are kept as digests.</summary>
internal sealed class LoginFlow
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    public long Id { get; init; }

    /// <summary>What the device asks again and again with; null when the browser itself hands the password over.</summary>
    public string? PollDigest { get; init; }

    /// <summary>What the browser is sent to.</summary>
    public required string LoginDigest { get; init; }

    /// <summary>What the page carries, so that nobody else's page can grant.</summary>
    public string? StateDigest { get; set; }

    /// <summary>The device, by its User-Agent.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who granted; the password itself is made when it is fetched.</summary>
    public string? AccountId { get; set; }

    public string? LoginName { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<LoginFlow>
    {
        public void Configure(EntityTypeBuilder<LoginFlow> builder)
        {
            builder.ToTable("LoginFlows");
            builder.Property(flow => flow.PollDigest).HasMaxLength(64);
            builder.Property(flow => flow.LoginDigest).HasMaxLength(64);
            builder.Property(flow => flow.StateDigest).HasMaxLength(64);
            builder.Property(flow => flow.Device).HasMaxLength(AppPassword.MaxNameLength);
            builder.HasIndex(flow => flow.PollDigest).IsUnique();
            builder.HasIndex(flow => flow.LoginDigest).IsUnique();
            builder.HasIndex(flow => flow.CreatedAt);

            // Access is granted once.
            builder.Property(flow => flow.AccountId).IsConcurrencyToken();
            builder.HasOne<Account>().WithMany().HasForeignKey(flow => flow.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
