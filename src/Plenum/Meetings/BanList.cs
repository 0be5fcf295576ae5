using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Meetings;

/// <summary>Who may not enter a conversation (conversations §5.12). Bans of a parent hold in its breakout rooms.</summary>
internal sealed class BanList(PlenumDb db, UnitOfWork unit)
{
    /// <summary>Somebody is banned by what they are; guests also by the address they come from.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="attendee">What the caller is there, if anything.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<bool> IsBannedAsync(Conversation conversation, Caller caller, Actor? attendee, CancellationToken ct)
    {
        var bans = await ConcerningAsync(conversation, caller, attendee, ct);
        return bans.Exists(ban => ban.BannedActorType != Ban.Ip) || (IsAnonymous(caller, attendee) && IsAddressBanned(bans, caller));
    }

    /// <summary>The same question for many callers and what each of them is in the conversation.</summary>
    public async Task<Func<Caller, Actor, bool>> WhoIsBannedAsync(Conversation conversation, CancellationToken ct)
    {
        var bans = await InForce(conversation).ToListAsync(ct);
        if (bans.Count == 0) return (_, _) => false;

        var banned = bans.Select(ban => new Actor(ban.BannedActorType, ban.BannedActorId)).ToHashSet();
        var invited = await BrowsersOfAsync([.. banned.Where(actor => actor.Type == ActorTypes.Emails).Select(actor => actor.Id)], conversation, ct);
        return (caller, actor) => banned.Contains(actor)
            || (!caller.HasAccount && invited.Contains(caller.Browser?.Id ?? 0))
            || (IsAnonymous(caller, actor) && IsAddressBanned(bans, caller));
    }

    /// <summary>
    /// A banned guest who comes back, recognised by the browser: its address is banned as well, by the same moderator,
    /// so that a new browser does not help. Does nothing about anybody else.
    /// </summary>
    public async Task FollowAsync(Conversation conversation, Caller caller, CancellationToken ct)
    {
        if (caller.HasAccount || caller.Address.Length == 0) return;
        if (await ToFollowAsync(conversation, caller, ct) is null) return;

        await unit.RunAsync(async () =>
        {
            if (await ToFollowAsync(conversation, caller, ct) is { } ban) db.Bans.Add(ban.For(caller.Address));
            return Result.Done;
        }, ct);
    }

    /// <summary>The ban of this browser's guest, unless the address is banned already.</summary>
    private async Task<Ban?> ToFollowAsync(Conversation conversation, Caller caller, CancellationToken ct)
    {
        var bans = await ConcerningAsync(conversation, caller, attendee: null, ct);
        return IsAddressBanned(bans, caller) ? null : bans.Find(ban => ban.BannedActorType != Ban.Ip);
    }

    /// <summary>Bans of the account; or of the guest, of the e-mail guest whose invitation this browser has opened, and of all addresses.</summary>
    private Task<List<Ban>> ConcerningAsync(Conversation conversation, Caller caller, Actor? attendee, CancellationToken ct)
    {
        var (type, id) = attendee ?? caller.Actor ?? default;
        var here = InForce(conversation);
        if (caller.HasAccount) return here.Where(ban => ban.BannedActorType == type && ban.BannedActorId == id).ToListAsync(ct);

        var browserId = caller.Browser?.Id ?? 0;
        var invitedTo = InvitedTo(conversation);
        var grants = db.BrowserGrants;
        return here
            .Where(ban => ban.BannedActorType == Ban.Ip
                || (ban.BannedActorType == type && ban.BannedActorId == id)
                || (ban.BannedActorType == ActorTypes.Emails && grants.Any(grant =>
                    grant.BrowserSessionId == browserId && grant.Kind == BrowserGrantKind.Invitation && grant.Token == invitedTo && grant.Value == ban.BannedActorId)))
            .OrderBy(ban => ban.Id)
            .ToListAsync(ct);
    }

    /// <summary>The browsers in which invitations of these e-mail guests were opened.</summary>
    private async Task<HashSet<long>> BrowsersOfAsync(string[] emailGuests, Conversation conversation, CancellationToken ct)
    {
        if (emailGuests.Length == 0) return [];

        var invitedTo = InvitedTo(conversation);
        return await db.BrowserGrants
            .Where(grant => grant.Kind == BrowserGrantKind.Invitation && grant.Token == invitedTo && emailGuests.Contains(grant.Value))
            .Select(grant => grant.BrowserSessionId)
            .ToHashSetAsync(ct);
    }

    /// <summary>An invitation to the parent is good for its breakout rooms.</summary>
    private static string InvitedTo(Conversation conversation) => conversation.IsBreakoutRoom ? conversation.ObjectId : conversation.Token;

    private static bool IsAddressBanned(List<Ban> bans, Caller caller) =>
        bans.Exists(ban => ban.BannedActorType == Ban.Ip && AddressRange.Contains(ban.BannedActorId, caller.Address));

    /// <summary>Addresses say nothing about people who have proven who they are.</summary>
    private static bool IsAnonymous(Caller caller, Actor? attendee) => !caller.HasAccount && attendee is not { Type: ActorTypes.Emails };

    private IQueryable<Ban> InForce(Conversation conversation) =>
        db.Bans.AsNoTracking().Where(ban => ban.ConversationId == conversation.Id || ban.ConversationId == conversation.ParentId);

    /// <summary>Which of these actors are banned in the conversation or its parent.</summary>
    public async Task<HashSet<Actor>> BannedAmongAsync(Conversation conversation, IReadOnlyCollection<Actor> actors, CancellationToken ct)
    {
        var ids = actors.Select(actor => actor.Id).ToArray();
        var banned = await InForce(conversation)
            .Where(ban => ids.Contains(ban.BannedActorId))
            .Select(ban => new { ban.BannedActorType, ban.BannedActorId })
            .ToListAsync(ct);
        return [.. banned.Select(ban => new Actor(ban.BannedActorType, ban.BannedActorId)).Where(actors.Contains)];
    }
}
