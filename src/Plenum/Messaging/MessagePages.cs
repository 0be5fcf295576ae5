using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Messaging;

/// <summary>Rows that were read: what the reader sees of them, and where the next page begins.</summary>
internal sealed record MessagePage(List<MessageView> Messages, long LastGiven);

/// <summary>Reads the chat page by page (chat §4). Rows are counted before what cannot be seen is left out.</summary>
internal sealed class MessagePages(PlenumDb db, MessageViews views)
{
    /// <summary>Newest first. Null when there is nothing before the offset.</summary>
    public async Task<MessagePage?> HistoryAsync(Conversation conversation, Actor reader, long offset, bool inclusive, int limit, CancellationToken ct) =>
        await PageAsync(await Chat(conversation).Before(offset, inclusive).Take(limit).ToListAsync(ct), conversation, reader, ct);

    /// <summary>Oldest first. Null when there is nothing after the offset.</summary>
    public async Task<MessagePage?> NewerAsync(Conversation conversation, Actor reader, long offset, bool inclusive, int limit, CancellationToken ct) =>
        await PageAsync(await Chat(conversation).After(offset, inclusive).Take(limit).ToListAsync(ct), conversation, reader, ct);

    /// <summary>The message and those around it, oldest first. Null when there is nothing at all.</summary>
    /// <param name="conversation">Whose chat it is.</param>
    /// <param name="reader">Who reads.</param>
    /// <param name="focus">The message in the middle.</param>
    /// <param name="limit">How many older ones, the message included, and how many newer ones; 0 reads only the message.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<MessagePage?> AroundAsync(Conversation conversation, Actor reader, long focus, int limit, CancellationToken ct)
    {
        if (focus == 0) return null;

        var older = await Chat(conversation).Before(focus, inclusive: true).Take(Math.Max(1, limit)).ToListAsync(ct);
        older.Reverse();
        var newer = limit == 0 ? [] : await Chat(conversation).After(focus, inclusive: false).Take(limit).ToListAsync(ct);
        return await PageAsync([.. older, .. newer], conversation, reader, ct);
    }

    private IQueryable<Message> Chat(Conversation conversation) => db.Messages.AsNoTracking().In(conversation);

    private async Task<MessagePage?> PageAsync(List<Message> rows, Conversation conversation, Actor reader, CancellationToken ct)
    {
        if (rows.Count == 0) return null;

        var conversations = new Dictionary<long, Conversation> { [conversation.Id] = conversation };
        return new MessagePage(await views.OfAsync(rows, conversations, reader, withParents: true, ct), rows[^1].Id);
    }
}
