using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.BreakoutRooms;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>
/// Takes an account out of Talk before it is deleted (conversations §6): out of its conversations, of which those that
/// nobody else is left in are deleted; one-to-ones end; what it wrote stays, by nobody. Runs inside the caller's unit of work.
/// </summary>
internal sealed class AccountRemoval(
    PlenumDb db, UnitOfWork unit, MeetingLock meetings, DirectoryLock directory, RosterBook roster, BreakoutCascade cascade, ConversationEraser eraser, ChatLog log)
{
    public async Task RemoveAsync(Account account, CancellationToken ct)
    {
        var user = Actor.User(account.Id);
        await meetings.TakeAsync(IdsOf(account.Id), () => directory.TakeAccountAsync(account.Id, ct), ct);
        var own = await RowsOf(account.Id).Include(attendee => attendee.Conversation).OrderBy(attendee => attendee.ConversationId).ToListAsync(ct);
        var parents = own.FindAll(attendee => !attendee.Conversation!.IsBreakoutRoom);
        var pairs = await OneToOnesOf(account.Id).ToListAsync(ct);
        var conversations = parents.Select(attendee => attendee.Conversation!).Union(pairs).ToList();
        var others = await OthersAsync(conversations, account.Id, ct);

        var staying = parents.FindAll(attendee => others.Contains(attendee.ConversationId));
        await TakeOutAsync(staying, StrayAmong(own), ct);
        foreach (var attendee in staying.Where(IsTheLastModerator)) await PromoteHeirAsync(attendee.Conversation!, others[attendee.ConversationId], ct);
        foreach (var pair in pairs.Where(pair => others.Contains(pair.Id))) End(pair, account.DisplayName);
        await EraseAsync(conversations.FindAll(conversation => !others.Contains(conversation.Id)), ct);

        await unit.FlushAsync(ct);
        await ForgetAsync(user, ct);

        bool IsTheLastModerator(Attendee attendee) =>
            attendee.IsAccountModerator && attendee.Conversation!.IsGroupOrPublic && !others[attendee.ConversationId].Any(other => other.Type.IsAccountModerator());
    }

    private IQueryable<long> IdsOf(string accountId) =>
        RowsOf(accountId).Select(attendee => attendee.ConversationId).Union(OneToOnesOf(accountId).Select(conversation => conversation.Id));

    private IQueryable<Attendee> RowsOf(string accountId) =>
        db.Attendees.Where(attendee => attendee.ActorType == ActorTypes.Users && attendee.ActorId == accountId);

    /// <summary>One-to-ones name both people from the beginning, even while one of them is not in.</summary>
    private IQueryable<Conversation> OneToOnesOf(string accountId)
    {
        var mention = OneToOnePair.Mention(accountId);
        return db.Conversations.Where(conversation => conversation.Type == ConversationType.OneToOne && conversation.Name.Contains(mention));
    }

    /// <summary>Nobody should be in a breakout room without being in its parent; if somebody is, nothing else would take the row away.</summary>
    private static List<Attendee> StrayAmong(List<Attendee> own)
    {
        var known = own.Select(attendee => (long?)attendee.ConversationId).ToHashSet();
        return own.FindAll(attendee => attendee.Conversation!.IsBreakoutRoom && !known.Contains(attendee.Conversation.ParentId));
    }

    private async Task TakeOutAsync(List<Attendee> staying, List<Attendee> stray, CancellationToken ct)
    {
        foreach (var attendee in staying) await cascade.OnRemovalAsync(attendee.Conversation!, [attendee], by: null, ct);

        await roster.RemoveAsync([.. staying.Concat(stray).Select(attendee => new Removal(attendee.Conversation!, [attendee]))], by: null, ct);
    }

    /// <summary>Who else holds these conversations: owners, moderators and plain users that are people, the longest-standing first.</summary>
    private async Task<ILookup<long, Holder>> OthersAsync(List<Conversation> conversations, string accountId, CancellationToken ct)
    {
        var ids = conversations.ConvertAll(conversation => conversation.Id);
        var holders = await db.Attendees.AsNoTracking()
            .Where(attendee => ids.Contains(attendee.ConversationId)
                && (attendee.ParticipantType == ParticipantType.Owner || attendee.ParticipantType == ParticipantType.Moderator || attendee.ParticipantType == ParticipantType.User)
                && attendee.ActorType == ActorTypes.Users && attendee.ActorId != accountId)
            .OrderBy(attendee => attendee.AddedAt).ThenBy(attendee => attendee.Id)
            .Select(attendee => new Holder(attendee.Id, attendee.ConversationId, attendee.ParticipantType))
            .ToListAsync(ct);
        return holders.ToLookup(holder => holder.ConversationId);
    }

    /// <summary>A conversation is never left without a moderator: its longest-standing user becomes one.</summary>
    private async Task PromoteHeirAsync(Conversation conversation, IEnumerable<Holder> others, CancellationToken ct)
    {
        var heirId = others.First().AttendeeId;
        var heir = await db.Attendees.FirstAsync(attendee => attendee.Id == heirId, ct);
        await cascade.OnTypeChangeAsync(conversation, heir, ParticipantType.Moderator, Actor.System, ct);
        heir.ParticipantType = ParticipantType.Moderator;
        heir.Permissions = Permissions.Inherit;
        log.PostSystem(conversation, Actor.System, SystemMessageKeys.ModeratorPromoted, RoleMessages.ParametersOf(heir.Actor));
        unit.Announce(new ParticipantsChanged(conversation.Id, conversation.Token) { AttendeeIds = [heir.Id], AreTypesChanged = true });
    }

    private void End(Conversation pair, string displayName)
    {
        (pair.Type, pair.Name, pair.UniqueKey, pair.ReadOnly) = (ConversationType.FormerOneToOne, displayName, null, true);
        log.PostSystem(pair, Actor.System, SystemMessageKeys.ReadOnly);
        unit.Announce(new RoomUpdated(pair.Id, pair.Token));
    }

    private async Task EraseAsync(List<Conversation> abandoned, CancellationToken ct)
    {
        var ids = abandoned.ConvertAll(conversation => conversation.Id);
        var rooms = await db.Conversations.Where(conversation => conversation.ParentId != null && ids.Contains(conversation.ParentId.Value)).ToListAsync(ct);
        await eraser.EraseAsync([.. abandoned, .. rooms], ct);
    }

    /// <summary>What the account wrote stays, by a deleted user; bans do not hit a later account of the same id.</summary>
    private async Task ForgetAsync(Actor user, CancellationToken ct)
    {
        const string deleted = ActorTypes.DeletedUsers;
        await db.Messages.Where(message => message.ActorType == user.Type && message.ActorId == user.Id).ExecuteUpdateAsync(
            change => change.SetProperty(message => message.ActorType, deleted).SetProperty(message => message.ActorId, deleted).SetProperty(message => message.ActorDisplayName, ""),
            ct);
        await db.Messages.Where(message => message.EditorType == user.Type && message.EditorId == user.Id).ExecuteUpdateAsync(
            change => change.SetProperty(message => message.EditorType, deleted).SetProperty(message => message.EditorId, deleted),
            ct);
        await db.Bans.Where(ban => ban.BannedActorType == user.Type && ban.BannedActorId == user.Id).ExecuteDeleteAsync(ct);
    }

    /// <summary>Somebody who keeps a conversation alive.</summary>
    private sealed record Holder(long AttendeeId, long ConversationId, ParticipantType Type);
}
