using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>When each kind of upkeep comes round next on this node. Doing it twice, or on two nodes, does no harm.</summary>
internal sealed class UpkeepTimes(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);

    public DateTimeOffset NextOf(string work) => next.GetOrAdd(work, static (_, time) => time.Now(), time);

    public void Done(string work, TimeSpan every) => next[work] = time.Now() + every;
}

/// <summary>Does something to many conversations, each in a unit of work of its own: one that fails does not stop the others.</summary>
internal sealed partial class Upkeep(PlenumDb db, UnitOfWork unit, MeetingLock meetings, ILogger<Upkeep> log)
{
    /// <param name="conversationIds">Those that seemed to need it.</param>
    /// <param name="work">Gets the tracked conversation and looks again whether it does.</param>
    /// <param name="ct">Stops between two conversations.</param>
    public async Task EachAsync(IReadOnlyList<long> conversationIds, Func<Conversation, Task> work, CancellationToken ct)
    {
        foreach (var id in conversationIds)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                await unit.RunAsync(async () =>
                {
                    await meetings.TakeAsync([id], ct);
                    if (await db.Conversations.FirstOrDefaultAsync(conversation => conversation.Id == id, ct) is { } conversation) await work(conversation);
                    return Result.Done;
                }, ct);
            }
            catch (DbUpdateException exception)
            {
                Failed(log, exception, id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Upkeep of conversation {ConversationId} failed")]
    private static partial void Failed(ILogger logger, Exception exception, long conversationId);
}
