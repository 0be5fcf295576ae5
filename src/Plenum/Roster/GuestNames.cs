using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>What guests call themselves (conversations §5.11): in a meeting they are called the same in the parent and in its breakout rooms.</summary>
internal sealed class GuestNames(PlenumDb db, UnitOfWork unit)
{
    private static readonly Refusal NotAGuest = new(RefusalKind.Forbidden, Body: default(Nothing));

    public async Task<Result<Nothing>> SetAsync(Conversation conversation, Attendee guest, string displayName, CancellationToken ct)
    {
        if (guest.ParticipantType is not (ParticipantType.Guest or ParticipantType.GuestModerator)) return NotAGuest;

        var name = GuestNameRules.Of(displayName);
        var meeting = conversation.ParentId ?? conversation.Id;
        var everywhere = await db.Attendees.Include(attendee => attendee.Conversation)
            .Where(attendee => attendee.ActorType == guest.ActorType && attendee.ActorId == guest.ActorId
                && (attendee.ConversationId == meeting || attendee.Conversation!.ParentId == meeting))
            .ToListAsync(ct);
        foreach (var attendee in everywhere)
        {
            attendee.DisplayName = name;
            unit.Announce(new ParticipantsChanged(attendee.ConversationId, attendee.Conversation!.Token) { AttendeeIds = [attendee.Id] });
        }

        // What was written under the old name is shown under the new one.
        var conversations = everywhere.Select(attendee => attendee.ConversationId).ToArray();
        await db.Messages
            .Where(message => conversations.Contains(message.ConversationId) && message.ActorType == guest.ActorType && message.ActorId == guest.ActorId)
            .ExecuteUpdateAsync(message => message.SetProperty(row => row.ActorDisplayName, name), ct);
        return Result.Done;
    }
}
