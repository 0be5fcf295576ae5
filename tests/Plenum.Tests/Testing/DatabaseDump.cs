using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Tests.Testing;

/// <summary>All rows of all tables but the counters of requests: what a refused request must leave as it was (webinars I17).</summary>
internal static class DatabaseDump
{
    /// <summary>Not state of anybody's: wrong tries are counted, announcements travel through a table of their own, notifications of messages are written after the answer.</summary>
    private static readonly string[] LeftOut = ["FailedAttempts", "Notices", "Notifications"];

    public static Task<string> DumpAsync(this PlenumServer server) => server.FromDbAsync(OfAsync);

    public static async Task<string> OfAsync(PlenumDb db)
    {
        var dump = new StringBuilder();
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Except(LeftOut, StringComparer.Ordinal).Distinct().Order(StringComparer.Ordinal))
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are those of the model.
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                dump.Append(table);
                for (var column = 0; column < rows.FieldCount; column++) dump.Append('|').Append(Convert.ToString(rows.GetValue(column), CultureInfo.InvariantCulture));
                dump.AppendLine();
            }
        }

        await db.Database.CloseConnectionAsync();
        return dump.ToString();
    }

    /// <summary>The rows that are in one of two dumps only.</summary>
    public static IEnumerable<string> Difference(string before, string after) =>
        before.Split('\n').Except(after.Split('\n'), StringComparer.Ordinal).Select(line => $"- {line}")
            .Concat(after.Split('\n').Except(before.Split('\n'), StringComparer.Ordinal).Select(line => $"+ {line}"));
}
