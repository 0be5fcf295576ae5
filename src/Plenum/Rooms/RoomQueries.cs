using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Rooms;

/// <summary>What is new in a conversation for one of its attendees.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="LastMessage">Its last message, unless that has expired.</param>
/// <param name="Unread">What people wrote since the attendee read; 0 for those who have no account.</param>
/// <param name="CommonRead">The lowest read marker of all accounts that show theirs.</param>
internal sealed record RoomNews(long ConversationId, Message? LastMessage, int Unread, long CommonRead);

/// <summary>Reads for Room objects: one statement, for one conversation or for many.</summary>
internal static class RoomQueries
{
    private static readonly HotQuery<Func<PlenumDb, long, DateTimeOffset, CancellationToken, Task<RoomNews?>>> One = new(() =>
        EF.CompileAsyncQuery((PlenumDb db, long attendeeId, DateTimeOffset now, CancellationToken ct) => (
            from attendee in db.Set<Attendee>().AsNoTracking()
            where attendee.Id == attendeeId
            join conversation in db.Set<Conversation>() on attendee.ConversationId equals conversation.Id
            from last in db.Set<Message>()
                .Where(message => message.Id == conversation.LastMessageId && (message.ExpiresAt == null || message.ExpiresAt > now)).DefaultIfEmpty()
            select new RoomNews(
                conversation.Id,
                last,
                attendee.ActorType != ActorTypes.Users ? 0 : db.Set<Message>().Count(message =>
                    message.ConversationId == conversation.Id && message.Id > attendee.LastReadMessage && message.Kind == MessageKind.Comment
                    && (message.ExpiresAt == null || message.ExpiresAt > now)),
                db.Set<Attendee>()
                    .Where(other => other.ConversationId == conversation.Id && other.ActorType == ActorTypes.Users && !other.ReadPrivate)
                    .Min(other => (long?)other.LastReadMessage) ?? 0)).FirstOrDefault()));

    private static readonly HotQuery<Func<PlenumDb, long[], DateTimeOffset, IAsyncEnumerable<RoomNews>>> Many = new(() =>
        EF.CompileAsyncQuery((PlenumDb db, long[] attendeeIds, DateTimeOffset now) =>
            from attendee in db.Set<Attendee>().AsNoTracking()
            where attendeeIds.Contains(attendee.Id)
            join conversation in db.Set<Conversation>() on attendee.ConversationId equals conversation.Id
            from last in db.Set<Message>()
                .Where(message => message.Id == conversation.LastMessageId && (message.ExpiresAt == null || message.ExpiresAt > now)).DefaultIfEmpty()
            select new RoomNews(
                conversation.Id,
                last,
                attendee.ActorType != ActorTypes.Users ? 0 : db.Set<Message>().Count(message =>
                    message.ConversationId == conversation.Id && message.Id > attendee.LastReadMessage && message.Kind == MessageKind.Comment
                    && (message.ExpiresAt == null || message.ExpiresAt > now)),
                db.Set<Attendee>()
                    .Where(other => other.ConversationId == conversation.Id && other.ActorType == ActorTypes.Users && !other.ReadPrivate)
                    .Min(other => (long?)other.LastReadMessage) ?? 0)));

    /// <summary>What is new for these attendees, by conversation; each attendee is of another one.</summary>
    public static async Task<Dictionary<long, RoomNews>> NewsAsync(this PlenumDb db, IReadOnlyList<Attendee> attendees, DateTimeOffset now, CancellationToken ct)
    {
        if (attendees.Count == 0) return [];
        if (attendees is [var only]) return await One.On(db)(db, only.Id, now, ct) is { } one ? new() { [one.ConversationId] = one } : [];

        var news = new Dictionary<long, RoomNews>();
        var ids = attendees.Select(attendee => attendee.Id).ToArray();
        await foreach (var room in Many.On(db)(db, ids, now).WithCancellation(ct)) news[room.ConversationId] = room;
        return news;
    }
}
