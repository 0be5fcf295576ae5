using Microsoft.Data.Sqlite;
using Plenum.Realtime;

namespace Plenum.Storage;

/// <summary>A transaction of SQLite in which several units of work share the way to the disk. Only <see cref="SqliteWriter"/> uses it, one turn at a time.</summary>
internal sealed class SharedCommit(SqliteTransaction transaction)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Announcement> announcements = [];

    public SqliteTransaction Transaction => transaction;

    /// <summary>Units of work that have succeeded.</summary>
    public int Members { get; private set; }

    /// <summary>SQLite has given the whole transaction up (disk full, for example): nothing of it can be kept.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Completes when everything is on disk and announced; fails when it could not be kept.</summary>
    public Task Done => done.Task;

    public void Add(IReadOnlyList<Announcement> heard)
    {
        announcements.AddRange(heard);
        Members++;
    }

    /// <summary>Keeps what the unit wrote, or takes it back; what the others wrote stays as it is.</summary>
    public async Task EndSavepointAsync(string name, bool succeeded)
    {
        try
        {
            if (!succeeded) await transaction.RollbackAsync(name, CancellationToken.None);
            await transaction.ReleaseAsync(name, CancellationToken.None);
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
        {
            IsBroken = true;
            if (succeeded) throw;
        }
    }

    /// <summary>The commit. Nobody is left waiting, whatever happens.</summary>
    public async Task EndAsync(IBackplane backplane)
    {
        try
        {
            await using (transaction)
            {
                if (IsBroken) throw new IOException("The database has given up the transaction.");
                if (Members > 0) await transaction.CommitAsync(CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException or IOException)
        {
            // Those who wait hear of it; without anybody who does, nothing was lost.
            done.SetException(exception);
            _ = done.Task.Exception;
            return;
        }

        backplane.Publish(announcements);
        done.SetResult();
    }
}
