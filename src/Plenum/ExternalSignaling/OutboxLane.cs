using Plenum.Realtime;
using Plenum.Settings;

namespace Plenum.ExternalSignaling;

/// <summary>Messages that are ready for a server.</summary>
internal sealed record Letters(ServerList Servers, IReadOnlyList<byte[]> Bodies);

/// <summary>News of one room that were committed together.</summary>
/// <param name="first">The first of them.</param>
/// <param name="after">What has to be delivered before; null for nothing.</param>
internal sealed class Parcel(Announcement first, Task? after)
{
    private readonly TaskCompletionSource<Letters?> written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long ConversationId => first.ConversationId;

    public string Token => first.Token;

    public List<Announcement> News { get; } = [first];

    public Task? After => after;

    /// <summary>Somebody writes it before its turn to be delivered comes.</summary>
    public bool IsWrittenAhead { get; set; }

    /// <summary>The messages; null when nobody is to be told.</summary>
    public Task<Letters?> Written => written.Task;

    public Task Delivered => delivered.Task;

    /// <summary>Writes it, once what comes before in its lane is written: what is said later never knows less.</summary>
    public async Task WriteAsync(Task before, Func<Parcel, Task<Letters?>> write)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            written.SetResult(await write(this));
        }
        catch (Exception exception)
        {
            written.SetException(exception);
        }
    }

    public void Done() => delivered.SetResult();
}

/// <summary>What waits for one room, in order. The outbox's lock guards it.</summary>
internal sealed class OutboxLane
{
    private readonly Queue<Parcel> parcels = new();
    private int unwritten;

    /// <summary>Completes when everything that was to be written ahead is written.</summary>
    public Task Written { get; private set; } = Task.CompletedTask;

    /// <summary>A parcel that came now would be written next.</summary>
    public bool IsWrittenUp => unwritten == 0;

    public void Enqueue(Parcel parcel)
    {
        parcels.Enqueue(parcel);
        if (parcel.IsWrittenAhead) Written = parcel.Written;
        else unwritten++;
    }

    /// <returns>Null when nothing waits.</returns>
    public Parcel? Next() => parcels.TryPeek(out var parcel) ? parcel : null;

    public void Dequeue()
    {
        if (!parcels.Dequeue().IsWrittenAhead) unwritten--;
    }
}
