using Microsoft.EntityFrameworkCore;
using Plenum.AccessLadder;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Messaging;

/// <summary>
/// Looks at one conversation on behalf of all who wait for news of it: reads the new rows once, asks the ladder once
/// about everybody, renders once for all who see the same. Who may not read any more gets the refusal, who has
/// something to read gets it, everybody else goes on waiting and is not even woken.
/// </summary>
internal sealed class ChatRound(PlenumDb db, MessageViews views, ReadMarkers markers, CrowdReader crowds, LobbyTimer lobbyTimer, TimeProvider time)
{
    /// <summary>What waiting for messages needs, from the first look to the last.</summary>
    public const Guard Guards = Guard.Attendee | Guard.PastLobby;

    public async Task LookAsync(long conversationId, IReadOnlyCollection<ChatWaiter> waiting, CancellationToken ct)
    {
        // The rows before the ladder: what was written after a lobby was closed is handed to nobody it holds back,
        // because whoever asks the ladder afterwards sees that lobby.
        var rows = await RowsAsync(conversationId, waiting, ct);
        var crowd = await ReadAsync(conversationId, waiting, ct);
        var readers = new List<(ChatWaiter Waiter, Attendee Attendee)>();
        foreach (var waiter in waiting)
        {
            var facts = crowd.Of(waiter.Who);
            if (facts.IsBanned) waiter.End(new WaitEnd(WaitOutcome.LookAgain));
            else if (Ladder.Check(facts) is { } refusal) waiter.End(new WaitEnd(WaitOutcome.Answered, refusal));
            else readers.Add((waiter, facts.Attendee!));
        }

        if (rows.Count > 0 && readers.Count > 0) await HandOutAsync(rows, crowd.Conversation!, readers, ct);
    }

    /// <summary>Everything that is new to anybody who waits, oldest first, as far as one page goes.</summary>
    private Task<List<Message>> RowsAsync(long conversationId, IReadOnlyCollection<ChatWaiter> waiting, CancellationToken ct)
    {
        var first = waiting.Min(waiter => waiter.Reading.First);
        return db.Messages.AsNoTracking()
            .Where(message => message.ConversationId == conversationId && message.Id >= first)
            .OrderBy(message => message.Id)
            .Take(Reading.MaxLimit)
            .ToListAsync(ct);
    }

    private async Task<Crowd> ReadAsync(long conversationId, IReadOnlyCollection<ChatWaiter> waiting, CancellationToken ct)
    {
        var people = waiting.Select(waiter => waiter.Who).ToArray();
        var crowd = await crowds.ReadAsync(conversationId, Guards, people, ct);
        if (crowd.Conversation is not { } found || !found.IsDue(time.Now())) return crowd;

        await lobbyTimer.OpenAsync(conversationId, ct);
        return await crowds.ReadAsync(conversationId, Guards, people, ct);
    }

    private async Task HandOutAsync(List<Message> rows, Conversation conversation, List<(ChatWaiter Waiter, Attendee Attendee)> readers, CancellationToken ct)
    {
        var readable = await views.PrepareAsync(rows, new Dictionary<long, Conversation> { [conversation.Id] = conversation }, withParents: true, ct);
        long? common = readers.Exists(reader => !reader.Attendee.ReadPrivate) ? await markers.CommonAsync(conversation, ct) : null;
        var pages = new Dictionary<(int First, int Count, Viewpoint From), Received>();
        foreach (var (waiter, attendee) in readers)
        {
            var first = rows.FindIndex(message => message.Id >= waiter.Reading.First);
            var count = first < 0 ? 0 : Math.Min(rows.Count - first, waiter.Reading.Limit);
            if (rows.Count == Reading.MaxLimit && first != 0 && count < waiter.Reading.Limit)
            {
                // There may be more for this one than was read for all.
                waiter.End(new WaitEnd(WaitOutcome.LookAgain));
                continue;
            }

            if (count == 0) continue;

            var from = readable.Simplify(new Viewpoint(waiter.Who.Actor, waiter.BaseUrl));
            if (!pages.TryGetValue((first, count, from), out var page))
            {
                var some = rows.GetRange(first, count);
                pages[(first, count, from)] = page = new Received(readable.For(some, from), some[^1].Id, common);
            }

            waiter.End(new WaitEnd(WaitOutcome.Answered, attendee.ReadPrivate ? page with { CommonRead = null } : page));
        }
    }
}
