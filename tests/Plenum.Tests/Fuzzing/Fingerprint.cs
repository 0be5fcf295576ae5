using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Fuzzing;

/// <summary>What the database holds, table by table, without what a refusal may leave behind: counted tries, cookies, times of the last visit; nor what the server writes by itself after an answer.</summary>
internal static class Fingerprint
{
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal) { "FailedAttempts", "BrowserSessions", "BrowserGrants", "SignIns", "Notices", "Notifications" };

    private static readonly HashSet<string> Moving = new(StringComparer.Ordinal) { "LastPing", "LastLoginAt", "FirstLoginAt", "LastUsedAt", "LastActivityAt" };

    public static Task<Dictionary<string, string>> TakeAsync(PlenumServer server) => server.FromDbAsync(async db =>
    {
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct(StringComparer.Ordinal).Where(table => !Left.Contains(table)))
        {
            tables[table] = await OfAsync(db, table);
        }

        return tables;
    });

    /// <summary>A banned guest who comes back is banned by address as well, while being refused.</summary>
    private static async Task<string> OfAsync(PlenumDb db, string table)
    {
        var rows = new List<string>();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"{(table == "Bans" ? $" WHERE \"BannedActorType\" <> '{Ban.Ip}'" : "")}";
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) rows.Add(Row(reader));
        }

        await db.Database.CloseConnectionAsync();
        rows.Sort(StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))));
    }

    private static string Row(DbDataReader reader) => string.Join('|', Enumerable.Range(0, reader.FieldCount)
        .Where(column => !Moving.Contains(reader.GetName(column)))
        .Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)));
}
