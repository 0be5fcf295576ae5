using System.Runtime.CompilerServices;

namespace Plenum.Tests.Testing;

/// <summary>A test about PostgreSQL itself; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = TestDatabase.IsPostgres ? null : "Needs PostgreSQL.";
}
