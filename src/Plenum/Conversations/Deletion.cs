using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Conversations;

/// <summary>Deletes a conversation at the wish of a moderator (conversations §3.3). Runs inside the request's unit of work.</summary>
internal sealed class Deletion(ConversationEraser eraser)
{
    public async Task<Refusal?> DeleteAsync(Access access, CancellationToken ct)
    {
        if (DeletionRules.Check(access.Conversation, access.Attendee, access.Config.DeleteOneToOneConversations) is { } refusal) return refusal;

        await eraser.EraseAsync(access.Conversation, ct);
        return null;
    }
}
