using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Conversations;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.CommandLine;

/// <summary>A conversation to create, as it was typed.</summary>
internal sealed record RoomPlan(string Name)
{
    public string Description { get; init; } = "";

    public bool IsPublic { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsPreserved { get; init; }

    public int Listable { get; init; }

    public int MessageExpiration { get; init; }

    public string Password { get; init; } = "";

    public string? Owner { get; init; }

    public IReadOnlyList<string> Moderators { get; init; } = [];

    public IReadOnlyList<string> Users { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];
}

/// <summary>What to change about a conversation; null stays as it is.</summary>
internal sealed record RoomChanges
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public bool? IsPublic { get; init; }

    public bool? IsReadOnly { get; init; }

    public bool? IsPreserved { get; init; }

    public int? Listable { get; init; }

    public int? MessageExpiration { get; init; }

    /// <summary>Empty for none.</summary>
    public string? Password { get; init; }

    /// <summary>Empty for none.</summary>
    public string? Owner { get; init; }
}

/// <summary>
/// Conversations as an administrator at the command line manages them: with the rules of the services that moderators
/// use, with the rights of an owner and in the name of <c>cli</c>. Runs inside the caller's unit of work.
/// </summary>
internal sealed class RoomOffice(
    PlenumDb db,
    MeetingLock meetings,
    Access access,
    TalkConfigStore configs,
    CreationService creation,
    ConversationSettings settings,
    TypeSwitch types,
    RoomPasswords passwords,
    Deletion deletion,
    RoomPeople people)
{
    private static readonly Refusal Unknown = Refusal.NotFound() with { Message = "Room not found." };
    private static readonly Refusal NotManaged = Refusal.Invalid("type", "Room is no group call.");
    private static readonly Refusal PasswordNeedsPublic = Refusal.Invalid("password", "Only public rooms can have a password.");

    public async Task<Result<Conversation>> CreateAsync(RoomPlan plan, CancellationToken ct)
    {
        if (plan.Password.Length > 0 && !plan.IsPublic) return PasswordNeedsPublic;

        var prepared = await passwords.PrepareAsync(plan.Password, ct);
        var wish = await WishAsync(plan, ct);
        if (CreationRules.Check(wish, new CreationLimits(prepared.Facts.Required, prepared.Facts.Problem, SipAllowed: true)) is { } refusal) return Named(refusal);

        var conversation = await creation.CreateAsync(wish, prepared.Hash, Actor.CommandLine, ct);
        if (plan.IsPreserved) conversation.Attributes |= ConversationAttributes.Preserved;
        await EnterAsync(conversation, ct);
        return await people.FillAsync(conversation, plan, ct) is { } nobody ? nobody : conversation;
    }

    /// <summary>Changes in the order of the options; the first that cannot be made undoes all of them.</summary>
    public async Task<Result<Nothing>> UpdateAsync(string token, RoomChanges changes, CancellationToken ct)
    {
        if ((await FindManagedAsync(token, ct)).Refusal is { } missing) return missing;

        Refusal? refusal = null;
        if (changes.IsPreserved == false) refusal ??= settings.SetPreserved(access, preserved: false);
        if (changes.Name is { } name) refusal ??= settings.Rename(access, name);
        if (changes.Description is { } description) refusal ??= settings.Describe(access, description);
        if (changes.IsPublic is { } isPublic) refusal ??= await SetTypeAsync(isPublic, changes.Password, ct);
        if (changes.IsReadOnly is { } isReadOnly) refusal ??= await settings.SetReadOnlyAsync(access, isReadOnly ? 1 : 0, ct);
        if (changes.Listable is { } listable) refusal ??= settings.SetListable(access, listable);
        if (changes.Password is { } password && (changes.IsPublic != true || password.Length == 0)) refusal ??= await SetPasswordAsync(password, ct);
        if (changes.MessageExpiration is { } seconds) refusal ??= settings.SetMessageExpiration(access, seconds);
        if (changes.Owner is { } owner) refusal ??= await people.SetOwnerAsync(access.Conversation, owner, ct);
        if (changes.IsPreserved == true) refusal ??= settings.SetPreserved(access, preserved: true);
        return refusal is null ? Result.Done : Named(refusal);
    }

    public async Task<Result<Nothing>> DeleteAsync(string token, CancellationToken ct)
    {
        if ((await FindManagedAsync(token, ct)).Refusal is { } missing) return missing;

        return await deletion.DeleteAsync(access, ct) is { } refusal ? Named(refusal) : Result.Done;
    }

    /// <summary>The conversation with this token, if it is one that people are added to; entered with the rights of an owner.</summary>
    public async Task<Result<Conversation>> FindManagedAsync(string token, CancellationToken ct)
    {
        await meetings.TakeAsync(token, ct);
        var conversation = await db.Conversations.FirstOrDefaultAsync(candidate => candidate.Token == token, ct);
        if (conversation is null) return Unknown;
        if (!conversation.IsGroupOrPublic) return NotManaged;

        await EnterAsync(conversation, ct);
        return conversation;
    }

    /// <summary>The services ask who acts: somebody who is no attendee, and may do what an owner may.</summary>
    private async Task EnterAsync(Conversation conversation, CancellationToken ct)
    {
        var owner = new Attendee
        {
            ConversationId = conversation.Id,
            ActorType = Actor.CommandLine.Type,
            ActorId = Actor.CommandLine.Id,
            ParticipantType = ParticipantType.Owner,
        };
        access.Enter(Caller.Nobody, await configs.GetAsync(ct), conversation, owner, with: null);
    }

    private async Task<CreationWish> WishAsync(RoomPlan plan, CancellationToken ct)
    {
        var request = new CreationRequest(
            RoomType: (int)(plan.IsPublic ? ConversationType.Public : ConversationType.Group),
            Password: plan.Password,
            ReadOnly: plan.IsReadOnly ? 1 : 0,
            Listable: plan.Listable,
            MessageExpiration: plan.MessageExpiration,
            Description: plan.Description);
        return CreationWishes.Of(request, plan.Name.Trim(), preset: null, await configs.GetAsync(ct));
    }

    private async Task<Refusal?> SetTypeAsync(bool isPublic, string? password, CancellationToken ct) => isPublic
        ? types.MakePublic(access, await passwords.PrepareAsync(password ?? "", ct)) ?? await RepeatPasswordAsync(password, ct)
        : await types.MakePrivateAsync(access, ct);

    /// <summary>For a conversation that was public before.</summary>
    private Task<Refusal?> RepeatPasswordAsync(string? password, CancellationToken ct) =>
        string.IsNullOrEmpty(password) ? Task.FromResult<Refusal?>(null) : SetPasswordAsync(password, ct);

    private async Task<Refusal?> SetPasswordAsync(string password, CancellationToken ct) =>
        types.SetPassword(access, await passwords.PrepareAsync(password, ct), await passwords.IsSameAsync(access.Conversation.PasswordHash, password, ct));

    /// <summary>Says which part was wrong where Talk has only a word for it.</summary>
    private static Refusal Named(Refusal refusal) =>
        refusal.Message is null ? refusal with { Message = $"Invalid value or room: {refusal.Error}" } : refusal;
}
