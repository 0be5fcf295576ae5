using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>Tracked sessions, with their attendees, that leave the call of a tracked conversation.</summary>
internal sealed record Leaving(Conversation Conversation, IReadOnlyCollection<Session> Sessions);

/// <summary>
/// Takes sessions out of a call and ends the call with its last one (calls §A.5). Everything that removes, blocks or
/// moves people goes through here, inside the unit of work of the conversation.
/// </summary>
internal sealed class CallState(PlenumDb db, UnitOfWork unit, ChatLog log, HandBook hands, SessionPings pings, TimeProvider time)
{
    /// <summary>Sets the flags of those of the sessions that are in the call to 0, says <c>call_left</c> for each, and ends a call that nobody is left in.</summary>
    /// <param name="conversation">The tracked conversation of all of the sessions.</param>
    /// <param name="sessions">Tracked sessions with their attendees.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <param name="endedBy">Who ends the call with them; the last of them when nobody is given.</param>
    public Task LeaveAsync(Conversation conversation, IReadOnlyCollection<Session> sessions, CancellationToken ct, Actor? endedBy = null) =>
        LeaveAsync([new Leaving(conversation, sessions)], ct, endedBy);

    /// <summary>The same for several calls at once, with as many queries as for one.</summary>
    public async Task LeaveAsync(IReadOnlyList<Leaving> leavings, CancellationToken ct, Actor? endedBy = null)
    {
        var left = new List<(Conversation Conversation, Actor Last)>();
        foreach (var (conversation, sessions) in leavings)
        {
            var leaving = sessions.Where(session => session.InCall != CallFlags.Disconnected).ToList();
            if (leaving.Count == 0) continue;

            TakeOut(conversation, leaving);
            left.Add((conversation, leaving[^1].Attendee!.Actor));
        }

        if (left.Count == 0) return;

        var alive = await WithAnybodyAsync(left.ConvertAll(call => call.Conversation.Id), ct);
        var abandoned = left.FindAll(call => !alive.Contains(call.Conversation.Id));
        await EndAsync(abandoned.ConvertAll(call => (call.Conversation, endedBy ?? call.Last)), ct);
    }

    /// <summary>Ends a call that nobody heard of within 30 seconds is in; those who are, but silently, leave it with the end.</summary>
    public async Task EndIfAbandonedAsync(Conversation conversation, Actor by, CancellationToken ct)
    {
        if (!await HasAnybodyAsync(conversation, ct)) await EndAsync([(conversation, by)], ct);
    }

    /// <summary>Somebody is in the call and was heard of within 30 seconds.</summary>
    public async Task<bool> HasAnybodyAsync(Conversation conversation, CancellationToken ct) =>
        (await WithAnybodyAsync([conversation.Id], ct)).Count > 0;

    /// <summary>Takes everybody out at once, without a word for each, and says <c>call_ended_everyone</c>.</summary>
    public async Task EndForAllAsync(Conversation conversation, Actor by, CancellationToken ct)
    {
        if (conversation.ActiveSince is null) return;

        var sessions = await InCall([conversation.Id]).Include(session => session.Attendee).ToListAsync(ct);
        sessions.ForEach(Disconnect);
        await EndAsync([(conversation, by)], SystemMessageKeys.CallEndedEveryone, ct);
        if (sessions.Count > 0) unit.Announce(new CallEndedForAll(conversation.Id, conversation.Token));
    }

    private IQueryable<Session> InCall(IReadOnlyCollection<long> conversationIds) =>
        db.Sessions.Where(session => conversationIds.Contains(session.ConversationId) && session.InCall != CallFlags.Disconnected);

    /// <summary>In which of these calls somebody is who was heard of within 30 seconds, written down or not yet.</summary>
    private async Task<HashSet<long>> WithAnybodyAsync(List<long> conversationIds, CancellationToken ct)
    {
        await unit.FlushAsync(ct);
        var freshSince = time.Now() - Session.OnlineFor;
        var inCall = await InCall(conversationIds).AsNoTracking().Select(session => new { session.Id, session.ConversationId, session.LastPing }).ToListAsync(ct);
        return [.. inCall.Where(session => pings.LastPing(session.Id, session.LastPing) >= freshSince).Select(session => session.ConversationId)];
    }

