using System.Globalization;
using Npgsql;

namespace Plenum.Storage;

/// <summary>How this server talks to PostgreSQL; <c>Plenum__Postgres__…</c>. What the connection string says itself goes first.</summary>
internal sealed record PostgresOptions
{
    public const string Section = "Plenum:Postgres";

    /// <summary>
    /// At most this many connections a node: a request holds one for a few milliseconds, long polls hold none, and one
    /// more listens for the other nodes. PostgreSQL must grant them to all nodes together (<c>max_connections</c>).
    /// </summary>
    public int Connections { get; init; } = 50;

    /// <summary>How long to wait for a connection, a new one or one that others have: then the request is answered with 503.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A command that takes longer is an outage and better reported than waited for.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a writer queues for a meeting that others are changing. Shorter than <see cref="CommandTimeout"/>, so
    /// that it is known what the time was lost for.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A transaction in which nothing happens for so long belongs to a node that hangs or was cut off; PostgreSQL ends it,
    /// and its meeting can be changed by others again.
    /// </summary>
    public TimeSpan IdleTransactionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An idle connection asks this often whether the other end is there: firewalls forget silent ones, and a listener would never know.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a start waits for a database that is not there yet, as after a power failure.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public bool IsValid =>
        Connections is >= 2 and <= 1000
        && ConnectTimeout >= Second && ConnectTimeout <= 1000 * Second
        && CommandTimeout >= Second && CommandTimeout <= 3600 * Second
        && LockTimeout > TimeSpan.Zero && LockTimeout < CommandTimeout
        && IdleTransactionTimeout > TimeSpan.Zero
        && KeepAlive >= Second && KeepAlive <= 3600 * Second
        && StartTimeout >= TimeSpan.Zero;

    private static TimeSpan Second => TimeSpan.FromSeconds(1);
}

/// <summary>What the administrator's connection string leaves open.</summary>
internal static class PostgresConnection
{
    /// <summary>
    /// Statements that a connection keeps prepared: what is asked again and again is parsed and planned once. Behind a
    /// pooler that lends connections by the transaction, <c>Max Auto Prepare=0</c> in the connection string.
    /// </summary>
    private const int MostPrepared = 200;

    public const string Invalid =
        "Plenum:Postgres needs 2 to 1000 Connections, time-outs of a second or more and a LockTimeout below the CommandTimeout.";

    /// <summary>The pool; measurements carry its name, which would else be the connection string.</summary>
    public static NpgsqlDataSource Open(string connection, PostgresOptions options) =>
        new NpgsqlDataSourceBuilder(WithDefaults(connection, options)) { Name = "plenum" }.Build();

    public static string WithDefaults(string connection, PostgresOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(connection);
        var chosen = new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = options.Connections,
            MaxAutoPrepare = MostPrepared,
            AutoPrepareMinUsages = 2,
            Timeout = Seconds(options.ConnectTimeout),
            CommandTimeout = Seconds(options.CommandTimeout),
            KeepAlive = Seconds(options.KeepAlive),
            Options = string.Create(
                CultureInfo.InvariantCulture,
                $"-c lock_timeout={options.LockTimeout.TotalMilliseconds:F0} -c idle_in_transaction_session_timeout={options.IdleTransactionTimeout.TotalMilliseconds:F0}"),
            ApplicationName = "Plenum",
        };
        foreach (string key in given.Keys) chosen[key] = given[key];
        return chosen.ToString();
    }

    /// <summary>Where it leads, for messages: never the password.</summary>
    public static string AddressOf(string? connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return string.Create(CultureInfo.InvariantCulture, $"{parts.Host}:{parts.Port}");
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
