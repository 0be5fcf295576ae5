using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>How somebody wants to join a call.</summary>
internal sealed record JoinCall(CallFlags Flags, bool Silent, bool RecordingConsent, IReadOnlyList<string> SilentFor);

/// <summary>Joining, changing flags and leaving by the caller's own session (calls §A.2, §A.5). Runs inside the unit of work of the request.</summary>
internal sealed class CallService(PlenumDb db, UnitOfWork unit, ChatLog log, CallState calls, CallBell bell, GroupMemberships memberships, TimeProvider time)
{
    /// <summary>Joining again while in the call only changes the flags.</summary>
    public async Task<Result<Nothing>> JoinAsync(Meetings.Access access, JoinCall wish, CancellationToken ct)
    {
        var conversation = access.Conversation;
        var needsConsent = CallRules.NeedsRecordingConsent(conversation, access.Config);
        if (needsConsent && !wish.RecordingConsent) return CallRefusals.Consent;
        if (access.Session is not { } session) return CallRefusals.NoSession;
        if (!CallRules.CanHoldCalls(conversation.Type)) return CallRefusals.Type;

        var now = time.Now();
        if (session.InCall == CallFlags.Disconnected)
        {
            var starts = !await calls.HasAnybodyAsync(conversation, ct);
            if (starts && !await MayStartAsync(access, ct)) return CallRefusals.MayNotStart;

            SayJoined(access, starts, wish);
        }

        if (needsConsent) db.RecordingConsents.Add(RecordingConsent.Of(access.Attendee, now));
        session.InCall = CallRules.Permitted(wish.Flags, access.Permissions);
        session.LastPing = now;
        access.Attendee.LastJoinedCall = now;
        unit.Announce(new InCallChanged(conversation.Id, conversation.Token, [session.SessionId]));
        await RunAsync(access, session.InCall, wish, now, ct);
        return Result.Done;
    }

    /// <summary>Changes the flags of a session that is in the call.</summary>
    public Result<Nothing> Update(Meetings.Access access, CallFlags flags)
    {
        if (access.Session is not { } session) return CallRefusals.NoSession;
        if (session.InCall == CallFlags.Disconnected || (flags & CallFlags.InCall) == 0) return CallRefusals.NotInCall;

        session.InCall = CallRules.Permitted(flags, access.Permissions);
        session.LastPing = time.Now();
        unit.Announce(new InCallChanged(access.Conversation.Id, access.Conversation.Token, [session.SessionId]));
        return Result.Done;
    }

    /// <summary>Takes the session out of the call, if it is in one; for everybody when a moderator says so.</summary>
    public async Task<Result<Nothing>> LeaveAsync(Meetings.Access access, bool everybody, CancellationToken ct)
    {
        if (access.Session is not { } session) return CallRefusals.NoSession;

        if (everybody && access.Attendee.IsModerator) await calls.EndForAllAsync(access.Conversation, access.Attendee.Actor, ct);
        await calls.LeaveAsync(access.Conversation, [session], ct);
        return Result.Done;
    }

    private async ValueTask<bool> MayStartAsync(Meetings.Access access, CancellationToken ct)
    {
        var inGroups = await memberships.AdmitsAsync(access.Config.StartCallsGroups, access.Caller.Account, ct);
        return StartCallRules.MayStart(access.Conversation, access.Attendee.ParticipantType, access.Permissions, access.Config.StartCalls, inGroups);
    }

    /// <summary>A voice room never starts a call: the first one in has simply joined.</summary>
    private void SayJoined(Meetings.Access access, bool starts, JoinCall wish)
    {
        var isStart = starts && !access.Conversation.Has(ConversationAttributes.VoiceRoom);
        log.PostSystem(
            access.Conversation,
            access.Attendee.Actor,
            isStart ? SystemMessageKeys.CallStarted : SystemMessageKeys.CallJoined,
            silent: isStart && wish.Silent);
    }

    /// <summary>The call is running from now on, if it was not; what anybody joined with is remembered until it ends.</summary>
    private async Task RunAsync(Meetings.Access access, CallFlags flags, JoinCall wish, DateTimeOffset now, CancellationToken ct)
    {
        var conversation = access.Conversation;
        conversation.CallFlag |= flags;
        if (conversation.ActiveSince is not null) return;

        conversation.ActiveSince = now;
        var silent = wish.Silent || conversation.Has(ConversationAttributes.VoiceRoom);
        unit.Announce(new CallStarted(conversation.Id, conversation.Token, access.Attendee.Actor, silent, wish.SilentFor));
        if (!silent) await bell.CallAsync(access, wish.SilentFor, ct);
    }
}
