using Plenum.Common;
using Plenum.Realtime;

namespace Plenum.Storage;

/// <summary>
/// One request, one transaction. What a refused operation wrote is rolled back; what it wanted to announce is
/// forgotten. What a successful one announced is heard after the commit, never before.
/// </summary>
internal sealed class UnitOfWork(PlenumDb db, WriteLock writeLock, IBackplane backplane, DueWorkBell bell)
{
    private readonly List<Action> onceSaved = [];
    private readonly List<Announcement> announcements = [];
    private bool deadlineMoved;

    public bool IsRunning { get; private set; }

    /// <summary>
    /// Runs when everything written so far has been inserted and has its id; what it changes is saved as well, in the
    /// same transaction. Actions run in the order in which they were given.
    /// </summary>
    public void OnceSaved(Action action) => onceSaved.Add(action);

    /// <summary>Heard by everybody who listens, after the commit, in the order in which it was given.</summary>
    public void Announce(Announcement announcement) => OnceSaved(() => announcements.Add(announcement));

    /// <summary>The same for an announcement that carries ids which only the insert gives.</summary>
    public void Announce(Func<Announcement> announcement) => OnceSaved(() => announcements.Add(announcement()));

    /// <summary>A deadline was stored that may be the earliest of all: the due-work loop looks again after the commit.</summary>
    public void DeadlineMoved() => deadlineMoved = true;

    /// <summary>Inserts what is pending, so that ids exist, without ending the transaction.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        do
        {
            var due = onceSaved.ToArray();
            onceSaved.Clear();
            await db.SaveChangesAsync(ct);
            Array.ForEach(due, action => action());
        }
        while (onceSaved.Count > 0 || db.ChangeTracker.HasChanges());
    }

    /// <summary>Runs <paramref name="work"/> in a transaction of its own; a unit of work inside another one joins it.</summary>
    public Task<Result<T>> RunAsync<T>(Func<Task<Result<T>>> work, CancellationToken ct) =>
        RunAsync(work, result => result.Succeeded, ct);

    /// <inheritdoc cref="RunAsync{T}(Func{Task{Result{T}}}, CancellationToken)"/>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, Func<T, bool> succeeded, CancellationToken ct)
    {
        if (IsRunning) return await work();

        using var turn = await writeLock.TakeAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.ChangeTracker.Clear();
        IsRunning = true;
        T result;
        try
        {
            result = await work();
            if (!succeeded(result))
            {
                await transaction.RollbackAsync(CancellationToken.None);
                Forget();
                return result;
            }

            await FlushAsync(ct);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch
        {
            Forget();
            throw;
        }
        finally
        {
            IsRunning = false;
        }

        turn.Dispose();
        var heard = announcements.ToArray();
        Forget();
        if (deadlineMoved) bell.Ring();
        deadlineMoved = false;
        await backplane.PublishAsync(heard);
        return result;
    }

    private void Forget()
    {
        onceSaved.Clear();
        announcements.Clear();
        db.ChangeTracker.Clear();
    }
}
