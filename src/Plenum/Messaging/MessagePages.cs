using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Messaging;

/// <summary>Rows that were read, and what the reader sees of them.</summary>
internal sealed record MessagePage(List<MessageView> Messages, long LastGiven);

/// <summary>Reads the chat page by page (chat §4).</summary>
internal sealed class MessagePages(PlenumDb db, MessageViews views)
{
    /// <summary>Newest first. Null when there is nothing before the offset.</summary>
    public async Task<MessagePage?> HistoryAsync(Conversation conversation, Actor reader, long offset, bool inclusive, int limit, CancellationToken ct) =>
        await PageAsync(await db.Messages.AsNoTracking().In(conversation).Before(offset, inclusive).Take(limit).ToListAsync(ct), conversation, reader, ct);

    /// <summary>Oldest first. Null when there is nothing after the offset.</summary>
    public async Task<MessagePage?> NewerAsync(Conversation conversation, Actor reader, long offset, bool inclusive, int limit, CancellationToken ct) =>
        await PageAsync(await db.Messages.AsNoTracking().In(conversation).After(offset, inclusive).Take(limit).ToListAsync(ct), conversation, reader, ct);

    private async Task<MessagePage?> PageAsync(List<Message> rows, Conversation conversation, Actor reader, CancellationToken ct)
    {
        if (rows.Count == 0) return null;

        var conversations = new Dictionary<long, Conversation> { [conversation.Id] = conversation };
        return new MessagePage(await views.OfAsync(rows, conversations, reader, withParents: true, ct), rows[^1].Id);
    }
}
