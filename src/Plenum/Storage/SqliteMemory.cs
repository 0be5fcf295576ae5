using SQLitePCL;

namespace Plenum.Storage;

/// <summary>
/// Nobody reads SQLite's own statistics of memory: without them it needs no lock, shared by all connections, for every
/// allocation. Only possible before the first connection of the process; later it changes nothing.
/// </summary>
internal static class SqliteMemory
{
    public static void Configure()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }
}
