using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Plenum.Common;

namespace Plenum.Storage;

/// <summary>What the databases call the same trouble, told apart by code and never by text.</summary>
internal static class DatabaseErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;

    private const string IdleInTransactionTimeout = "25P03";

    // Busy, locked, out of memory, read-only, input or output, full, cannot open, protocol.
    private static readonly int[] SqliteOutages = [5, 6, 7, 8, 10, 13, 14, 15];

    // Connection, authorization, resources, operator intervention and system error are classes of their own.
    private static readonly string[] PostgresOutages = ["08", "28", "53", "57", "58"];

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

    /// <summary>PostgreSQL cannot keep a character that was sent, such as U+0000: what carried it is wrong, not the server.</summary>
    public static bool IsUnstorable(this Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter,
        _ => exception.InnerException is { } inner && inner.IsUnstorable(),
    };

    /// <summary>
    /// The database is away, full, or has more to do than it can, or there is a crush that does not end: nothing that the
    /// request could do about it, and it may well work again in a moment.
    /// </summary>
    public static bool IsOutage(this Exception exception) => exception switch
    {
        CrowdedException => true,
        PostgresException postgres => postgres.IsTransient
            || Array.Exists(PostgresOutages, kind => postgres.SqlState.StartsWith(kind, StringComparison.Ordinal))
            || postgres.SqlState is IdleInTransactionTimeout or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName,
        SqliteException sqlite => Array.IndexOf(SqliteOutages, sqlite.SqliteErrorCode) >= 0,

        // Without a state of its own: PostgreSQL could not be reached, or did not answer in time.
        NpgsqlException { InnerException: IOException or TimeoutException or System.Net.Sockets.SocketException } => true,
        DbException { IsTransient: true } => true,
        _ when exception.IsCollision() => true,
        _ => exception.InnerException is { } inner && inner.IsOutage(),
    };

    /// <summary>Waiting will not help: the password is wrong, or the account may not.</summary>
    public static bool IsDenied(this Exception exception) =>
        exception is PostgresException { SqlState: [_, _, ..] state } ? state.StartsWith("28", StringComparison.Ordinal) : exception.InnerException?.IsDenied() ?? false;

    /// <summary>PostgreSQL is there, the database is not: it will be created.</summary>
    public static bool IsMissingDatabase(this Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } || (exception.InnerException?.IsMissingDatabase() ?? false);
}
