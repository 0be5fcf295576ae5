using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Storage;

/// <summary>What the migrations build is what the program expects, on both databases.</summary>
public sealed class MigrationsTests
{
    private static readonly string SchemaOfSqlite =
        """
        SELECT 'column', m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
        UNION ALL
        SELECT 'index', m.name, i.name, i."unique", i.partial, (SELECT group_concat(x.name) FROM pragma_index_info(i.name) x) FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table'
        UNION ALL
        SELECT 'key', m.name, k."from", k."table", k."to", k.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'
        """;

    private static readonly string SchemaOfPostgres =
        """
        SELECT 'column', table_name::text, column_name::text, data_type::text, is_nullable::text || is_identity::text, character_maximum_length::text FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT 'index', tablename::text, indexname::text, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'key', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), '', '' FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        """;

    [Fact]
    public async Task The_migrations_for_SQLite_end_at_the_model()
    {
        await using var db = new SqlitePlenumDb(new DbContextOptionsBuilder<SqlitePlenumDb>().UseSqlite("Data Source=:memory:").Options);

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_migrations_for_PostgreSQL_end_at_the_model()
    {
        await using var db = new PostgresPlenumDb(new DbContextOptionsBuilder<PostgresPlenumDb>().UseNpgsql("Host=localhost").Options);

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_migrated_database_is_one_that_the_model_creates()
    {
        var migrated = await SchemaAsync(db => db.Database.MigrateAsync());
        var created = await SchemaAsync(db => db.Database.EnsureCreatedAsync());

        Assert.NotEmpty(created);
        Assert.Equal(created, migrated);
    }

    private static async Task<List<string>> SchemaAsync(Func<PlenumDb, Task> build)
    {
        await using var database = new TestDatabase();
        await database.CreateAsync();
        await using var db = database.Open();
        await build(db);
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = TestDatabase.IsPostgres ? SchemaOfPostgres : SchemaOfSqlite;
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            var words = Enumerable.Range(0, rows.FieldCount).Select(i => Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture));
            lines.Add(string.Join(' ', words));
        }

        lines.RemoveAll(line => line.Contains("__EFMigrations", StringComparison.Ordinal) || line.Contains("sqlite_sequence", StringComparison.Ordinal));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
