using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>A named set of accounts. Members of <see cref="Admin"/> administer the server.</summary>
internal sealed class AccountGroup
{
    public const string Admin = "admin";

    /// <summary>Members of this group are guests of the server.</summary>
    public const string ServerGuests = "guest_app";

    public required string Id { get; init; }

    public required string DisplayName { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AccountGroup>
    {
        public void Configure(EntityTypeBuilder<AccountGroup> builder)
        {
            builder.ToTable("Groups");
            builder.HasKey(group => group.Id);
            builder.Property(group => group.Id).HasMaxLength(64);
        }
    }
}

internal sealed class GroupMember
{
    public required string GroupId { get; init; }

    public required string AccountId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<GroupMember>
    {
        public void Configure(EntityTypeBuilder<GroupMember> builder)
        {
            builder.ToTable("GroupMembers");
            builder.HasKey(member => new { member.GroupId, member.AccountId });
            builder.HasIndex(member => member.AccountId);
            builder.HasOne<AccountGroup>().WithMany().HasForeignKey(member => member.GroupId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Account>().WithMany().HasForeignKey(member => member.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

internal static class AccountTables
{
    extension(PlenumDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();

        public DbSet<AccountGroup> Groups => db.Set<AccountGroup>();

        public DbSet<GroupMember> GroupMembers => db.Set<GroupMember>();

        public DbSet<AppPassword> AppPasswords => db.Set<AppPassword>();

        public DbSet<BrowserSession> BrowserSessions => db.Set<BrowserSession>();

        public DbSet<BrowserGrant> BrowserGrants => db.Set<BrowserGrant>();

        public DbSet<FailedAttempt> FailedAttempts => db.Set<FailedAttempt>();
    }
}
