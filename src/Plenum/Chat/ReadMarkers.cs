using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>What people have read (chat §10).</summary>
internal sealed class ReadMarkers(PlenumDb db, UnitOfWork unit, ReadMarkerQueue queue, TimeProvider time)
{
    /// <summary>Where the lowest marker of the accounts that show theirs goes.</summary>
    public const string CommonHeader = "X-Chat-Last-Common-Read";

    /// <summary>The lowest read marker of all accounts that show theirs; 0 when there are none.</summary>
    public async Task<long> CommonAsync(Conversation conversation, CancellationToken ct)
    {
        if (unit.IsRunning) await unit.FlushAsync(ct);
        return await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users && !attendee.ReadPrivate)
            .MinAsync(attendee => (long?)attendee.LastReadMessage, ct) ?? 0;
    }

    /// <summary>The same for a reader: null for one who hides what he has read, who does not see it of others either.</summary>
    public async Task<long?> CommonForAsync(Conversation conversation, Attendee reader, CancellationToken ct) =>
        reader.ReadPrivate ? null : await CommonAsync(conversation, ct);

    /// <summary>Moves the marker of a tracked attendee, also backwards.</summary>
    /// <param name="conversation">The attendee's conversation.</param>
    /// <param name="reader">A tracked attendee.</param>
    /// <param name="upTo">The last message that was read; null for all of them. An id that is not of this chat counts as the message before it.</param>
    /// <param name="ct">Cancels the look-up.</param>
    public async Task SetAsync(Conversation conversation, Attendee reader, long? upTo, CancellationToken ct) =>
        reader.LastReadMessage = await WithinAsync(conversation, upTo ?? conversation.LastMessageId, ct);

    /// <summary>Moves the marker forwards, together with those of others; a marker that is further already stays. Outside of units of work.</summary>
    public async Task RaiseAsync(Conversation conversation, Attendee reader, long upTo, CancellationToken ct)
    {
        if (upTo <= reader.LastReadMessage) return;

        var marker = await WithinAsync(conversation, upTo, ct);
        if (marker > reader.LastReadMessage) await queue.RaiseAsync(reader.Id, marker, ct);
    }

    /// <summary>Moves the marker of a tracked attendee to before the newest thing that somebody wrote, so that it is unread.</summary>
    public async Task UnreadAsync(Conversation conversation, Attendee reader, CancellationToken ct)
    {
        var newest = await db.Messages.In(conversation).Said(time.Now()).OrderByDescending(message => message.Id).Select(message => message.Id).Take(2).ToListAsync(ct);
        reader.LastReadMessage = newest switch
        {
            [_, var before] => before,
            [var only] => await WithinAsync(conversation, only - 1, ct),
            _ => Attendee.UnreadFromStart,
        };
    }

    /// <summary>The last message of the chat up to an id.</summary>
    private async Task<long> WithinAsync(Conversation conversation, long id, CancellationToken ct)
    {
        if (id == conversation.LastMessageId && id > 0) return id;

        return await db.Messages.In(conversation).Where(message => message.Id <= id).MaxAsync(message => (long?)message.Id, ct) ?? Attendee.UnreadFromStart;
    }
}
