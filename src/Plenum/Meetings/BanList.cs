using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Meetings;

/// <summary>Who may not enter a conversation (conversations §5.12).</summary>
internal sealed class BanList(PlenumDb db)
{
    /// <summary>Bans of a parent hold in its breakout rooms. Addresses are banned for guests only.</summary>
    public async Task<bool> IsBannedAsync(Conversation conversation, Caller caller, Actor? actor, CancellationToken ct)
    {
        var bans = db.Bans.AsNoTracking().Where(ban => ban.ConversationId == conversation.Id || ban.ConversationId == conversation.ParentId);
        if (actor is { } known && await bans.AnyAsync(ban => ban.BannedActorType == known.Type && ban.BannedActorId == known.Id, ct)) return true;
        if (caller.HasAccount || actor is { Type: ActorTypes.Emails }) return false;

        var addresses = await bans.Where(ban => ban.BannedActorType == Ban.Ip).Select(ban => ban.BannedActorId).ToListAsync(ct);
        return addresses.Exists(range => AddressRange.Contains(range, caller.Address));
    }

    /// <summary>Which of these actors are banned in the conversation or its parent.</summary>
    public async Task<HashSet<Actor>> BannedAmongAsync(Conversation conversation, IReadOnlyCollection<Actor> actors, CancellationToken ct)
    {
        var ids = actors.Select(actor => actor.Id).ToArray();
        var banned = await db.Bans.AsNoTracking()
            .Where(ban => (ban.ConversationId == conversation.Id || ban.ConversationId == conversation.ParentId) && ids.Contains(ban.BannedActorId))
            .Select(ban => new { ban.BannedActorType, ban.BannedActorId })
            .ToListAsync(ct);
        return [.. banned.Select(ban => new Actor(ban.BannedActorType, ban.BannedActorId)).Where(actors.Contains)];
    }
}
