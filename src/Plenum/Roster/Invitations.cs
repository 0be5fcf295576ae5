using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <param name="Address">Where the invitation goes.</param>
/// <param name="Name">What the guest is called until it says otherwise.</param>
internal sealed record EmailInvitee(string Address, string Name = "");

/// <summary>
/// Adds people as clients name them: accounts, groups with their members, e-mail guests (conversations §5.3). Whether
/// they may be added has been decided before; runs inside the caller's unit of work.
/// </summary>
internal sealed class Invitations(PlenumDb db, DirectoryLock directory, RosterBook roster, BanList bans)
{
    /// <summary>Length of the secret in an e-mail guest's link.</summary>
    private const int AccessTokenLength = 64;

    /// <summary>The account, whatever the case of the letters.</summary>
    public Task<Account?> FindUserAsync(string id, CancellationToken ct)
    {
        var key = Account.KeyOf(id);
        return db.Accounts.AsNoTracking().FirstOrDefaultAsync(account => account.Key == key, ct);
    }

    public Task<AccountGroup?> FindGroupAsync(string id, CancellationToken ct) =>
        db.Groups.AsNoTracking().FirstOrDefaultAsync(group => group.Id == id, ct);

    /// <summary>The actor of an e-mail guest.</summary>
    /// <param name="address">An address in any case.</param>
    public static Actor ActorOf(string address) => new(ActorTypes.Emails, Secret.Sha256(Normalize(address)));

    public static string Normalize(string address) => address.Trim().ToLowerInvariant();

    public static bool IsAddress(string address) => AccountRules.IsValidEmail(Normalize(address));

    /// <summary>Plain users; who had come by the public link stays from now on.</summary>
    public async Task AddUsersAsync(Conversation conversation, IReadOnlyCollection<Account> accounts, Actor by, CancellationToken ct)
    {
        await roster.AddAsync(conversation, [.. accounts.Select(NewUser)], by, ct);
        await KeepAsync(conversation, accounts, by, ct);
    }

    /// <summary>The groups themselves and their members, without those who are banned.</summary>
    public async Task AddGroupsAsync(Conversation conversation, IReadOnlyCollection<AccountGroup> groups, Actor by, CancellationToken ct)
    {
        var held = await directory.HoldGroupsAsync([.. groups.Select(group => group.Id)], ct);
        var ids = held.Select(group => group.Id).ToArray();
        var memberships = db.GroupMembers;
        var members = await db.Accounts.AsNoTracking()
            .Where(account => memberships.Any(member => member.AccountId == account.Id && ids.Contains(member.GroupId)))
            .OrderBy(account => account.Id)
            .ToListAsync(ct);
        var banned = await bans.BannedAmongAsync(conversation, [.. members.Select(account => Actor.User(account.Id))], ct);
        var welcome = members.FindAll(account => !banned.Contains(Actor.User(account.Id)));
        await roster.AddAsync(conversation, [.. held.Select(NewGroup), .. welcome.Select(NewUser)], by, ct);
        await KeepAsync(conversation, welcome, by, ct);
    }

    /// <summary>E-mail guests who choose their names themselves.</summary>
    public Task<List<Attendee>> AddEmailsAsync(Conversation conversation, IReadOnlyCollection<string> addresses, Actor by, CancellationToken ct) =>
        AddEmailsAsync(conversation, [.. addresses.Select(address => new EmailInvitee(address))], by, ct);

    /// <summary>E-mail guests, each with the secret of a personal link. Who was invited before and removed has to open the new link.</summary>
    public async Task<List<Attendee>> AddEmailsAsync(Conversation conversation, IReadOnlyCollection<EmailInvitee> guests, Actor by, CancellationToken ct)
    {
        var added = await roster.AddAsync(conversation, [.. guests.Select(NewEmailGuest)], by, ct);
        var (token, ids) = (conversation.Token, added.Select(attendee => attendee.ActorId).ToArray());
        await db.BrowserGrants
            .Where(grant => grant.Token == token && grant.Kind == BrowserGrantKind.Invitation && ids.Contains(grant.Value))
            .ExecuteDeleteAsync(ct);
        return added;
    }

    /// <summary>A new secret for a personal link.</summary>
    public static string CreateAccessToken() => Secret.Create(AccessTokenLength);

    private async Task KeepAsync(Conversation conversation, IReadOnlyCollection<Account> accounts, Actor by, CancellationToken ct)
    {
        if (conversation.Type != ConversationType.Public) return;

        var ids = accounts.Select(account => account.Id).ToArray();
        var selfJoined = await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users
                && attendee.ParticipantType == ParticipantType.SelfJoinedUser && ids.Contains(attendee.ActorId))
            .OrderBy(attendee => attendee.Id)
            .ToListAsync(ct);
        selfJoined.ForEach(attendee => roster.MakeMember(conversation, attendee, by));
    }

    private static NewAttendee NewUser(Account account) => new(Actor.User(account.Id), account.DisplayName);

    private static NewAttendee NewGroup(AccountGroup group) => new(new Actor(ActorTypes.Groups, group.Id), group.DisplayName);

    /// <summary>The address is for moderators only, so it does not become the name.</summary>
    private static NewAttendee NewEmailGuest(EmailInvitee guest) => new(ActorOf(guest.Address), guest.Name, ParticipantType.Guest)
    {
        InvitedAddress = Normalize(guest.Address),
        AccessToken = CreateAccessToken(),
    };
}
