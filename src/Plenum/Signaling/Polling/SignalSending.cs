using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>
/// Passes messages on between sessions of one conversation (internal signaling, calls §C). Whoever waits in the lobby
/// neither sends nor gets any. Runs inside the unit of work of the request.
/// </summary>
internal sealed class SignalSending(PlenumDb db, UnitOfWork unit, HandBook hands, TimeProvider time)
{
    /// <summary>Somebody who fetches nothing for so many messages gets no more.</summary>
    private const int MostWaiting = 1000;

    /// <summary>What cannot be passed on is left out without a word: clients treat any error as fatal.</summary>
    public async Task SendAsync(Meetings.Access access, IReadOnlyList<OutgoingSignal> signals, CancellationToken ct)
    {
        var (conversation, sender) = (access.Conversation, access.Attendee);
        if (access.Session is not { } session || LobbyRules.Blocks(conversation.LobbyState, sender.ParticipantType, access.Permissions)) return;

        var own = signals
            .Where(signal => signal.From == session.SessionId && signal.To != session.SessionId && SignalRules.MaySend(signal, sender.ParticipantType, access.Permissions))
            .ToList();
        if (own.Count == 0) return;

        // Clients tell everybody one by one: the last word counts.
        if (own.Select(HandSignals.Read).OfType<SaidHand>().LastOrDefault() is { } said) await hands.NoteAsync(conversation, session, said, ct);

        var recipients = await RecipientsAsync(access, [.. own.Select(signal => signal.To).Distinct(StringComparer.Ordinal)], ct);
        var waiting = await WaitingAsync([.. recipients.Values], ct);
        var told = new List<string>();
        foreach (var signal in own)
        {
            if (!recipients.TryGetValue(signal.To, out var recipient)) continue;
            if ((waiting[recipient] = waiting.GetValueOrDefault(recipient) + 1) > MostWaiting) continue;

            db.QueuedSignals.Add(new QueuedSignal { RecipientId = recipient, Payload = signal.Payload(), At = time.Now() });
            told.Add(signal.To);
        }

        if (told.Count > 0) unit.Announce(new SignalsQueued(conversation.Id, conversation.Token, [.. told.Distinct(StringComparer.Ordinal)]));
    }

    /// <summary>Session ids to rows: those of the conversation that the lobby does not hold back.</summary>
    private async Task<Dictionary<string, long>> RecipientsAsync(Meetings.Access access, string[] sessionIds, CancellationToken ct)
    {
        var conversation = access.Conversation;
        var sessions = await db.Sessions.AsNoTracking().Include(session => session.Attendee)
            .Where(session => session.ConversationId == conversation.Id && sessionIds.Contains(session.SessionId))
            .ToListAsync(ct);
        return sessions.Where(session => !conversation.LobbyBlocks(session.Attendee!, access.Config.DefaultPermissions))
            .ToDictionary(session => session.SessionId, session => session.Id, StringComparer.Ordinal);
    }

    private Task<Dictionary<long, int>> WaitingAsync(long[] recipients, CancellationToken ct) => db.QueuedSignals.AsNoTracking()
        .Where(signal => recipients.Contains(signal.RecipientId))
        .GroupBy(signal => signal.RecipientId)
        .Select(group => new { group.Key, Count = group.Count() })
        .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
}
