using System.Text.Json;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>
/// Appends rows to the chat of a conversation inside the running unit of work: expiry, last message, last activity
/// and the news for those who wait all follow from here.
/// </summary>
internal sealed class ChatLog(PlenumDb db, UnitOfWork unit, TimeProvider time)
{
    /// <summary>Appends a system message (chat §18.2).</summary>
    /// <param name="conversation">A tracked conversation.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="key">One of <see cref="SystemMessageKeys"/>.</param>
    /// <param name="parameters">Raw parameters: strings, numbers or lists.</param>
    /// <param name="activity">False for rows that do not touch <c>lastMessage</c> and <c>lastActivity</c>.</param>
    /// <param name="silent">Raises no notification.</param>
    /// <param name="parentId">The message it is about.</param>
    public Message PostSystem(
        Conversation conversation,
        Actor by,
        string key,
        IReadOnlyDictionary<string, object>? parameters = null,
        bool activity = true,
        bool silent = false,
        long? parentId = null) =>
        Post(conversation, activity, new Message
        {
            ConversationId = conversation.Id,
            Conversation = conversation,
            Kind = MessageKind.System,
            ActorType = by.Type,
            ActorId = by.Id,
            Text = key,
            Parameters = parameters is null ? "{}" : JsonSerializer.Serialize(parameters),
            At = time.NowInSeconds(),
            ExpiresAt = ExpiryFor(conversation),
            Silent = silent,
            ParentId = parentId,
        });

    /// <summary>Appends a row and keeps the conversation's last message and activity in step.</summary>
    public Message Post(Conversation conversation, bool activity, Message message)
    {
        db.Messages.Add(message);
        unit.OnceSaved(() =>
        {
            if (activity) (conversation.LastMessageId, conversation.LastActivity) = (message.Id, message.At);
        });
        unit.Announce(() => new ChatChanged(conversation.Id, conversation.Token, message.Id)
        {
            IsToBeTold = message is { Kind: MessageKind.Comment, Silent: false },
        });
        return message;
    }

    public DateTimeOffset? ExpiryFor(Conversation conversation) =>
        conversation.MessageExpiration > 0 ? time.NowInSeconds().AddSeconds(conversation.MessageExpiration) : null;
}
