using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Conversations;

/// <summary>
/// The permissions of everybody who has none of their own (conversations §1.7). Setting them takes back what attendees
/// had of their own; whom the lobby then holds back leaves the call.
/// </summary>
internal sealed class DefaultPermissions(PlenumDb db, UnitOfWork unit, LobbyEviction eviction)
{
    public async Task<Refusal?> SetAsync(Access access, int permissions, CancellationToken ct)
    {
        var conversation = access.Conversation;
        if (SettingRules.SetDefaultPermissions(conversation, permissions, access.Config.Forced("permissions")) is { } refusal) return refusal;

        conversation.DefaultPermissions = PermissionRules.ToStore(permissions);
        var withOwn = await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.Permissions != Permissions.Inherit && attendee.ActorType != ActorTypes.Groups)
            .ToListAsync(ct);
        withOwn.ForEach(attendee => attendee.Permissions = Permissions.Inherit);
        await eviction.EvictAsync(conversation, ct);
        unit.Announce(new RoomUpdated(conversation.Id, conversation.Token));
        unit.Announce(new ParticipantsChanged(conversation.Id, conversation.Token));
        return null;
    }
}
