using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Messaging;
using Plenum.Storage;

namespace Plenum.ExternalSignaling;

/// <summary>Reads new messages as signaling servers hand them on (chat §19.1): to everybody in the room alike.</summary>
internal sealed class RoomChat(PlenumDb db, ChatRelay relay)
{
    /// <summary>The rows by id; those that are gone are missing.</summary>
    public Task<Dictionary<long, Message>> ReadAsync(Conversation conversation, long[] ids, CancellationToken ct) =>
        db.Messages.AsNoTracking().Where(message => message.ConversationId == conversation.Id && ids.Contains(message.Id)).ToDictionaryAsync(message => message.Id, ct);

    /// <returns>Null for what clients only hear of, and while there is a lobby: the server would tell those who wait.</returns>
    public async Task<JsonObject?> CommentAsync(Conversation conversation, Message? message, CancellationToken ct)
    {
        if (message is null || conversation.LobbyState != LobbyState.None) return null;

        var relayed = await relay.ReadAsync(conversation.Id, [message.Id], ct);
        if (relayed.Comments is not [var comment]) return null;

        if (!await SomebodyReadsInPrivateAsync(conversation, ct)) comment["lastCommonRead"] = relayed.CommonRead;
        return comment;
    }

    /// <summary>Who hides what he has read does not see it of others either.</summary>
    private Task<bool> SomebodyReadsInPrivateAsync(Conversation conversation, CancellationToken ct) =>
        db.Attendees.AnyAsync(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users && attendee.ReadPrivate, ct);
}
