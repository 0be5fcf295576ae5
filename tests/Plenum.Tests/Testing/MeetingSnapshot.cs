using Microsoft.EntityFrameworkCore;
using Plenum.BreakoutRooms;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Tests.Testing;

/// <summary>Everything that is stored about a meeting at one moment. What it has to keep is in <see cref="Invariants"/>.</summary>
internal sealed record MeetingSnapshot(Conversation? Parent, List<Conversation> Rooms, List<Attendee> Attendees, List<Session> Sessions, List<Message> Messages, List<PendingMove> Moves, BreakoutTimer? Timer)
{
    public static Task<MeetingSnapshot> OfAsync(PlenumServer server, string token) => server.FromDbAsync(db => OfAsync(db, token));

    public static async Task<MeetingSnapshot> OfAsync(PlenumDb db, string token)
    {
        await using var moment = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        var rooms = await db.Conversations.AsNoTracking().Where(room => room.ObjectType == ObjectTypes.BreakoutRoom && room.ObjectId == token).OrderBy(room => room.Id).ToListAsync();
        var parent = await db.Conversations.AsNoTracking().SingleOrDefaultAsync(room => room.Token == token);
        var ids = rooms.Select(room => room.Id).Append(parent?.Id ?? 0).ToArray();
        return new MeetingSnapshot(
            parent,
            rooms,
            await db.Attendees.AsNoTracking().Where(attendee => ids.Contains(attendee.ConversationId)).OrderBy(attendee => attendee.Id).ToListAsync(),
            await db.Sessions.AsNoTracking().Where(session => ids.Contains(session.ConversationId)).OrderBy(session => session.Id).ToListAsync(),
            await db.Messages.AsNoTracking().Where(message => ids.Contains(message.ConversationId)).OrderBy(message => message.Id).ToListAsync(),
            await db.PendingMoves.AsNoTracking().Where(move => ids.Contains(move.MeetingId)).OrderBy(move => move.Id).ToListAsync(),
            await db.BreakoutTimers.AsNoTracking().SingleOrDefaultAsync(timer => ids.Contains(timer.ConversationId)));
    }

    /// <summary>All meetings of a server, those whose parent is gone as well.</summary>
    public static async Task<List<MeetingSnapshot>> AllAsync(PlenumDb db)
    {
        await using var moment = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        var conversations = await db.Conversations.AsNoTracking().OrderBy(conversation => conversation.Id).ToListAsync();
        var attendees = (await db.Attendees.AsNoTracking().OrderBy(attendee => attendee.Id).ToListAsync()).ToLookup(attendee => attendee.ConversationId);
        var sessions = (await db.Sessions.AsNoTracking().OrderBy(session => session.Id).ToListAsync()).ToLookup(session => session.ConversationId);
        var messages = (await db.Messages.AsNoTracking().OrderBy(message => message.Id).ToListAsync()).ToLookup(message => message.ConversationId);
        var moves = (await db.PendingMoves.AsNoTracking().OrderBy(move => move.Id).ToListAsync()).ToLookup(move => move.MeetingId);
        var timers = await db.BreakoutTimers.AsNoTracking().ToDictionaryAsync(timer => timer.ConversationId);
        var rooms = conversations.Where(conversation => conversation.IsBreakoutRoom).ToLookup(room => room.ObjectId, StringComparer.Ordinal);
        var parents = conversations.Where(conversation => !conversation.IsBreakoutRoom).ToDictionary(conversation => conversation.Token, StringComparer.Ordinal);
        return [.. parents.Keys.Union(rooms.Select(orphans => orphans.Key), StringComparer.Ordinal).Select(Of)];

        MeetingSnapshot Of(string token)
        {
            var (parent, own) = (parents.GetValueOrDefault(token), rooms[token].ToList());
            List<Conversation> all = parent is null ? own : [.. own, parent];
            return new MeetingSnapshot(parent, own, Rows(attendees), Rows(sessions), Rows(messages), Rows(moves), timers.GetValueOrDefault(parent?.Id ?? 0));

            List<T> Rows<T>(ILookup<long, T> of) => [.. all.SelectMany(conversation => of[conversation.Id])];
        }
    }

    public bool IsStarted => Parent?.BreakoutRoomStatus == BreakoutStatus.Started;

    /// <summary>The parent and its rooms.</summary>
    public IEnumerable<Conversation> Conversations => Parent is null ? Rooms : Rooms.Append(Parent);
}
