using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>
/// A group that is an attendee brings its members along: whoever joins the group joins its conversations, whoever
/// leaves it leaves them (conversations §6). Runs inside the caller's unit of work, after the membership has changed.
/// </summary>
internal sealed class GroupSync(PlenumDb db, UnitOfWork unit, MeetingLock meetings, DirectoryLock directory, RosterBook roster, BreakoutCascade cascade)
{
    /// <summary>Added as a plain user; who had come by link stays from now on; who is banned is passed over.</summary>
    public async Task JoinedAsync(Actor account, string displayName, string groupId, CancellationToken ct)
    {
        var conversations = await TakeAsync(groupId, ct);
        if (conversations.Count == 0) return;

        var banned = await BannedFromAsync(account, ct);
        conversations.RemoveAll(conversation => banned.Contains(conversation.Id));
        var known = await RowsOf(account, conversations).ToDictionaryAsync(attendee => attendee.ConversationId, ct);
        foreach (var conversation in conversations.Where(conversation => known.ContainsKey(conversation.Id)))
        {
            roster.MakeMember(conversation, known[conversation.Id], Actor.System);
        }

        var absent = conversations.Where(conversation => !known.ContainsKey(conversation.Id));
        await roster.AddAsync([.. absent.Select(conversation => new Addition(conversation, [new NewAttendee(account, displayName)]))], Actor.System, ct);
    }

    /// <summary>Removes plain users whom no other group of the conversation holds; moderators and those who came by link stay.</summary>
    public async Task LeftAsync(Actor account, string groupId, CancellationToken ct)
    {
        var conversations = await TakeAsync(groupId, ct);
        await unit.FlushAsync(ct);
        if (conversations.Count == 0) return;

        var held = await HeldByOtherGroupsAsync(account.Id, ct);
        var rows = await RowsOf(account, conversations).Where(attendee => attendee.ParticipantType == ParticipantType.User).ToListAsync(ct);
        var leaving = rows.FindAll(attendee => !held.Contains(attendee.ConversationId)).ToDictionary(attendee => attendee.ConversationId);
        var removals = conversations.Where(conversation => leaving.ContainsKey(conversation.Id))
            .Select(conversation => new Removal(conversation, [leaving[conversation.Id]]))
            .ToList();
        foreach (var (conversation, attendees) in removals) await cascade.OnRemovalAsync(conversation, attendees, Actor.System, ct);

        await roster.RemoveAsync(removals, Actor.System, ct);
    }

    /// <summary>The group is about to be deleted: its own entries go, the people it brought stay.</summary>
    public async Task DeletedAsync(string groupId, CancellationToken ct)
    {
        await TakeAsync(groupId, ct);
        var entries = await db.Attendees.Include(attendee => attendee.Conversation)
            .Where(attendee => attendee.ActorType == ActorTypes.Groups && attendee.ActorId == groupId)
            .ToListAsync(ct);
        await roster.RemoveAsync(entries.ConvertAll(entry => new Removal(entry.Conversation!, [entry])), Actor.System, ct);
    }

    /// <summary>For somebody who is going to join several groups: taken one after the other they could be taken crosswise.</summary>
    public Task TakeAsync(IReadOnlyCollection<string> groupIds, CancellationToken ct) =>
        meetings.TakeAsync(WithGroup(groupIds).Select(conversation => conversation.Id), () => directory.TakeGroupsAsync(groupIds, ct), ct);

    /// <summary>The conversations of a group, each of them taken before it is read; until the end it comes into no others.</summary>
    private async Task<List<Conversation>> TakeAsync(string groupId, CancellationToken ct)
    {
        await TakeAsync([groupId], ct);
        return await WithGroup([groupId]).OrderBy(conversation => conversation.Id).ToListAsync(ct);
    }

    private IQueryable<Conversation> WithGroup(IReadOnlyCollection<string> groupIds)
    {
        var (attendees, ids) = (db.Attendees, groupIds.ToArray());
        return db.Conversations.Where(conversation =>
            attendees.Any(entry => entry.ConversationId == conversation.Id && entry.ActorType == ActorTypes.Groups && ids.Contains(entry.ActorId)));
    }

    private IQueryable<Attendee> RowsOf(Actor account, List<Conversation> conversations)
    {
        var ids = conversations.ConvertAll(conversation => conversation.Id);
        var (type, id) = account;
        return db.Attendees.Where(attendee => ids.Contains(attendee.ConversationId) && attendee.ActorType == type && attendee.ActorId == id);
    }

    private Task<HashSet<long>> BannedFromAsync(Actor account, CancellationToken ct)
    {
        var (type, id) = account;
        return db.Bans.AsNoTracking().Where(ban => ban.BannedActorType == type && ban.BannedActorId == id)
            .Select(ban => ban.ConversationId).ToHashSetAsync(ct);
    }

    /// <summary>Conversations with a group that the account is still in.</summary>
    private Task<HashSet<long>> HeldByOtherGroupsAsync(string accountId, CancellationToken ct)
    {
        var members = db.GroupMembers;
        return db.Attendees.AsNoTracking()
            .Where(entry => entry.ActorType == ActorTypes.Groups && members.Any(member => member.GroupId == entry.ActorId && member.AccountId == accountId))
            .Select(entry => entry.ConversationId)
            .ToHashSetAsync(ct);
    }
}
