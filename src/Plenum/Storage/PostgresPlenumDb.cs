using Microsoft.EntityFrameworkCore;

namespace Plenum.Storage;

/// <summary>The database for several nodes. Writers take the rows they decide on (<c>FOR UPDATE</c>) and otherwise do not wait for each other.</summary>
internal sealed class PostgresPlenumDb(DbContextOptions<PostgresPlenumDb> options) : PlenumDb(options)
{
    public override bool HasSingleWriter => false;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfiguration(new Notice.Configuration());
    }
}
