using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Participants;

/// <summary>Changes the permissions of one attendee (conversations §5.8).</summary>
internal sealed class Granting(PlenumDb db, UnitOfWork unit, RosterBook roster, LobbyEviction lobby, ParticipantViews views, TimeProvider time)
{
    public async Task<Result<List<ParticipantView>>> GrantAsync(Access access, long attendeeId, PermissionGrant grant, CancellationToken ct)
    {
        var conversation = access.Conversation;
        var target = await db.Attendees.FirstOrDefaultAsync(attendee => attendee.ConversationId == conversation.Id && attendee.Id == attendeeId, ct);
        if (target is null) return PermissionGrantRules.Unknown;

        var decision = PermissionGrantRules.Decide(conversation, target, grant, access.Config.Forced("permissions"), access.Config.DefaultPermissions);
        if (!decision.TryGet(out var stored, out var refusal)) return refusal;

        target.Permissions = stored;
        target.LastAttendeeActivity = time.Now();
        roster.MakeMember(conversation, target, access.Attendee.Actor);
        unit.Announce(new ParticipantsChanged(conversation.Id, conversation.Token) { AttendeeIds = [target.Id] });
        await lobby.EvictAsync(conversation, ct);
        return new List<ParticipantView> { await views.OfAsync(conversation, target, access.Caller, access.Attendee, ct) };
    }
}
