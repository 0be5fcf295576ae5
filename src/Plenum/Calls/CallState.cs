using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>
/// Takes sessions out of a call and ends the call with its last one (calls §A.5). Everything that removes, blocks or
/// moves people goes through here, inside the unit of work of the conversation.
/// </summary>
internal sealed class CallState(PlenumDb db, UnitOfWork unit, ChatLog log, SessionPings pings, TimeProvider time)
{
    /// <summary>Sets the flags of those of the sessions that are in the call to 0, says <c>call_left</c> for each, and ends a call that nobody is left in.</summary>
    /// <param name="conversation">The tracked conversation of all of the sessions.</param>
    /// <param name="sessions">Tracked sessions with their attendees.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <param name="endedBy">Who ends the call with them; the last of them when nobody is given.</param>
    public async Task LeaveAsync(Conversation conversation, IReadOnlyCollection<Session> sessions, CancellationToken ct, Actor? endedBy = null)
    {
        var leaving = sessions.Where(session => session.InCall != CallFlags.Disconnected).ToList();
        if (leaving.Count == 0) return;

        TakeOut(conversation, leaving);
        await EndIfAbandonedAsync(conversation, endedBy ?? leaving[^1].Attendee!.Actor, ct);
    }

    /// <summary>Ends a call that nobody heard of within 30 seconds is in; those who are, but silently, leave it with the end.</summary>
    public async Task EndIfAbandonedAsync(Conversation conversation, Actor by, CancellationToken ct)
    {
        if (await HasAnybodyAsync(conversation, ct)) return;

        TakeOut(conversation, await InCall(conversation).Include(session => session.Attendee).OrderBy(session => session.Id).ToListAsync(ct));
        await EndAsync(conversation, by, SystemMessageKeys.CallEnded, ct);
    }

    /// <summary>Somebody is in the call and was heard of within 30 seconds.</summary>
    public async Task<bool> HasAnybodyAsync(Conversation conversation, CancellationToken ct)
    {
        await unit.FlushAsync(ct);
        var freshSince = time.Now() - Session.OnlineFor;
        if (await InCall(conversation).AnyAsync(session => session.LastPing >= freshSince, ct)) return true;

        var stale = await InCall(conversation).AsNoTracking().Select(session => new { session.Id, session.LastPing }).ToListAsync(ct);
        return stale.Exists(session => pings.LastPing(session.Id, session.LastPing) >= freshSince);
    }

    /// <summary>Takes everybody out at once, without a word for each, and says <c>call_ended_everyone</c>.</summary>
    public async Task EndForAllAsync(Conversation conversation, Actor by, CancellationToken ct)
    {
        if (conversation.ActiveSince is null) return;

        var sessions = await InCall(conversation).Include(session => session.Attendee).ToListAsync(ct);
        sessions.ForEach(Disconnect);
        await EndAsync(conversation, by, SystemMessageKeys.CallEndedEveryone, ct);
        unit.Announce(new CallEndedForAll(conversation.Id, conversation.Token));
    }

    private IQueryable<Session> InCall(Conversation conversation) =>
        db.Sessions.Where(session => session.ConversationId == conversation.Id && session.InCall != CallFlags.Disconnected);

    private void TakeOut(Conversation conversation, List<Session> sessions)
    {
        if (sessions.Count == 0) return;

        foreach (var session in sessions)
        {
            Disconnect(session);
            log.PostSystem(conversation, session.Attendee!.Actor, SystemMessageKeys.CallLeft);
        }

        unit.Announce(new InCallChanged(conversation.Id, conversation.Token, [.. sessions.Select(session => session.SessionId)]));
    }

    /// <summary>The id of a telephone's call is good for as long as that call (webinars §4.6).</summary>
    private static void Disconnect(Session session)
    {
        session.InCall = CallFlags.Disconnected;
        if (session.Attendee is { ActorType: ActorTypes.Phones } phone) phone.CallId = null;
    }

    /// <summary>Ends the call. The meeting's row is locked, so only one of several who try finds it running.</summary>
    private async Task EndAsync(Conversation conversation, Actor by, string key, CancellationToken ct)
    {
        if (conversation.ActiveSince is not { } since) return;

        conversation.ActiveSince = null;
        conversation.CallFlag = CallFlags.Disconnected;
        BindClassified(conversation);
        if (conversation.Has(ConversationAttributes.VoiceRoom)) return;

        var took = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.LastJoinedCall >= since)
            .Select(attendee => new { attendee.ActorType, attendee.ActorId })
            .ToListAsync(ct);
        var users = took.Where(actor => actor.ActorType == ActorTypes.Users).Select(actor => actor.ActorId).Order(StringComparer.Ordinal).ToArray();
        var isMissed = users.Length == 1 && conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne;
        log.PostSystem(conversation, by, isMissed ? SystemMessageKeys.CallMissed : key, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["users"] = users,
            ["cloudIds"] = Array.Empty<string>(),
            ["guests"] = took.Count(actor => actor.ActorType is ActorTypes.Guests or ActorTypes.Emails),
            ["duration"] = Math.Max(0, (long)(time.Now() - since).TotalSeconds),
        });
    }

    /// <summary>A classified conversation was for this call: it goes some time afterwards, unless a moderator has kept it (conversations §1.9).</summary>
    private void BindClassified(Conversation conversation)
    {
        if (!conversation.Has(ConversationAttributes.Classified) || conversation.ObjectType.Length > 0) return;

        conversation.ObjectType = ObjectTypes.Classified;
        conversation.ObjectId = time.Now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }
}
