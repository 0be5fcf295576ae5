using Microsoft.EntityFrameworkCore;
using Plenum.BreakoutRooms;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Participants;

/// <summary>Promotes and demotes (conversations §5.7), in a parent also in its breakout rooms. The meeting is locked: of two moderators who demote each other one stays.</summary>
internal sealed class Roles(PlenumDb db, UnitOfWork unit, ChatLog log, BreakoutCascade breakoutRooms, LobbyEviction lobby, TimeProvider time)
{
    /// <param name="access">The moderator, and where.</param>
    /// <param name="attendeeId">Whom.</param>
    /// <param name="promote">Up or down.</param>
    /// <param name="requested">Talk's participant type; 0 is one step.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<Result<Nothing>> ChangeAsync(Access access, long attendeeId, bool promote, int requested, CancellationToken ct)
    {
        var conversation = access.Conversation;
        var target = await db.Attendees.FirstOrDefaultAsync(attendee => attendee.ConversationId == conversation.Id && attendee.Id == attendeeId, ct);
        if (target is null) return RoleRules.Unknown;

        var decision = RoleRules.Decide(new RoleChange
        {
            Conversation = conversation,
            Caller = access.Attendee,
            Target = target,
            Promote = promote,
            Requested = requested,
            AccountModerators = await db.Attendees.OfAccountModerators(conversation).CountAsync(ct),
        });
        if (!decision.TryGet(out var next, out var refusal)) return refusal;

        await breakoutRooms.OnTypeChangeAsync(conversation, target, next, access.Attendee.Actor, ct);
        Become(conversation, target, next, access.Attendee.Actor);
        await lobby.EvictAsync(conversation, ct);
        return Result.Done;
    }

    private void Become(Conversation conversation, Attendee target, ParticipantType next, Actor by)
    {
        var key = RoleMessages.KeyOf(target.ParticipantType, next);
        target.ParticipantType = next;
        target.LastAttendeeActivity = time.Now();
        if (next.IsAccountModerator()) target.Permissions = Permissions.Inherit;
        if (key is not null) log.PostSystem(conversation, by, key, RoleMessages.ParametersOf(target.Actor));
        unit.Announce(new ParticipantsChanged(conversation.Id, conversation.Token) { AttendeeIds = [target.Id], AreTypesChanged = true });
    }
}
