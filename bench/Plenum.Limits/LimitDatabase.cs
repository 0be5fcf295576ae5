using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Plenum.Limits;

/// <summary>The database that Plenum uses at this moment, and a place of its own to write to.</summary>
/// <param name="Read">Opens a connection to Plenum's tables.</param>
/// <param name="Write">Opens a connection to somewhere with the same durability.</param>
/// <param name="HasSingleWriter">Writers have to queue.</param>
internal sealed record LimitDatabase(Func<DbConnection> Read, Func<DbConnection> Write, bool HasSingleWriter)
{
    public static LimitDatabase Of(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Plenum") is { } connection)
        {
            var source = NpgsqlDataSource.Create(connection + ";Maximum Pool Size=50");
            return new LimitDatabase(source.CreateConnection, source.CreateConnection, HasSingleWriter: false);
        }

        var folder = configuration["Plenum:DataDirectory"]!;
        var plenum = $"Data Source={Path.Combine(folder, "plenum.db")}";
        var own = $"Data Source={Path.Combine(folder, "limits.db")}";
        return new LimitDatabase(() => new SqliteConnection(plenum), () => new SqliteConnection(own), HasSingleWriter: true);
    }
}
