using Microsoft.EntityFrameworkCore;
using Plenum.AccessLadder;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>
/// Makes a conversation public or private and sets its password (conversations §3.4). Passwords are hashed and compared
/// before the transaction; a password counts as unchanged only for the hash it was compared with.
/// </summary>
internal sealed class TypeSwitch(PlenumDb db, UnitOfWork unit, GuardedWrite write, ChatLog log, RosterBook roster, RoomPasswords passwords)
{
    public async Task<Result<T>> MakePublicAsync<T>(HttpContext http, Access access, string password, Func<Task<T>> answer, CancellationToken ct)
    {
        var prepared = await passwords.PrepareAsync(password, ct);
        return await write.RunAsync<T>(http, async () => MakePublic(access, prepared) is { } refusal ? refusal : await answer(), ct);
    }

    /// <summary>The same inside a running unit of work.</summary>
    public Refusal? MakePublic(Access access, NewPassword prepared)
    {
        var conversation = access.Conversation;
        if (!TypeRules.MakePublic(conversation, prepared.Facts).TryGet(out var changes, out var refusal)) return refusal;
        if (!changes) return null;

        (conversation.Type, conversation.PasswordHash) = (ConversationType.Public, prepared.Hash);
        Say(access, SystemMessageKeys.GuestsAllowed);
        if (prepared.Hash is not null) Say(access, SystemMessageKeys.PasswordSet);
        Announce(conversation);
        return null;
    }

    /// <summary>Everybody who came in by the link goes: guests, guest moderators, self-joined accounts. Invited e-mail guests stay.</summary>
    public async Task<Refusal?> MakePrivateAsync(Access access, CancellationToken ct)
    {
        var conversation = access.Conversation;
        if (!TypeRules.MakePrivate(conversation).TryGet(out var changes, out var refusal)) return refusal;
        if (!changes) return null;

        (conversation.Type, conversation.PasswordHash) = (ConversationType.Group, null);
        Say(access, SystemMessageKeys.GuestsDisallowed);
        var byLink = await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id
                && (attendee.ActorType == ActorTypes.Guests || attendee.ParticipantType == ParticipantType.SelfJoinedUser))
            .OrderBy(attendee => attendee.Id)
            .ToListAsync(ct);
        await roster.RemoveAsync(conversation, byLink, access.Attendee.Actor, ct);
        Announce(conversation);
        return null;
    }

    public async Task<Result<T>> SetPasswordAsync<T>(HttpContext http, Access access, string password, Func<Task<T>> answer, CancellationToken ct)
    {
        var prepared = await passwords.PrepareAsync(password, ct);
        var compared = access.Conversation.PasswordHash;
        var isSame = await passwords.IsSameAsync(compared, password, ct);
        return await write.RunAsync<T>(
            http, async () => SetPassword(access, prepared, isSame && access.Conversation.PasswordHash == compared) is { } refusal ? refusal : await answer(), ct);
    }

    /// <summary>The same inside a running unit of work.</summary>
    /// <param name="access">Who sets it, and where.</param>
    /// <param name="prepared">The new password.</param>
    /// <param name="isSame">It is the one that is set already.</param>
    public Refusal? SetPassword(Access access, NewPassword prepared, bool isSame)
    {
        var conversation = access.Conversation;
        if (!TypeRules.SetPassword(conversation, prepared.Facts, isSame).TryGet(out var changes, out var refusal)) return refusal;
        if (!changes) return null;

        conversation.PasswordHash = prepared.Hash;
        Say(access, prepared.Hash is null ? SystemMessageKeys.PasswordRemoved : SystemMessageKeys.PasswordSet);
        Announce(conversation);
        return null;
    }

    private void Say(Access access, string key) => log.PostSystem(access.Conversation, access.Attendee.Actor, key);

    private void Announce(Conversation conversation) => unit.Announce(new RoomUpdated(conversation.Id, conversation.Token));
}
