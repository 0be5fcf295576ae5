using Npgsql;

namespace Plenum.Storage;

/// <summary>What the administrator's connection string leaves open.</summary>
internal static class PostgresConnection
{
    /// <summary>
    /// 50 connections a node: a request holds one for a few milliseconds, long polls hold none. A statement that takes
    /// 30 s, or a lock that is not granted by then, is an outage and better reported than waited for.
    /// </summary>
    public static string WithDefaults(string connection)
    {
        var given = new NpgsqlConnectionStringBuilder(connection);
        var chosen = new NpgsqlConnectionStringBuilder
        {
            MaxPoolSize = 50,
            CommandTimeout = 30,
            Timeout = 10,
            KeepAlive = 30,
            ApplicationName = "Plenum",
        };
        foreach (string key in given.Keys) chosen[key] = given[key];
        return chosen.ToString();
    }
}
