using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Plenum.Realtime;
using Plenum.Telemetry;

namespace Plenum.Storage;

/// <summary>
/// SQLite has one writer at a time, and every commit waits for the disk. Units of work of this process queue here,
/// first come first served. When the next one is waiting already, the transaction is handed on to it: each is a
/// savepoint of its own, one commit serves them all, and none is answered before it. What a unit announces is heard
/// after the commit, in the order of the units.
/// </summary>
internal sealed class SqliteWriter(IBackplane backplane) : IDisposable
{
    private const string Savepoint = "unit";

    /// <summary>So many share a commit at most: the first of them must not wait for ever.</summary>
    private const int MostMembers = 64;

    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;";

    // Owner of the lock: this class; whoever holds it may use what is below.
    private readonly SemaphoreSlim turn = new(1, 1);
    private SqliteConnection? connection;
    private SharedCommit? open;

    private int waiting;

    /// <summary>How many units of work wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <param name="db">The context that the work uses; it works on the writer's connection meanwhile.</param>
    /// <param name="work">Says what it wants to announce; null takes back what it wrote.</param>
    /// <param name="ct">Cancels the work as long as it has not succeeded.</param>
    public async Task<T> RunAsync<T>(PlenumDb db, Func<DbTransaction, Task<(T Result, IReadOnlyList<Announcement>? Announcements)>> work, CancellationToken ct)
    {
        await TakeTurnAsync();
        T result;
        SharedCommit? commit = null;
        try
        {
            ct.ThrowIfCancellationRequested();
            commit = open ??= await BeginAsync(db, ct);
            (result, var announcements) = await InSavepointAsync(db, commit, work);
            if (announcements is null) commit = null;
            else commit.Add(announcements);
        }
        catch
        {
            commit = null;
            throw;
        }
        finally
        {
            await EndTurnAsync();
        }

        if (commit is not null) await commit.Done;
        return result;
    }

    /// <summary>Nobody writes until the returned object is disposed.</summary>
    public async Task<IDisposable> HoldAsync()
    {
        await TakeTurnAsync();
        if (open is not null) await EndAsync(open);
        return new Hold(turn);
    }

    public void Dispose()
    {
        connection?.Dispose();
        turn.Dispose();
    }

    /// <summary>Not to be cancelled: whoever sees somebody waiting leaves the commit to him.</summary>
    private async Task TakeTurnAsync()
    {
        Interlocked.Increment(ref waiting);
        using (PlenumMetrics.WaitingForTurn()) await turn.WaitAsync(CancellationToken.None);
        Interlocked.Decrement(ref waiting);
    }

    private async Task EndTurnAsync()
    {
        try
        {
            if (open is { } commit && (Waiting == 0 || commit.Members >= MostMembers || commit.IsBroken)) await EndAsync(commit);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<SharedCommit> BeginAsync(PlenumDb db, CancellationToken ct)
    {
        if (connection is null)
        {
            var opened = new SqliteConnection(db.Database.GetConnectionString());
            await opened.OpenAsync(ct);
            await using var pragmas = new SqliteCommand(Pragmas, opened);
            await pragmas.ExecuteNonQueryAsync(ct);
            connection = opened;
        }

        return new SharedCommit(connection.BeginTransaction(deferred: false));
    }

    private static async Task<(T Result, IReadOnlyList<Announcement>? Announcements)> InSavepointAsync<T>(
        PlenumDb db, SharedCommit commit, Func<DbTransaction, Task<(T Result, IReadOnlyList<Announcement>? Announcements)>> work)
    {
        using var measured = PlenumMetrics.Transaction();
        var own = db.Database.GetDbConnection();
        var transaction = commit.Transaction;
        await transaction.SaveAsync(Savepoint, CancellationToken.None);
        db.Database.SetDbConnection(transaction.Connection);
        var succeeded = false;
        try
        {
            await db.Database.UseTransactionAsync(transaction, CancellationToken.None);
            var outcome = await work(transaction);
            succeeded = outcome.Announcements is not null;
            return outcome;
        }
        finally
        {
            await db.Database.UseTransactionAsync(transaction: null, CancellationToken.None);
            db.Database.SetDbConnection(own, contextOwnsConnection: true);
            await commit.EndSavepointAsync(Savepoint, succeeded);
        }
    }

    private async Task EndAsync(SharedCommit commit)
    {
        open = null;
        await commit.EndAsync(backplane);
    }

    private sealed class Hold(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
