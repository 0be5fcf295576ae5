using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>Removes people from conversations, at a moderator's request or their own (conversations §5.5, §5.6).</summary>
internal sealed class Removing(PlenumDb db, RosterBook roster, BreakoutCascade breakoutRooms, ConversationEraser eraser)
{
    public async Task<Result<Nothing>> RemoveAsync(Access access, long attendeeId, CancellationToken ct)
    {
        var conversation = access.Conversation;
        var target = await db.Attendees.FirstOrDefaultAsync(attendee => attendee.ConversationId == conversation.Id && attendee.Id == attendeeId, ct);
        if (target is null) return RemovalRules.Unknown;

        if (target.Id == access.Attendee.Id)
        {
            return RemovalRules.RemoveOneself(conversation) is { } notThere ? notThere : await LeaveAsync(access, ct);
        }

        if (RemovalRules.Remove(conversation, target) is { } refusal) return refusal;

        await TakeOutAsync(conversation, [target, .. await OnlyThereForAsync(conversation, target, ct)], access.Attendee.Actor, ct);
        return Result.Done;
    }

    /// <summary>The caller leaves for good; with the last one goes the conversation.</summary>
    public async Task<Result<Nothing>> LeaveAsync(Access access, CancellationToken ct)
    {
        var (conversation, attendee) = (access.Conversation, access.Attendee);
        var decision = RemovalRules.Leave(new DepartureFacts
        {
            Conversation = conversation,
            Attendee = attendee,
            Persons = await db.Attendees.OfPersons(conversation).CountAsync(ct),
            AccountModerators = await db.Attendees.OfAccountModerators(conversation).CountAsync(ct),
            DeletesOneToOnes = access.Config.DeleteOneToOneConversations,
        });
        if (!decision.TryGet(out var departure, out var refusal)) return refusal;

        if (departure == Departure.EndsTheConversation) await eraser.EraseAsync(conversation, ct);
        else await TakeOutAsync(conversation, [attendee], by: null, ct);
        return Result.Done;
    }

    private async Task TakeOutAsync(Conversation conversation, IReadOnlyCollection<Attendee> people, Actor? by, CancellationToken ct)
    {
        await breakoutRooms.OnRemovalAsync(conversation, people, by, ct);
        await roster.RemoveAsync(conversation, people, by, ct);
    }

    /// <summary>Plain users who belong to the conversation as members of this group and of no other that is in it.</summary>
    private async Task<List<Attendee>> OnlyThereForAsync(Conversation conversation, Attendee group, CancellationToken ct)
    {
        if (group.ActorType != ActorTypes.Groups) return [];

        var memberships = db.GroupMembers;
        var otherGroups = db.Attendees.Where(other => other.ConversationId == conversation.Id && other.ActorType == ActorTypes.Groups && other.Id != group.Id);
        return await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users && attendee.ParticipantType == ParticipantType.User
                && memberships.Any(member => member.AccountId == attendee.ActorId && member.GroupId == group.ActorId)
                && !memberships.Any(member => member.AccountId == attendee.ActorId && otherGroups.Any(other => other.ActorId == member.GroupId)))
            .OrderBy(attendee => attendee.Id)
            .ToListAsync(ct);
    }
}
