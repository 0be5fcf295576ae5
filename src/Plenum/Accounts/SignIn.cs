using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>A browser in which somebody has signed in with name and password (platform §2.4). Apart from <see cref="BrowserSession"/>: signing out leaves the guest who one was.</summary>
internal sealed class SignIn
{
    public const string Cookie = "plenum_login";

    /// <summary>Unused for this long it is over.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The same for somebody who asked to be remembered.</summary>
    public static readonly TimeSpan RememberedLifetime = TimeSpan.FromDays(15);

    public long Id { get; init; }

    /// <summary>SHA-256 of the cookie's value, which is new with every sign-in.</summary>
    public required string Digest { get; set; }

    public required string AccountId { get; init; }

    /// <summary>The name that was typed.</summary>
    public required string LoginName { get; init; }

    /// <summary>SHA-256 of the stored hash: a changed password ends what began with the old one.</summary>
    public required string PasswordDigest { get; set; }

    public required bool Remembered { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When the password was typed last.</summary>
    public required DateTimeOffset ProvenAt { get; set; }

    public TimeSpan LivesFor => Remembered ? RememberedLifetime : Lifetime;

    internal sealed class Configuration : IEntityTypeConfiguration<SignIn>
    {
        public void Configure(EntityTypeBuilder<SignIn> builder)
        {
            builder.ToTable("SignIns");
            builder.Property(signIn => signIn.Digest).HasMaxLength(64);
            builder.Property(signIn => signIn.PasswordDigest).HasMaxLength(64);
            builder.HasIndex(signIn => signIn.Digest).IsUnique();
            builder.HasIndex(signIn => signIn.LastSeenAt);
            builder.HasOne<Account>().WithMany().HasForeignKey(signIn => signIn.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal static class SignInTables
{
    extension(PlenumDb db)
    {
        public DbSet<SignIn> SignIns => db.Set<SignIn>();

        public DbSet<LoginFlow> LoginFlows => db.Set<LoginFlow>();
    }
}
