using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>Something to say, checked and trimmed.</summary>
internal sealed record NewComment(string Text)
{
    /// <summary>What the client recognises its own message by.</summary>
    public string ReferenceId { get; init; } = "";

    public Message? ReplyTo { get; init; }

    /// <summary>Raises no notification.</summary>
    public bool Silent { get; init; }
}

/// <summary>Says something in somebody's name. Runs inside the caller's unit of work.</summary>
internal sealed class ChatService(PlenumDb db, UnitOfWork unit, ChatLog log, MentionMarkers markers, TimeProvider time)
{
    private static readonly Refusal NoActor = Refusal.NotFound("actor");

    /// <summary>Posts a comment of an attendee: the row, the author's read marker, the mention markers of the others.</summary>
    public async Task<Message> PostCommentAsync(Conversation conversation, Attendee author, NewComment comment, CancellationToken ct)
    {
        var message = Post(conversation, author, comment, time.NowInSeconds());
        await unit.FlushAsync(ct);
        await markers.RaiseAsync([message], MentionRules.Find(comment.Text), comment.ReplyTo?.Actor, ct);
        return message;
    }

    /// <summary>
    /// Posts the same text in several conversations, at the same second, as the attendee that the author is in each of
    /// them; all or nothing. Neither lobby, read-only nor permissions are asked.
    /// </summary>
    /// <param name="conversations">Tracked conversations.</param>
    /// <param name="author">Somebody who belongs to all of them.</param>
    /// <param name="text">As it was given: blank is refused with 400 <c>message</c>, too long with 413 <c>message</c>.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>The messages in the order of the conversations; 404 <c>actor</c> where the author is missing.</returns>
    public async Task<Result<List<Message>>> PostCommentsAsync(
        IReadOnlyCollection<Conversation> conversations, Actor author, string text, CancellationToken ct)
    {
        var comment = new NewComment(MessageTextRules.Trim(text));
        if ((MessageTextRules.CheckBlank(comment.Text) ?? MessageTextRules.CheckLength(comment.Text)) is { } refusal) return refusal;

        var ids = conversations.Select(conversation => conversation.Id).ToArray();
        var authors = await db.Attendees
            .Where(attendee => ids.Contains(attendee.ConversationId) && attendee.ActorType == author.Type && attendee.ActorId == author.Id)
            .ToDictionaryAsync(attendee => attendee.ConversationId, ct);
        if (authors.Count < conversations.Count) return NoActor;

        var now = time.NowInSeconds();
        var messages = conversations.Select(conversation => Post(conversation, authors[conversation.Id], comment, now)).ToList();
        await unit.FlushAsync(ct);
        await markers.RaiseAsync(messages, MentionRules.Find(comment.Text), answered: null, ct);
        return messages;
    }

    /// <summary>Everybody, unless the conversation leaves it to moderators.</summary>
    public static bool MayMentionAll(Conversation conversation, Attendee author) => conversation.MentionPermissions == 0 || author.IsModerator;

    private Message Post(Conversation conversation, Attendee author, NewComment comment, DateTimeOffset at)
    {
        var message = log.Post(conversation, activity: true, new Message
        {
            ConversationId = conversation.Id,
            Conversation = conversation,
            Kind = MessageKind.Comment,
            ActorType = author.ActorType,
            ActorId = author.ActorId,
            ActorDisplayName = author.ActorType == ActorTypes.Users ? "" : author.DisplayName,
            Text = comment.Text,
            At = at,
            ExpiresAt = log.ExpiryFor(conversation),
            ParentId = comment.ReplyTo?.Id,
            ThreadRootId = comment.ReplyTo?.ThreadRootId ?? comment.ReplyTo?.Id,
            ReferenceId = comment.ReferenceId,
            Silent = comment.Silent,
            CanMentionAll = MayMentionAll(conversation, author),
        });
        unit.OnceSaved(() => author.LastReadMessage = message.Id);
        return message;
    }
}
