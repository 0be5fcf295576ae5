using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Plenum.Common;

namespace Plenum.Storage;

/// <summary>Brings the database to the version of this program.</summary>
internal sealed partial class Database(PlenumDb db, IOptions<PostgresOptions> options, TimeProvider time, ILogger<Database> log)
{
    /// <summary>How long after a try in vain the next one is made.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Of all nodes on one database, one migrates at a time.</summary>
    private const long MigrationTurn = 0x506C656E756D;

    /// <summary>
    /// Creates the database or upgrades an older one. Of several nodes that start at once one does it, the others wait.
    /// A PostgreSQL that is not there yet is waited for.
    /// </summary>
    /// <exception cref="StartFailure">It did not come, or is one that this program does not know.</exception>
    public async Task PrepareAsync(CancellationToken ct)
    {
        if (!db.HasSingleWriter) await WaitAsync(ct);
        await RefuseNewerAsync(ct);
        await MigrateAsync(ct);
        if (db.HasSingleWriter) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", ct);
    }

    /// <summary>EF's own lock ends with each migration: between two of them another node could begin with the second as well.</summary>
    private async Task MigrateAsync(CancellationToken ct)
    {
        var takesTurns = !db.HasSingleWriter && await db.Database.CanConnectAsync(ct);
        if (takesTurns)
        {
            await db.Database.OpenConnectionAsync(ct);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationTurn})", ct);
        }

        try
        {
            await db.Database.MigrateAsync(ct);
        }
        finally
        {
            if (takesTurns)
            {
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationTurn})", CancellationToken.None);
                await db.Database.CloseConnectionAsync();
            }
        }
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        var address = PostgresConnection.AddressOf(db.Database.GetConnectionString());
        var until = time.Now() + options.Value.StartTimeout;
        while (true)
        {
            try
            {
                await db.Database.OpenConnectionAsync(ct);
                await db.Database.CloseConnectionAsync();
                return;
            }
            catch (Exception exception) when (exception.IsMissingDatabase())
            {
                return;
            }
            catch (Exception exception) when (exception.IsDenied())
            {
                throw new StartFailure($"The database at {address} does not let Plenum in: {exception.Message}", exception);
            }
            catch (Exception exception) when (exception.IsOutage())
            {
                if (time.Now() + Pause > until) throw Unreachable(address, exception);

                Waiting(log, address, exception.Message);
                await Task.Delay(Pause, time, ct);
            }
        }
    }

    private StartFailure Unreachable(string address, Exception cause)
    {
        var seconds = options.Value.StartTimeout.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
        return new StartFailure($"The database at {address} did not answer within {seconds} s: {cause.Message}. Is PostgreSQL running, and is ConnectionStrings__Plenum right?", cause);
    }

    /// <summary>Going back to an older program needs the older backup: it would not understand what it reads.</summary>
    private async Task RefuseNewerAsync(CancellationToken ct)
    {
        var unknown = (await db.Database.GetAppliedMigrationsAsync(ct)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0) throw new StartFailure($"This database was upgraded by a newer Plenum (it has {unknown[^1]}). Use that version, or restore the backup from before the upgrade.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the database at {Address}: {Reason}")]
    private static partial void Waiting(ILogger logger, string address, string reason);
}
