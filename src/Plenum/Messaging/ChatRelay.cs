using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Storage;

namespace Plenum.Messaging;

/// <summary>What signaling passes on of new messages.</summary>
/// <param name="Comments">In their order, as the chat API shows them to nobody in particular, in English.</param>
/// <param name="IsAll">There is nothing else that clients would have to look for.</param>
/// <param name="CommonRead">For those who show what they have read: the lowest read marker of all of them.</param>
internal sealed record RelayedChat(IReadOnlyList<JsonObject> Comments, bool IsAll, long CommonRead);

/// <summary>Reads messages for signaling to pass on (chat §19.1).</summary>
internal sealed class ChatRelay(PlenumDb db, MessageViews views, ReadMarkers markers)
{
    /// <param name="conversationId">The conversation.</param>
    /// <param name="messageIds">What was announced as new.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<RelayedChat> ReadAsync(long conversationId, IReadOnlyCollection<long> messageIds, CancellationToken ct)
    {
        var ids = messageIds.Distinct().ToArray();
        var rows = await db.Messages.AsNoTracking()
            .Where(message => message.ConversationId == conversationId && ids.Contains(message.Id))
            .OrderBy(message => message.Id)
            .ToListAsync(ct);
        if (rows.TrueForAll(row => !ChatRelayRules.IsRelayed(row)) || await FindAsync(conversationId, ct) is not { } conversation) return new RelayedChat([], IsAll: false, CommonRead: 0);

        var readable = await views.PrepareAsync(rows, new Dictionary<long, Conversation> { [conversationId] = conversation }, withParents: true, ct);
        var relayed = rows.FindAll(ChatRelayRules.IsRelayed);
        var comments = relayed.SelectMany(row => readable.For([row], new Viewpoint(Viewer: null, BaseUrl: "")).Select(view => CommentOf(row, view))).ToList();
        return new RelayedChat(comments, comments.Count == ids.Length, await markers.CommonAsync(conversation, ct));
    }

    private Task<Conversation?> FindAsync(long id, CancellationToken ct) => db.Conversations.AsNoTracking().FirstOrDefaultAsync(conversation => conversation.Id == id, ct);

    private static JsonObject CommentOf(Message row, MessageView view)
    {
        var comment = JsonSerializer.SerializeToNode(view, OcsJson.Options)!.AsObject();
        if (row is { Kind: MessageKind.System, Text: SystemMessageKeys.CallStarted }) comment["call"] = new JsonObject { ["silent"] = row.Silent };
        return comment;
    }
}
