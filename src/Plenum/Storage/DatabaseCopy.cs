using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Plenum.Common;

namespace Plenum.Storage;

/// <summary>
/// Copies an installation from its SQLite file into an empty PostgreSQL database: everything, verified, in one
/// transaction, or nothing. While it runs nobody writes to either.
/// </summary>
internal sealed class DatabaseCopy(SqlitePlenumDb source, PostgresPlenumDb target)
{
    private const string History = "__EFMigrationsHistory";

    /// <param name="progress">Told how far it is, now and then.</param>
    /// <param name="ct">Cancels it; nothing is left behind.</param>
    /// <returns>The tables with their numbers of rows, or why nothing was copied.</returns>
    public async Task<Result<IReadOnlyList<CopyStep>>> RunAsync(Action<CopyStep> progress, CancellationToken ct)
    {
        try
        {
            if (await UnfitSourceAsync(ct) is { } unfit) return unfit;
            if (await ForeignTablesAsync(ct) is { } foreign) return foreign;

            // Tables that exist and are empty: harmless when something goes wrong later.
            await target.Database.MigrateAsync(ct);
            return await CopyAsync(progress, ct);
        }
        catch (Exception exception) when (exception is DbException or InvalidCastException or OverflowException || exception.IsOutage())
        {
            return Refuse($"Nothing was copied: {exception.GetBaseException().Message}");
        }
    }

    private async Task<Result<IReadOnlyList<CopyStep>>> CopyAsync(Action<CopyStep> progress, CancellationToken ct)
    {
        await source.Database.OpenConnectionAsync(ct);
        await target.Database.OpenConnectionAsync(ct);
        var (from, to) = ((SqliteConnection)source.Database.GetDbConnection(), (NpgsqlConnection)target.Database.GetDbConnection());
        await using var reading = from.BeginTransaction(deferred: false);
        await using var writing = await to.BeginTransactionAsync(ct);
        var tables = CopiedTable.InOrder(source, target);
        if (await TakeAsync(to, tables, ct) is { } inUse) return inUse;

        var done = new List<CopyStep>();
        foreach (var table in tables)
        {
            var copied = await table.CopyAsync(from, to, progress, ct);
            var found = await table.DigestAsync(to, ct);
            if (found != copied) return Refuse($"Nothing was copied: {table.Name} arrived differently ({copied.Rows} rows sent, {found.Rows} found).");

            await table.ContinueNumbersAsync(from, to, ct);
            done.Add(new CopyStep(table.Name, copied.Rows, copied.Rows));
        }

        await writing.CommitAsync(ct);
        return done;
    }

    private async Task<Refusal?> UnfitSourceAsync(CancellationToken ct)
    {
        if (!(await source.Database.GetAppliedMigrationsAsync(ct)).Any()) return Refuse("There is no Plenum in the SQLite file.");

        var applied = await source.Database.GetAppliedMigrationsAsync(ct);
        return applied.SequenceEqual(source.Database.GetMigrations(), StringComparer.Ordinal)
            ? null
            : Refuse("The SQLite file is of another version of Plenum: start this version's server on it once, then copy.");
    }

    private async Task<Refusal?> ForeignTablesAsync(CancellationToken ct)
    {
        try
        {
            var known = target.Model.GetRelationalModel().Tables.Select(table => table.Name).Append(History).ToHashSet(StringComparer.Ordinal);
            var found = await target.Database.SqlQueryRaw<string>("SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = current_schema()").ToListAsync(ct);
            if (found.Find(table => !known.Contains(table)) is { } foreign) return Refuse($"The target holds something else: the table {foreign}. Give an empty database.");
            if ((await target.Database.GetAppliedMigrationsAsync(ct)).Except(target.Database.GetMigrations(), StringComparer.Ordinal).Any()) return Refuse("The target is of a newer version of Plenum.");
        }
        catch (Exception exception) when (exception.IsMissingDatabase())
        {
            // It will be created.
        }

        return null;
    }

    /// <summary>From here on nobody else writes to the target, and it is empty.</summary>
    private static async Task<Refusal?> TakeAsync(NpgsqlConnection to, IReadOnlyList<CopiedTable> tables, CancellationToken ct)
    {
        var all = string.Join(", ", tables.Select(table => table.Quoted));
        await using (var take = new NpgsqlCommand($"SET LOCAL lock_timeout = '10s'; LOCK TABLE {all} IN EXCLUSIVE MODE", to)) await take.ExecuteNonQueryAsync(ct);

        foreach (var table in tables)
        {
            await using var look = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"SELECT EXISTS (SELECT FROM {table.Quoted})"), to);
            if (await look.ExecuteScalarAsync(ct) is true) return Refuse($"The target is not empty: {table.Name} has rows. Give an empty database.");
        }

        return null;
    }

    private static Refusal Refuse(string why) => new(RefusalKind.PreconditionFailed, Message: why);
}

/// <summary>How far the copy is.</summary>
internal sealed record CopyStep(string Table, long Rows, long Of);
