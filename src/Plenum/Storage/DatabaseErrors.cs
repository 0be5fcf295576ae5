using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Plenum.Storage;

/// <summary>What the databases call the same trouble, told apart by code and never by text.</summary>
internal static class DatabaseErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;

    /// <summary>Two transactions were in each other's way; the one that failed can simply be done again.</summary>
    public static bool IsCollision(this Exception exception) => exception switch
    {
        DbUpdateConcurrencyException or StaleReadException => true,
        DbUpdateException { InnerException: { } inner } => inner.IsCollision(),
        PostgresException postgres => postgres.SqlState
            is PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.UniqueViolation
            or PostgresErrorCodes.ForeignKeyViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        _ => exception.InnerException is { } inner && inner.IsCollision(),
    };

    /// <summary>Another process was writing to the file for longer than anybody waits: the <c>plenum</c> command, a backup.</summary>
    public static bool IsBusy(this Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        _ => exception.InnerException is { } inner && inner.IsBusy(),
    };

    /// <summary>Nobody did anything wrong and the same may work a little later: the database cannot be reached, or there is a crush that does not end.</summary>
    public static bool IsOutage(this Exception exception) =>
        exception is DbException { IsTransient: true } || exception.IsCollision() || exception.IsBusy()
        || (exception.InnerException is { } inner && inner.IsOutage());
}