    private void TakeOut(Conversation conversation, List<Session> sessions)
    {
        if (sessions.Count == 0) return;

        foreach (var session in sessions)
        {
            Disconnect(session);
            log.PostSystem(conversation, session.Attendee!.Actor, SystemMessageKeys.CallLeft);
        }

        unit.Announce(new InCallChanged(conversation.Id, conversation.Token, [.. sessions.Select(session => session.SessionId)])
        {
            Actors = [.. sessions.Select(session => session.Attendee!.Actor)],
        });
    }

    /// <summary>The hand goes down. The id of a telephone's call is good for as long as that call (webinars §4.6).</summary>
    private static void Disconnect(Session session)
    {
        (session.InCall, session.RaisedAt) = (CallFlags.Disconnected, null);
        if (session.Attendee is { ActorType: ActorTypes.Phones } phone) phone.CallId = null;
    }

    /// <summary>Ends calls that are quiet. Whoever has not been heard of for long leaves with the end.</summary>
    private async Task EndAsync(List<(Conversation Conversation, Actor By)> calls, CancellationToken ct)
    {
        if (calls.Count == 0) return;

        var silent = await InCall(calls.ConvertAll(call => call.Conversation.Id)).Include(session => session.Attendee).OrderBy(session => session.Id).ToListAsync(ct);
        foreach (var (conversation, _) in calls) TakeOut(conversation, silent.FindAll(session => session.ConversationId == conversation.Id));
        await EndAsync(calls, SystemMessageKeys.CallEnded, ct);
    }

    /// <summary>Ends calls. The meeting's row is locked, so only one of several who try finds one running.</summary>
    private async Task EndAsync(List<(Conversation Conversation, Actor By)> calls, string key, CancellationToken ct)
    {
        var running = calls.FindAll(call => call.Conversation.ActiveSince is not null);
        var ids = running.ConvertAll(call => call.Conversation.Id);
        var earliest = running.Min(call => call.Conversation.ActiveSince);
        var took = running.Count == 0 ? [] : await db.Attendees.AsNoTracking()
            .Where(attendee => ids.Contains(attendee.ConversationId) && attendee.LastJoinedCall >= earliest)
            .Select(attendee => new Taker(attendee.ConversationId, attendee.ActorType, attendee.ActorId, attendee.LastJoinedCall!.Value))
            .ToListAsync(ct);
        if (running.Count > 0) await hands.LowerAllAsync(running.ConvertAll(call => call.Conversation), ct);
        foreach (var (conversation, by) in running)
        {
            var since = conversation.ActiveSince!.Value;
            End(conversation, since, by, key, took.FindAll(taker => taker.ConversationId == conversation.Id && taker.JoinedAt >= since));
        }
    }

    private void End(Conversation conversation, DateTimeOffset since, Actor by, string key, List<Taker> took)
    {
        conversation.ActiveSince = null;
        conversation.CallFlag = CallFlags.Disconnected;
        BindClassified(conversation);
        if (conversation.Has(ConversationAttributes.VoiceRoom)) return;

        var users = took.Where(taker => taker.ActorType == ActorTypes.Users).Select(taker => taker.ActorId).Order(StringComparer.Ordinal).ToArray();
        var isMissed = users.Length == 1 && conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne;
        log.PostSystem(conversation, by, isMissed ? SystemMessageKeys.CallMissed : key, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["users"] = users,
            ["cloudIds"] = Array.Empty<string>(),
            ["guests"] = took.Count(taker => taker.ActorType is ActorTypes.Guests or ActorTypes.Emails),
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

    /// <summary>Somebody who took part in a call.</summary>
    private sealed record Taker(long ConversationId, string ActorType, string ActorId, DateTimeOffset JoinedAt);
}
