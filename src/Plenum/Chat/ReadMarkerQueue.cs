using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>
/// Raises read markers for everybody who asks at the same time in one transaction. After each message all who follow
/// the chat report at once that they have read it: one after the other they would keep the writers of messages waiting.
/// </summary>
internal sealed class ReadMarkerQueue(IServiceScopeFactory scopes) : IAsyncDisposable
{
    // Owner of the lock: this class; it guards next, isWriting and writing.
    private readonly Lock gate = new();
    private Batch next = new();
    private bool isWriting;
    private Task writing = Task.CompletedTask;

    /// <summary>Returns once the marker of the attendee is stored; a marker that is further already stays.</summary>
    public Task RaiseAsync(long attendeeId, long marker, CancellationToken ct)
    {
        lock (gate)
        {
            next.Markers[attendeeId] = Math.Max(marker, next.Markers.GetValueOrDefault(attendeeId, marker));
            if (!isWriting) writing = Task.Run(WriteAllAsync, CancellationToken.None);
            isWriting = true;
            return next.Stored.Task.WaitAsync(ct);
        }
    }

    /// <summary>Waits for what is being written.</summary>
    public async ValueTask DisposeAsync() => await writing;

    private async Task WriteAllAsync()
    {
        do await WriteAsync();
        while (HasMore());
    }

    /// <summary>Whoever comes while this one queues for its turn to write goes along.</summary>
    private async Task WriteAsync()
    {
        Batch? batch = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var attendees = scope.ServiceProvider.GetRequiredService<PlenumDb>().Attendees;
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RunAsync(async () =>
            {
                // Once, however often a collision makes this run again.
                batch ??= Take();

                // Nearly always one statement: they have all read the same message.
                foreach (var read in batch.Markers.GroupBy(marker => marker.Value, marker => marker.Key))
                {
                    var ids = read.ToArray();
                    await attendees.Where(attendee => EF.Parameter(ids).Contains(attendee.Id) && attendee.LastReadMessage < read.Key)
                        .ExecuteUpdateAsync(set => set.SetProperty(attendee => attendee.LastReadMessage, read.Key));
                }

                return Result.Done;
            }, CancellationToken.None);
            batch!.Stored.TrySetResult();
        }
        catch (Exception exception)
        {
            // Everybody whose marker was on board learns of it; the next batch is not concerned.
            (batch ?? Take()).Stored.TrySetException(exception);
        }
    }

    private Batch Take()
    {
        lock (gate)
        {
            var taken = next;
            next = new Batch();
            return taken;
        }
    }

    private bool HasMore()
    {
        lock (gate) return isWriting = next.Markers.Count > 0;
    }

    private sealed class Batch
    {
        public Dictionary<long, long> Markers { get; } = [];

        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
