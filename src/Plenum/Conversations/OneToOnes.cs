using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>
/// Opens the one conversation of a pair, creating it when there is none (conversations §1.1, §3.2). The other side is
/// added when something reaches it, or when it opens the conversation itself.
/// </summary>
internal sealed class OneToOnes(PlenumDb db, DirectoryLock directory, ConversationFactory factory, RosterBook roster, PeerVisibility visibility)
{
    private static readonly Refusal Unknown = Refusal.NotFound("invite");
    private static readonly Refusal NotAllowed = Refusal.Forbidden("invite");

    /// <summary>Finds the other side; only reads.</summary>
    /// <returns>The account; 404 <c>invite</c> for nobody, 403 <c>invite</c> for oneself.</returns>
    public async Task<Result<Account>> FindPeerAsync(Account caller, CreationRequest request, CancellationToken ct)
    {
        var id = request.Invite.Length > 0 ? request.Invite : request.Participants?.Users?.FirstOrDefault() ?? "";
        var key = Account.KeyOf(id);
        var peer = id.Length == 0 ? null : await db.Accounts.AsNoTracking().FirstOrDefaultAsync(account => account.Key == key, ct);
        if (peer is null) return Unknown;
        return peer.Id == caller.Id ? NotAllowed : peer;
    }

    /// <summary>Runs inside the caller's unit of work.</summary>
    /// <returns>The conversation as the caller enters it, and whether it is new; 403 <c>invite</c> when the caller may not find the other side.</returns>
    public async Task<Result<(RoomEntry Entry, bool IsNew)>> OpenAsync(Account caller, Account peer, CancellationToken ct)
    {
        var both = await directory.HoldAccountsAsync([caller.Id, peer.Id], ct);
        if (!both.ContainsKey(caller.Id)) return DirectoryLock.Gone;
        if (!both.ContainsKey(peer.Id)) return Unknown;

        var name = OneToOnePair.NameOf(caller.Id, peer.Id);
        var key = UniqueKeys.OfPair(name);
        var existing = await db.Conversations.FirstOrDefaultAsync(conversation => conversation.UniqueKey == key, ct);
        if (existing is not null) return (new RoomEntry(existing, await EnterAsync(existing, caller, ct)), false);
        if (!await visibility.MayFindAsync(caller, peer, ct)) return NotAllowed;

        var created = await factory.CreateAsync(token => Draft(token, name, key), Actor.User(caller.Id), ct);
        return (new RoomEntry(created, await EnterAsync(created, caller, ct)), true);
    }

    /// <summary>The caller's attendee; who had left is an owner again.</summary>
    private async Task<Attendee> EnterAsync(Conversation conversation, Account caller, CancellationToken ct)
    {
        var added = await roster.AddAsync(conversation, [new NewAttendee(Actor.User(caller.Id), caller.DisplayName, ParticipantType.Owner)], Actor.User(caller.Id), ct);
        return added.Count > 0
            ? added[0]
            : await db.Attendees.FirstAsync(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users && attendee.ActorId == caller.Id, ct);
    }

    private Conversation Draft(string token, string name, string key) => new()
    {
        Token = token,
        Type = ConversationType.OneToOne,
        Name = name,
        UniqueKey = key,
        LastActivity = factory.Now,
        CreatedAt = factory.Now,
    };
}
