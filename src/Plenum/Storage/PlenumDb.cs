using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Plenum.Storage;

/// <summary>
/// The database. Each capability keeps its own tables: an entity, its <c>IEntityTypeConfiguration</c> and a
/// <c>DbSet</c> extension in its folder; this class only gathers them.
/// </summary>
internal abstract class PlenumDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>One transaction writes at a time, so whoever writes needs no row locks.</summary>
    public virtual bool HasSingleWriter => true;

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PlenumDb).Assembly, table => table != typeof(Notice.Configuration));

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    /// <summary>Instants are stored as Unix milliseconds, so that they sort, index and compare alike on both databases.</summary>
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
