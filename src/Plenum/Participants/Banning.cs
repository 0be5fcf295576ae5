using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>Bans people and addresses from a conversation (conversations §5.12). Who is there when banned is removed in the same transaction.</summary>
internal sealed class Banning(PlenumDb db, UnitOfWork unit, RosterBook roster, BreakoutCascade breakoutRooms, TimeProvider time)
{
    /// <summary>Banning somebody again changes the note only.</summary>
    public async Task<Result<BanView>> BanAsync(Access access, BanWish asked, CancellationToken ct)
    {
        var conversation = access.Conversation;
        var wish = asked with { ActorId = await CanonicalIdAsync(asked, ct) };
        var target = await db.Attendees.FirstOrDefaultAsync(
            attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == wish.ActorType && attendee.ActorId == wish.ActorId, ct);
        if (BanRules.Check(conversation, wish, access.Attendee, target) is { } refusal) return refusal;

        var ban = await db.Bans.FirstOrDefaultAsync(
            known => known.ConversationId == conversation.Id && known.BannedActorType == wish.ActorType && known.BannedActorId == wish.ActorId, ct);
        if (ban is not null) ban.InternalNote = wish.InternalNote;
        else db.Bans.Add(ban = Of(conversation, access.Attendee, wish, target));

        if (target is not null)
        {
            await breakoutRooms.OnRemovalAsync(conversation, [target], access.Attendee.Actor, ct);
            await roster.RemoveAsync(conversation, [target], access.Attendee.Actor, ct);
        }

        await unit.FlushAsync(ct);
        return (await ViewsAsync([ban], ct))[0];
    }

    public async Task<List<BanView>> ListAsync(Conversation conversation, CancellationToken ct)
    {
        var bans = await db.Bans.AsNoTracking().Where(ban => ban.ConversationId == conversation.Id).OrderBy(ban => ban.Id).ToListAsync(ct);
        return await ViewsAsync(bans, ct);
    }

    /// <summary>Lifting a ban that does not exist changes nothing.</summary>
    public async Task LiftAsync(Conversation conversation, long banId, CancellationToken ct)
    {
        var ban = await db.Bans.FirstOrDefaultAsync(known => known.ConversationId == conversation.Id && known.Id == banId, ct);
        if (ban is not null) db.Bans.Remove(ban);
    }

    /// <summary>Accounts are known by the spelling they were created with.</summary>
    private async Task<string> CanonicalIdAsync(BanWish wish, CancellationToken ct)
    {
        if (wish.ActorType != ActorTypes.Users) return wish.ActorId;

        var key = Account.KeyOf(wish.ActorId);
        return await db.Accounts.AsNoTracking().Where(account => account.Key == key).Select(account => account.Id).FirstOrDefaultAsync(ct) ?? wish.ActorId;
    }

    private Ban Of(Conversation conversation, Attendee moderator, BanWish wish, Attendee? target) => new()
    {
        ConversationId = conversation.Id,
        ModeratorActorType = moderator.ActorType,
        ModeratorActorId = moderator.ActorId,
        ModeratorDisplayName = NameOr(moderator.DisplayName, moderator.ActorId),
        BannedActorType = wish.ActorType,
        BannedActorId = wish.ActorId,
        BannedDisplayName = NameOr(target?.DisplayName ?? "", wish.ActorId),
        BannedAt = time.NowInSeconds(),
        InternalNote = wish.InternalNote,
    };

    private static string NameOr(string name, string id) => name.Length > 0 ? name : id;

    /// <summary>Accounts are called what they are called now, others what they were called then.</summary>
    private async Task<List<BanView>> ViewsAsync(List<Ban> bans, CancellationToken ct)
    {
        var ids = bans.SelectMany(ban => new[] { (ban.ModeratorActorType, ban.ModeratorActorId), (ban.BannedActorType, ban.BannedActorId) })
            .Where(actor => actor.Item1 == ActorTypes.Users)
            .Select(actor => actor.Item2)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var names = await db.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.DisplayName, StringComparer.Ordinal, ct);
        return bans.ConvertAll(ban => BanView.Of(
            ban,
            NameOf(ban.ModeratorActorType, ban.ModeratorActorId, ban.ModeratorDisplayName),
            NameOf(ban.BannedActorType, ban.BannedActorId, ban.BannedDisplayName)));

        string NameOf(string type, string id, string then) => type == ActorTypes.Users ? names.GetValueOrDefault(id, then) : then;
    }
}
