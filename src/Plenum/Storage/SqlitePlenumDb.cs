using Microsoft.EntityFrameworkCore;

namespace Plenum.Storage;

/// <summary>The embedded database: one file, write-ahead log, every commit on disk before it is acknowledged.</summary>
internal sealed class SqlitePlenumDb(DbContextOptions<SqlitePlenumDb> options) : PlenumDb(options);
