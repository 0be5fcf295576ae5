using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Creates group and public conversations (conversations §3.2).</summary>
internal sealed class CreationService(
    PlenumDb db,
    ConversationFactory factory,
    RosterBook roster,
    Passwords passwords,
    GroupMemberships memberships,
    TalkConfigStore configs)
{
    /// <summary>Everything that only reads, and the slow hash of the password: before the transaction.</summary>
    public async Task<Result<PreparedConversation>> PrepareAsync(Account creator, CreationRequest request, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        if (!await memberships.AdmitsAsync(config.StartConversationsGroups, creator, ct)) return Refusal.Forbidden("permissions");

        var guests = await FindUsersAsync(request.Participants?.Users ?? [], ct);
        var wish = WishOf(request);
        var limits = new CreationLimits(config.ForcePasswords, PasswordProblem: null, SipAllowed: config.SipConfigured && await memberships.AdmitsAsync(config.SipGroups, creator, ct));
        if (CreationRules.Check(wish, limits) is { } refusal) return refusal;

        return new PreparedConversation(wish, wish.Password.Length > 0 ? passwords.Hash(wish.Password) : null, guests);
    }

    /// <summary>Runs inside the caller's unit of work.</summary>
    /// <returns>The conversation as its creator enters it.</returns>
    public async Task<RoomEntry> CreateAsync(Account creator, PreparedConversation prepared, CancellationToken ct)
    {
        var by = Actor.User(creator.Id);
        var conversation = await factory.CreateAsync(token => Draft(prepared, token), by, ct);
        var owner = await roster.AddAsync(conversation, [new NewAttendee(by, creator.DisplayName, ParticipantType.Owner) { Announced = false }], by, ct);
        await roster.AddAsync(conversation, [.. prepared.People.Select(person => new NewAttendee(Actor.User(person.Id), person.DisplayName))], by, ct);
        return new RoomEntry(conversation, owner[0]);
    }

    private Conversation Draft(PreparedConversation prepared, string token)
    {
        var wish = prepared.Wish;
        return new Conversation
        {
            Token = token,
            Type = (ConversationType)wish.Type,
            Name = wish.Name,
            Description = wish.Description,
            ObjectType = wish.ObjectType,
            ObjectId = wish.ObjectId,
            Attributes = wish.Attributes,
            PasswordHash = prepared.PasswordHash,
            ReadOnly = wish.ReadOnly == 1,
            Listable = (Listable)wish.Listable,
            MessageExpiration = (int)wish.MessageExpiration,
            MentionPermissions = wish.MentionPermissions,
            DefaultPermissions = PermissionRules.ToStore(wish.Permissions),
            RecordingConsent = wish.RecordingConsent,
            LobbyState = (LobbyState)wish.LobbyState,
            LobbyTimer = wish is { LobbyState: 1, LobbyTimer: > 0 and var timer } ? DateTimeOffset.FromUnixTimeSeconds(timer) : null,
            SipEnabled = (SipState)wish.SipEnabled,
            LastActivity = factory.Now,
            CreatedAt = factory.Now,
        };
    }

    private static CreationWish WishOf(CreationRequest request)
    {
        var type = request.RoomType ?? (int)ConversationType.Group;
        return new CreationWish
        {
            Type = type,
            Name = request.RoomName.Trim(),
            Description = request.Description.Trim(),
            ObjectType = request.ObjectType.Trim(),
            ObjectId = request.ObjectId.Trim(),
            Password = (ConversationType)type == ConversationType.Public ? request.Password : "",
            ReadOnly = request.ReadOnly ?? 0,
            Listable = request.Listable ?? 0,
            MessageExpiration = request.MessageExpiration ?? 0,
            LobbyState = request.LobbyState ?? 0,
            LobbyTimer = request.LobbyTimer,
            SipEnabled = request.SipEnabled ?? 0,
            Permissions = request.Permissions ?? 0,
            RecordingConsent = request.RecordingConsent ?? 0,
            MentionPermissions = request.MentionPermissions ?? 0,
            Emoji = request.Emoji,
            AvatarColor = request.AvatarColor,
        };
    }

    private Task<List<Account>> FindUsersAsync(string[] ids, CancellationToken ct)
    {
        var keys = ids.Select(Account.KeyOf).ToArray();
        return db.Accounts.AsNoTracking().Where(account => keys.Contains(account.Key)).OrderBy(account => account.Id).ToListAsync(ct);
    }
}

/// <summary>A conversation that may be created.</summary>
internal sealed record PreparedConversation(CreationWish Wish, string? PasswordHash, IReadOnlyList<Account> People);
