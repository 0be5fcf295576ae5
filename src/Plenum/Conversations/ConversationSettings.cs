using Plenum.BreakoutRooms;
using Plenum.Calls;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Changes what moderators may set (conversations §3.4). Runs inside the request's unit of work.</summary>
internal sealed class ConversationSettings(UnitOfWork unit, ChatLog log, CallState calls, BreakoutCascade breakoutRooms, TimeProvider time)
{
    public Refusal? Rename(Access access, string name)
    {
        var conversation = access.Conversation;
        var newName = name.Trim();
        return Apply(SettingRules.Rename(conversation, newName), access, () =>
        {
            Say(access, SystemMessageKeys.ConversationRenamed, ("newName", newName), ("oldName", conversation.Name));
            conversation.Name = newName;
        });
    }

    public Refusal? Describe(Access access, string description)
    {
        var newDescription = description.Trim();
        return Apply(SettingRules.Describe(access.Conversation, newDescription), access, () =>
        {
            access.Conversation.Description = newDescription;
            if (newDescription.Length == 0) Say(access, SystemMessageKeys.DescriptionRemoved);
            else Say(access, SystemMessageKeys.DescriptionSet, ("newDescription", newDescription));
        });
    }

    /// <summary>A read-only conversation has no call: a running one ends.</summary>
    public async Task<Refusal?> SetReadOnlyAsync(Access access, int state, CancellationToken ct)
    {
        var conversation = access.Conversation;
        if (!SettingRules.SetReadOnly(conversation, state).TryGet(out var changes, out var refusal)) return refusal;
        if (!changes) return null;

        conversation.ReadOnly = state == 1;
        Say(access, conversation.ReadOnly ? SystemMessageKeys.ReadOnly : SystemMessageKeys.ReadOnlyOff);
        if (conversation.ReadOnly) await calls.EndForAllAsync(conversation, access.Attendee.Actor, ct);
        Announce(conversation);
        return null;
    }

    public Refusal? SetListable(Access access, int scope) =>
        Apply(SettingRules.SetListable(access.Conversation, scope, access.Config.Forced("listable")), access, () =>
        {
            access.Conversation.Listable = (Listable)scope;
            Say(access, (Listable)scope switch
            {
                Listable.ParticipantsOnly => SystemMessageKeys.ListableNone,
                Listable.Accounts => SystemMessageKeys.ListableUsers,
                _ => SystemMessageKeys.ListableAll,
            });
        });

    public Refusal? SetMentionPermissions(Access access, int mentionPermissions) =>
        Apply(
            SettingRules.SetMentionPermissions(access.Conversation, mentionPermissions, access.Config.Forced("mention_permissions")),
            access,
            () => access.Conversation.MentionPermissions = mentionPermissions);

    public Refusal? SetMessageExpiration(Access access, int seconds) =>
        Apply(SettingRules.SetMessageExpiration(access.Conversation, seconds, access.Config.Forced("message_expiration")), access, () =>
        {
            access.Conversation.MessageExpiration = seconds;
            if (seconds == 0) Say(access, SystemMessageKeys.MessageExpirationDisabled);
            else Say(access, SystemMessageKeys.MessageExpirationEnabled, ("seconds", seconds));
        });

    public Refusal? SetPreserved(Access access, bool preserved) =>
        Apply(SettingRules.SetPreserved(access.Conversation, access.Attendee.ParticipantType, preserved), access, () =>
        {
            access.Conversation.Attributes ^= ConversationAttributes.Preserved;
            Say(access, preserved ? SystemMessageKeys.PreserveConversation : SystemMessageKeys.PreserveConversationOff);
        });

    /// <summary>Breakout rooms ask for the same consent as their parent.</summary>
    public async Task<Refusal?> SetRecordingConsentAsync(Access access, int consent, CancellationToken ct)
    {
        var conversation = access.Conversation;
        if (!SettingRules.SetRecordingConsent(conversation, consent, access.Config.RecordingAvailable).TryGet(out var changes, out var refusal)) return refusal;
        if (!changes) return null;

        conversation.RecordingConsent = consent;
        conversation.LastActivity = time.NowInSeconds();
        Announce(conversation);
        await breakoutRooms.OnConsentAsync(conversation, ct);
        return null;
    }

    /// <summary>Takes the conversation off the object it belongs to, so that it outlives it.</summary>
    public Refusal? Unbind(Access access)
    {
        var conversation = access.Conversation;
        switch (conversation.ObjectType)
        {
            case ObjectTypes.Event or ObjectTypes.InstantMeeting:
                (conversation.ObjectType, conversation.ObjectId) = (ObjectTypes.None, "");
                break;
            case ObjectTypes.PhoneTemporary:
                conversation.ObjectType = ObjectTypes.PhonePersist;
                break;
            case ObjectTypes.Classified:
                (conversation.ObjectType, conversation.ObjectId) = (ObjectTypes.ClassifiedPersist, $"{time.Now().ToUnixTimeSeconds()}");
                break;
            default:
                return SettingRefusals.ObjectType;
        }

        Announce(conversation);
        return null;
    }

    private Refusal? Apply(Result<bool> decision, Access access, Action change)
    {
        if (!decision.TryGet(out var changes, out var refusal)) return refusal;
        if (!changes) return null;

        change();
        Announce(access.Conversation);
        return null;
    }

    private void Say(Access access, string key, params (string Name, object Value)[] parameters) =>
        log.PostSystem(access.Conversation, access.Attendee.Actor, key, parameters.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal));

    private void Announce(Conversation conversation) => unit.Announce(new RoomUpdated(conversation.Id, conversation.Token));
}
