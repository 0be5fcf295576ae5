using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plenum.Storage;

namespace Plenum.Settings;

/// <summary>One runtime setting of an app, a string under Talk's own key (platform §8).</summary>
internal sealed class AppConfigValue
{
    public required string App { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AppConfigValue>
    {
        public void Configure(EntityTypeBuilder<AppConfigValue> builder)
        {
            builder.ToTable("AppConfig");
            builder.HasKey(value => new { value.App, value.Key });
            builder.Property(value => value.App).HasMaxLength(64);
            builder.Property(value => value.Key).HasMaxLength(64);

            // Some are lists, from which a deleted group is taken out.
            builder.Property(value => value.Value).IsConcurrencyToken();
        }
    }
}

/// <summary>One preference of an account (platform §9).</summary>
internal sealed class UserPreference
{
    public required string AccountId { get; init; }

    public required string App { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<UserPreference>
    {
        public void Configure(EntityTypeBuilder<UserPreference> builder)
        {
            builder.ToTable("UserPreferences");
            builder.HasKey(value => new { value.AccountId, value.App, value.Key });
            builder.Property(value => value.AccountId).HasMaxLength(64);
            builder.Property(value => value.App).HasMaxLength(64);
            builder.Property(value => value.Key).HasMaxLength(64);
        }
    }
}

internal static class SettingsTables
{
    extension(PlenumDb db)
    {
        public DbSet<AppConfigValue> AppConfig => db.Set<AppConfigValue>();

        public DbSet<UserPreference> UserPreferences => db.Set<UserPreference>();
    }
}
