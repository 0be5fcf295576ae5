using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>A conversation that may be created: what was asked for, checked, found and hashed.</summary>
internal sealed record PreparedConversation(CreationWish Wish, string? PasswordHash, InvitedPeople People, Conversation? GrownOutOf);

/// <summary>Creates group and public conversations (conversations §3.2).</summary>
internal sealed class CreationService(
    PlenumDb db,
    UnitOfWork unit,
    ConversationFactory factory,
    RosterBook roster,
    Invitations invitations,
    Invitees invitees,
    ChatLog log,
    RoomPasswords passwords,
    GroupMemberships memberships,
    SipRights sip,
    TalkConfigStore configs)
{
    /// <summary>Everything that only reads, and the slow hash of the password: before the transaction, in the documented order.</summary>
    /// <returns>What to create; 400 <c>object</c>, 403 <c>permissions</c>, 404 <c>invite</c>, 404 or 403 <c>preset</c>, or 400 with the word of the check that failed.</returns>
    public async Task<Result<PreparedConversation>> PrepareAsync(Account creator, CreationRequest request, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        var grownOutOf = await FindOneToOneAsync(creator, request, ct);
        if (grownOutOf is null && IsExtension(request)) return Refusal.Invalid("object");
        if (!await memberships.AdmitsAsync(config.StartConversationsGroups, creator, ct)) return Refusal.Forbidden("permissions");

        var isAdmin = await memberships.IsAdminAsync(creator, ct);
        var preset = RoomPresets.OfferedTo(config, isAdmin).FirstOrDefault(offered => offered.Identifier == request.Preset);
        var lists = LegacyInvitation.Merge(request);
        var name = await NameOfAsync(request, lists, ct);
        var wish = CreationWishes.Of(request, name, preset, config);
        var people = await invitees.FindAsync(creator, lists, wish.IsClassified, ct);
        if (people.AreAllInvalid) return Refusal.NotFound("invite");
        if (preset is null && request.Preset is RoomPresets.VoiceRoom) return Refusal.NotFound("preset");
        if (preset is null && request.Preset is RoomPresets.Announcement) return Refusal.Forbidden("preset");

        var password = await passwords.PrepareAsync(wish.Password, ct);
        var sipAllowed = config.Forced("sip_enabled") is not null || (config.SipConfigured && await sip.MayEnableAsync(Actor.User(creator.Id), ct));
        var limits = new CreationLimits(password.Facts.Required, password.Facts.Problem, sipAllowed);
        return CreationRules.Check(wish, limits) is { } refusal ? refusal : new PreparedConversation(wish, password.Hash, people, grownOutOf);
    }

    /// <summary>Runs inside the caller's unit of work.</summary>
    /// <returns>The conversation as its creator enters it; refused when the creator has been deleted meanwhile.</returns>
    public async Task<Result<RoomEntry>> CreateAsync(Account creator, PreparedConversation prepared, CancellationToken ct)
    {
        var by = Actor.User(creator.Id);
        var conversation = await CreateAsync(prepared.Wish, prepared.PasswordHash, by, ct);
        var owner = await roster.AddAsync(conversation, [new NewAttendee(by, creator.DisplayName, ParticipantType.Owner) { Announced = false }], by, ct);
        if (owner.Count == 0) return DirectoryLock.Gone;

        await InviteAsync(conversation, prepared.People, by, ct);
        if (prepared.GrownOutOf is { } oneToOne) await MoveCallAsync(oneToOne, conversation, ct);
        return new RoomEntry(conversation, owner[0]);
    }

    /// <summary>The conversation with nobody in it yet. Expects a wish that was checked; runs inside the caller's unit of work.</summary>
    public async Task<Conversation> CreateAsync(CreationWish wish, string? passwordHash, Actor by, CancellationToken ct)
    {
        var conversation = await factory.CreateAsync(token => Draft(wish, passwordHash, token), by, ct);
        if (conversation.AvatarEmoji is not null) log.PostSystem(conversation, by, SystemMessageKeys.AvatarSet);
        return conversation;
    }

    private async Task InviteAsync(Conversation conversation, InvitedPeople people, Actor by, CancellationToken ct)
    {
        await invitations.AddUsersAsync(conversation, people.Users, by, ct);
        await roster.AddAsync(conversation, people.Phones, by, ct);
        await invitations.AddEmailsAsync(conversation, people.Emails, by, ct);
        if (people.Groups.Count > 0) await invitations.AddGroupsAsync(conversation, people.Groups, by, ct);
    }

    private Conversation Draft(CreationWish wish, string? passwordHash, string token)
    {
        var emoji = string.IsNullOrEmpty(wish.Emoji) ? null : wish.Emoji;
        return new Conversation
        {
            Token = token,
            Type = (ConversationType)wish.Type,
            Name = wish.Name,
            Description = wish.Description,
            ObjectType = wish.ObjectType,
            ObjectId = wish.ObjectId,
            Attributes = wish.Attributes,
            PasswordHash = passwordHash,
            ReadOnly = wish.ReadOnly == 1,
            Listable = (Listable)wish.Listable,
            MessageExpiration = wish.MessageExpiration,
            MentionPermissions = wish.MentionPermissions,
            DefaultPermissions = PermissionRules.ToStore(wish.Permissions),
            RecordingConsent = wish.RecordingConsent,
            LobbyState = (LobbyState)wish.LobbyState,
            LobbyTimer = TimerOf(wish),
            SipEnabled = (SipState)wish.SipEnabled,
            AvatarEmoji = emoji,
            AvatarColor = emoji is null || string.IsNullOrEmpty(wish.AvatarColor) ? null : wish.AvatarColor,
            AvatarVersion = emoji is null ? null : RoomAvatar.NewVersion(),
            LastActivity = factory.Now,
            CreatedAt = factory.Now,
        };
    }

    private DateTimeOffset? TimerOf(CreationWish wish)
    {
        if (wish is not { LobbyState: 1, LobbyTimer: > 0 and var seconds }) return null;

        unit.DeadlineMoved();
        return DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    private static bool IsExtension(CreationRequest request) =>
        request.ObjectType.Trim() == ObjectTypes.ExtendedConversation && request.ObjectId.Trim().Length > 0;

    /// <summary>The one-to-one that the creator wants to go on with more people.</summary>
    private async Task<Conversation?> FindOneToOneAsync(Account creator, CreationRequest request, CancellationToken ct)
    {
        if (!IsExtension(request)) return null;

        var token = request.ObjectId.Trim();
        var attendees = db.Attendees;
        return await db.Conversations.AsNoTracking().FirstOrDefaultAsync(
            conversation => conversation.Token == token && conversation.Type == ConversationType.OneToOne && attendees.Any(attendee =>
                attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users && attendee.ActorId == creator.Id),
            ct);
    }

    /// <summary>Whoever is in the call of the one-to-one and belongs to the new conversation is sent there.</summary>
    private async Task MoveCallAsync(Conversation oneToOne, Conversation conversation, CancellationToken ct)
    {
        await unit.FlushAsync(ct);
        var attendees = db.Attendees;
        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => session.ConversationId == oneToOne.Id && session.InCall != CallFlags.Disconnected && attendees.Any(attendee =>
                attendee.ConversationId == conversation.Id && attendee.ActorType == session.Attendee!.ActorType && attendee.ActorId == session.Attendee.ActorId))
            .OrderBy(session => session.Id)
            .Select(session => session.SessionId)
            .ToListAsync(ct);
        if (sessions.Count > 0) unit.Announce(new SwitchTo(oneToOne.Id, oneToOne.Token, conversation.Token, sessions));
    }

    /// <summary>A conversation without a name that is made for a group is called like the group.</summary>
    private async Task<string> NameOfAsync(CreationRequest request, InvitationLists lists, CancellationToken ct)
    {
        var name = request.RoomName.Trim();
        if (name.Length > 0 || request.Invite.Length == 0 || lists.Groups is not { } groups) return name;

        return await invitations.FindGroupAsync(groups[^1], ct) is { } group ? LegacyInvitation.NameOf(group) : name;
    }
}
