namespace Plenum.Tests.Testing;

/// <summary>A test about PostgreSQL itself; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = TestDatabase.IsPostgres ? null : "Needs PostgreSQL.";
}
