using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Telemetry;

namespace Plenum.Storage;

/// <summary>
/// One request, one transaction. What a refused operation wrote is rolled back; what it wanted to announce is
/// forgotten. What a successful one announced is heard after the commit, never before. Two that collide are none the
/// wiser: the later one is done again on what the earlier one left.
/// </summary>
internal sealed class UnitOfWork(PlenumDb db, SqliteWriter writer, IBackplane backplane)
{
    private const int MostTries = 10;

    /// <summary>Each of them has waited as long as a connection waits.</summary>
    private const int MostTriesWhenBusy = 2;

    private readonly List<Action> onceSaved = [];
    private readonly List<Announcement> announcements = [];

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

    /// <summary>A deadline was stored that may be the earliest of all: the due-work loops look again after the commit.</summary>
    public void DeadlineMoved() => Announce(new DeadlineMoved());

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

    /// <summary>
    /// The same for work whose result says otherwise whether it succeeded. The work reads what it decides on itself: it
    /// may be run more than once.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, Func<T, bool> succeeded, CancellationToken ct)
    {
        if (IsRunning) return await work();

        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(work, succeeded, ct);
            }
            catch (Exception exception) when ((tries < MostTries && exception.IsCollision()) || (tries < MostTriesWhenBusy && exception.IsBusy()))
            {
                // Somebody else was first.
                PlenumMetrics.Collisions.Add(1);
            }
        }
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> work, Func<T, bool> succeeded, CancellationToken ct)
    {
        // Work that fails is rolled back as a whole: no savepoint within it.
        db.Database.AutoSavepointsEnabled = false;
        if (db.HasSingleWriter) return await writer.RunAsync(db, transaction => InsideAsync(work, succeeded, transaction, ct), ct);

        T result;
        IReadOnlyList<Announcement>? heard;
        using (PlenumMetrics.Transaction())
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            (result, heard) = await InsideAsync(work, succeeded, transaction.GetDbTransaction(), ct);
            if (heard is null) return result;

            await transaction.CommitAsync(CancellationToken.None);
        }

        backplane.Publish(heard);
        return result;
    }

    /// <returns>What is to be announced after the commit; null when nothing is to be kept.</returns>
    private async Task<(T Result, IReadOnlyList<Announcement>? Heard)> InsideAsync<T>(
        Func<Task<T>> work, Func<T, bool> succeeded, DbTransaction transaction, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        IsRunning = true;
        try
        {
            var result = await work();
            if (!succeeded(result)) return (result, null);

            await FlushAsync(ct);
            var heard = announcements.ToArray();
            await backplane.StageAsync(transaction.Connection!, transaction, heard, ct);
            return (result, heard);
        }
        finally
        {
            IsRunning = false;
            Forget();
        }
    }

    private void Forget()
    {
        onceSaved.Clear();
        announcements.Clear();
        db.ChangeTracker.Clear();
    }
}
