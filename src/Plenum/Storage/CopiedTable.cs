using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace Plenum.Storage;

/// <summary>One table on its way from SQLite to PostgreSQL.</summary>
internal sealed class CopiedTable
{
    private const int RowsPerReport = 1000;

    private readonly (string Name, NpgsqlDbType Type)[] columns;
    private readonly string list;

    private CopiedTable(ITable table)
    {
        Name = table.Name;
        Quoted = Quote(table.Name);
        columns = [.. table.Columns.Select(column => (column.Name, TypeOf(column.StoreType)))];
        list = string.Join(", ", columns.Select(column => Quote(column.Name)));
    }

    public string Name { get; }

    public string Quoted { get; }

    /// <summary>All tables that both databases have, each after those it refers to.</summary>
    public static IReadOnlyList<CopiedTable> InOrder(SqlitePlenumDb source, PostgresPlenumDb target)
    {
        var shared = source.Model.GetRelationalModel().Tables.Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        var waiting = target.Model.GetRelationalModel().Tables.Where(table => shared.Contains(table.Name)).OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var order = new List<CopiedTable>();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(table => !table.ForeignKeyConstraints.Any(key => key.PrincipalTable != table && waiting.Contains(key.PrincipalTable)))
                ?? throw new InvalidOperationException("Tables refer to each other in a circle.");
            waiting.Remove(next);
            order.Add(new CopiedTable(next));
        }

        return order;
    }

    /// <returns>What was sent.</returns>
    public async Task<TableDigest> CopyAsync(SqliteConnection from, NpgsqlConnection to, Action<CopyStep> progress, CancellationToken ct)
    {
        await using var counting = from.CreateCommand();
        counting.CommandText = $"SELECT count(*) FROM {Quoted}";
        var total = (long)(await counting.ExecuteScalarAsync(ct))!;
        progress(new CopyStep(Name, 0, total));

        await using var reading = from.CreateCommand();
        reading.CommandText = $"SELECT {list} FROM {Quoted}";
        await using var rows = await reading.ExecuteReaderAsync(ct);
        await using var import = await to.BeginBinaryImportAsync($"COPY {Quoted} ({list}) FROM STDIN (FORMAT BINARY)", ct);
        import.Timeout = Timeout.InfiniteTimeSpan;
        var digest = new TableDigest();
        var values = new object?[columns.Length];
        while (await rows.ReadAsync(ct))
        {
            await import.StartRowAsync(ct);
            for (var i = 0; i < columns.Length; i++)
            {
                values[i] = Convert(rows.GetValue(i), columns[i].Type);
                if (values[i] is { } value) await import.WriteAsync(value, columns[i].Type, ct);
                else await import.WriteNullAsync(ct);
            }

            digest = digest.With(values);
            if (digest.Rows % RowsPerReport == 0) progress(new CopyStep(Name, digest.Rows, total));
        }

        await import.CompleteAsync(ct);
        progress(new CopyStep(Name, digest.Rows, total));
        return digest;
    }

    /// <returns>What is there.</returns>
    public async Task<TableDigest> DigestAsync(NpgsqlConnection to, CancellationToken ct)
    {
        await using var reading = new NpgsqlCommand($"SELECT {list} FROM {Quoted}", to);
        await using DbDataReader rows = await reading.ExecuteReaderAsync(ct);
        var digest = new TableDigest();
        var values = new object?[columns.Length];
        while (await rows.ReadAsync(ct))
        {
            for (var i = 0; i < columns.Length; i++) values[i] = rows.IsDBNull(i) ? null : rows.GetValue(i);
            digest = digest.With(values);
        }

        return digest;
    }

    /// <summary>Numbers go on where they were, after the highest ever given: clients remember ids of messages that are gone.</summary>
    public async Task ContinueNumbersAsync(SqliteConnection from, NpgsqlConnection to, CancellationToken ct)
    {
        foreach (var (column, type) in columns)
        {
            if (type is not (NpgsqlDbType.Bigint or NpgsqlDbType.Integer)) continue;

            await using var asking = new NpgsqlCommand("SELECT pg_get_serial_sequence($1, $2)", to);
            asking.Parameters.Add(new NpgsqlParameter { Value = Quoted });
            asking.Parameters.Add(new NpgsqlParameter { Value = column });
            if (await asking.ExecuteScalarAsync(ct) is not string sequence) continue;

            var highest = await HighestAsync(from, column, ct);
            if (highest <= 0) continue;

            await using var going = new NpgsqlCommand("SELECT setval($1::regclass, $2)", to);
            going.Parameters.Add(new NpgsqlParameter { Value = sequence });
            going.Parameters.Add(new NpgsqlParameter { Value = highest });
            await going.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<long> HighestAsync(SqliteConnection from, string column, CancellationToken ct)
    {
        await using var asking = from.CreateCommand();
        asking.CommandText = $"SELECT max(coalesce((SELECT max({Quote(column)}) FROM {Quoted}), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = $table), 0))";
        asking.Parameters.AddWithValue("$table", Name);
        return (long)(await asking.ExecuteScalarAsync(ct))!;
    }

    /// <summary>SQLite knows numbers, text and bytes; PostgreSQL wants to be told which kind of number.</summary>
    private static object? Convert(object value, NpgsqlDbType type) => (value, type) switch
    {
        (DBNull, _) => null,
        (long number, NpgsqlDbType.Boolean) => number != 0,
        (long number, NpgsqlDbType.Integer) => checked((int)number),
        _ => value,
    };

    private static NpgsqlDbType TypeOf(string storeType) => storeType switch
    {
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "boolean" => NpgsqlDbType.Boolean,
        "text" => NpgsqlDbType.Text,
        "bytea" => NpgsqlDbType.Bytea,
        "double precision" => NpgsqlDbType.Double,
        _ when storeType.StartsWith("character varying", StringComparison.Ordinal) => NpgsqlDbType.Varchar,
        _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Columns of type {storeType} cannot be copied.")),
    };

    private static string Quote(string name) => $"\"{name}\"";
}
