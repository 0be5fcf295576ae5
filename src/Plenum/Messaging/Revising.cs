using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Storage;

namespace Plenum.Messaging;

/// <summary>
/// Edits and deletes messages and clears whole chats (chat §5). The row changes in place; a system message tells those
/// who follow the chat to look at it again. Runs inside the unit of work of the route.
/// </summary>
internal sealed class Revising(PlenumDb db, UnitOfWork unit, ChatLog log, MentionMarkers mentions, ChatTelling telling, TimeProvider time)
{
    /// <returns>The system message that tells of it.</returns>
    public async Task<Result<Message>> EditAsync(Conversation conversation, Attendee by, long messageId, string given, CancellationToken ct)
    {
        var text = MessageTextRules.Trim(given);
        var message = await FindAsync(conversation, messageId, ct);
        if (RevisionRules.Check(message, conversation, by) is { } refusal) return refusal;
        if (RevisionRules.CheckEdit(message!, conversation, text, time.Now()) is { } unfit) return unfit;

        var before = MentionRules.Find(message!.Text).Select(token => token.Target).ToHashSet();
        message.Text = text;
        message.CanMentionAll = ChatService.MayMentionAll(conversation, by);
        Sign(message, by);
        var told = Tell(conversation, by, SystemMessageKeys.MessageEdited, message);
        await unit.FlushAsync(ct);

        // Who is newly mentioned hears of it, unless nobody was to hear of the message in the first place.
        var all = MentionRules.Find(text);
        var added = message.Silent ? [] : all.FindAll(token => !before.Contains(token.Target));
        await mentions.RaiseAsync([message], added, answered: null, ct);
        if (before.Count + all.Count > 0) await telling.EditedAsync(message, conversation, added, all, ct);
        return told;
    }

    /// <inheritdoc cref="EditAsync"/>
    public async Task<Result<Message>> DeleteAsync(Conversation conversation, Attendee by, long messageId, CancellationToken ct)
    {
        var message = await FindAsync(conversation, messageId, ct);
        if (RevisionRules.Check(message, conversation, by) is { } refusal) return refusal;

        message!.Kind = MessageKind.CommentDeleted;
        message.Text = "";
        Sign(message, by);
        return Tell(conversation, by, SystemMessageKeys.MessageDeleted, message);
    }

    /// <summary>Deletes every row and everybody's markers.</summary>
    /// <param name="conversation">The tracked conversation.</param>
    /// <param name="by">Who clears it.</param>
    /// <param name="oneToOneToo">The administrator lets people delete one-to-ones.</param>
    /// <param name="ct">Cancels the deletion.</param>
    /// <returns>The system message that is left.</returns>
    public async Task<Result<Message>> ClearAsync(Conversation conversation, Attendee by, bool oneToOneToo, CancellationToken ct)
    {
        if (RevisionRules.CheckClear(conversation, oneToOneToo) is { } refusal) return refusal;

        await db.Messages.In(conversation).ExecuteDeleteAsync(ct);
        await db.Attendees.Where(attendee => attendee.ConversationId == conversation.Id).ExecuteUpdateAsync(
            set => set
                .SetProperty(attendee => attendee.LastReadMessage, Attendee.UnreadFromStart)
                .SetProperty(attendee => attendee.LastMentionMessage, 0)
                .SetProperty(attendee => attendee.LastMentionDirect, 0),
            ct);
        (by.LastReadMessage, by.LastMentionMessage, by.LastMentionDirect) = (Attendee.UnreadFromStart, 0, 0);
        return log.PostSystem(conversation, by.Actor, SystemMessageKeys.HistoryCleared);
    }

    private Task<Message?> FindAsync(Conversation conversation, long id, CancellationToken ct) =>
        db.Messages.In(conversation).Unexpired(time.Now()).FirstOrDefaultAsync(message => message.Id == id, ct);

    private void Sign(Message message, Attendee by) =>
        (message.EditorType, message.EditorId, message.EditedAt) = (by.ActorType, by.ActorId, time.NowInSeconds());

    private Message Tell(Conversation conversation, Attendee by, string key, Message about) =>
        log.PostSystem(conversation, by.Actor, key, new Dictionary<string, object>(StringComparer.Ordinal) { ["message"] = about.Id }, activity: false, parentId: about.Id);
}
