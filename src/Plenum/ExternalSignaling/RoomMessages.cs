using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Signaling;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.ExternalSignaling;

/// <summary>
/// Writes what signaling servers are told about one conversation (calls §D.4), from what was announced and how things
/// stand by now: what is said late is still true.
/// </summary>
/// <remarks>One is for one piece of news: it reads the conversation once.</remarks>
internal sealed class RoomMessages(PlenumDb db, RoomPeople people, RoomChat chat, LobbyTimer lobbyTimer, TimeProvider time)
{
    /// <param name="news">About one conversation, in order.</param>
    /// <param name="listsAll">The server keeps no lists of its own: it gets everybody each time.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<List<byte[]>> WriteAsync(IReadOnlyList<Announcement> news, bool listsAll, CancellationToken ct)
    {
        var conversation = await FindAsync(news[0].ConversationId, ct);
        var messages = conversation is null ? [] : await chat.ReadAsync(conversation, [.. news.OfType<ChatChanged>().Select(change => change.MessageId)], ct);
        var bodies = new List<byte[]>();
        for (var i = 0; i < news.Count; i++)
        {
            bodies.AddRange(news[i] switch
            {
                SwitchTo order => [RoomMessageRules.Switch(order.Target, order.SessionIds)],
                RoomDeleted deleted => [RoomMessageRules.Delete(listsAll ? RoomMessageRules.UserIds(deleted.Actors) : null)],
                CallEndedForAll => [RoomMessageRules.CallOver()],

                // Whatever else is known of a conversation that is gone: its end says it all.
                _ when conversation is null => [],
                ChatChanged change => await ChatAsync(conversation, change, news.Skip(i + 1), messages, ct),
                var other => await WriteAsync(conversation, other, listsAll, ct),
            });
        }

        return bodies;
    }

    private async Task<IReadOnlyList<byte[]>> WriteAsync(Conversation conversation, Announcement announcement, bool listsAll, CancellationToken ct) => announcement switch
    {
        RoomUpdated update => [await UpdateAsync(conversation, listsAll, ct), .. update.IsLobbySwitched ? await LobbyAsync(conversation, listsAll, ct) : []],
        ParticipantsChanged change => [.. change.AreTypesChanged ? [await UpdateAsync(conversation, listsAll, ct)] : Array.Empty<byte[]>(), .. await ParticipantsAsync(conversation, change, listsAll, ct)],
        InCallChanged change => await InCallAsync(conversation, change, listsAll, ct),
        Invited invited => await InvitedAsync(conversation, RoomMessageRules.UserIds(invited.Actors), listsAll, ct),
        SessionsDisinvited ended => await EndedAsync(conversation, [.. ended.SessionIds.Except(ended.OfMembers, StringComparer.Ordinal)], listsAll, ct),
        Disinvited removed => await RemovedAsync(conversation, RoomMessageRules.UserIds(removed.Actors), listsAll, ct),
        _ => [],
    };

    private async Task<IReadOnlyList<byte[]>> ChatAsync(Conversation conversation, ChatChanged change, IEnumerable<Announcement> later, Dictionary<long, Message> messages, CancellationToken ct)
    {
        var message = messages.GetValueOrDefault(change.MessageId);
        if (RoomChatRules.IsFollowed(message, later.OfType<ChatChanged>().Select(next => messages.GetValueOrDefault(next.MessageId)))) return [];
        return [RoomMessageRules.Chat(await chat.CommentAsync(conversation, message, ct))];
    }

    private async Task<byte[]> UpdateAsync(Conversation conversation, bool listsAll, CancellationToken ct) =>
        RoomMessageRules.Update(RoomProperties.Settings(conversation), await AllUsersAsync(conversation, listsAll, ct));

    /// <summary>Who has to wait may send nothing any more; who was let in may again.</summary>
    private async Task<IReadOnlyList<byte[]>> LobbyAsync(Conversation conversation, bool listsAll, CancellationToken ct)
    {
        var concerned = await people.BehindLobbyAsync(conversation, ct);
        return concerned.Count == 0 ? [] : RoomMessageRules.Participants(concerned, listsAll ? await people.AllAsync(conversation, ct) : null);
    }

    private async Task<IReadOnlyList<byte[]>> ParticipantsAsync(Conversation conversation, ParticipantsChanged change, bool listsAll, CancellationToken ct)
    {
        var changed = await people.ChangedAsync(conversation, change.AttendeeIds, ct);
        return changed.Count == 0 && !listsAll ? [] : RoomMessageRules.Participants(changed, listsAll ? await people.AllAsync(conversation, ct) : null);
    }

    private async Task<IReadOnlyList<byte[]>> InCallAsync(Conversation conversation, InCallChanged change, bool listsAll, CancellationToken ct)
    {
        var changed = await people.ChangedAsync(conversation, change, ct);
        var all = listsAll && changed.Count > 0 ? await people.InCallAsync(conversation, ct) : null;
        return changed.ConvertAll(item => RoomMessageRules.InCall(item, all));
    }

    private async Task<IReadOnlyList<byte[]>> InvitedAsync(Conversation conversation, List<string> userIds, bool listsAll, CancellationToken ct) =>
        userIds.Count == 0 ? [] : [RoomMessageRules.Invite(userIds, RoomProperties.People(conversation), await AllUsersAsync(conversation, listsAll, ct))];

    private async Task<IReadOnlyList<byte[]>> EndedAsync(Conversation conversation, List<string> sessionIds, bool listsAll, CancellationToken ct) =>
        sessionIds.Count == 0 ? [] : [RoomMessageRules.DisinviteSessions(sessionIds, RoomProperties.People(conversation), await AllUsersAsync(conversation, listsAll, ct))];

    /// <summary>Guests have no sessions outside of the room: that they are gone is news only for a server that keeps no lists.</summary>
    private async Task<IReadOnlyList<byte[]>> RemovedAsync(Conversation conversation, List<string> userIds, bool listsAll, CancellationToken ct)
    {
        if (userIds.Count > 0) return [RoomMessageRules.DisinviteUsers(userIds, RoomProperties.People(conversation), await AllUsersAsync(conversation, listsAll, ct))];
        return listsAll ? RoomMessageRules.Participants([], await people.AllAsync(conversation, ct)) : [];
    }

    private async Task<IReadOnlyList<string>?> AllUsersAsync(Conversation conversation, bool listsAll, CancellationToken ct) =>
        listsAll ? await people.UserIdsAsync(conversation, ct) : null;

    private async Task<Conversation?> FindAsync(long id, CancellationToken ct)
    {
        var conversation = await ReadAsync(id, ct);
        if (conversation?.IsDue(time.Now()) != true) return conversation;

        await lobbyTimer.OpenAsync(id, ct);
        return await ReadAsync(id, ct);
    }

    private Task<Conversation?> ReadAsync(long id, CancellationToken ct) => db.Conversations.AsNoTracking().FirstOrDefaultAsync(conversation => conversation.Id == id, ct);
}
