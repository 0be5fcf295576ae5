using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>A client is to go from one conversation of a meeting to another.</summary>
internal sealed record Order(Place From, Place To, Actor Who, string SessionId)
{
    /// <summary>The client is where it belongs, but may just be leaving: an earlier order told it to.</summary>
    public bool IsMet => From == To;
}

/// <summary>A conversation, which may be about to be deleted.</summary>
internal readonly record struct Place(long Id, string Token)
{
    public static Place Of(Conversation conversation) => new(conversation.Id, conversation.Token);

    public static Place ParentOf(Conversation room) => new(room.ParentId!.Value, room.ObjectId);
}

/// <summary>An order that was given before: whom it sends from where to where.</summary>
/// <param name="Id">The row.</param>
/// <param name="Order">What was ordered.</param>
/// <param name="AttendeeId">What the person is in the target.</param>
internal sealed record StandingOrder(long Id, Order Order, long AttendeeId);

/// <summary>
/// Who was told to go where and has not arrived: the one place that writes it down and crosses it out. Runs inside the
/// caller's unit of work, which has taken the meeting.
/// </summary>
internal sealed class MoveBook(PlenumDb db, UnitOfWork unit, TimeProvider time)
{
    private bool? hasAny;

    /// <summary>Somebody is waited for in some meeting: asked once, for those who look at many conversations.</summary>
    public async ValueTask<bool> HasAnyAsync(CancellationToken ct) => hasAny ??= await db.PendingMoves.AnyAsync(ct);

    /// <summary>All orders of a meeting that nobody has followed yet.</summary>
    public async Task<List<StandingOrder>> StandingAsync(long meetingId, CancellationToken ct)
    {
        var rows = await db.PendingMoves.AsNoTracking()
            .Where(move => move.MeetingId == meetingId)
            .OrderBy(move => move.Id)
            .Select(move => new
            {
                move.Id,
                move.AttendeeId,
                move.FromId,
                move.FromToken,
                move.SessionId,
                ToId = move.Attendee!.ConversationId,
                ToToken = move.Attendee.Conversation!.Token,
                move.Attendee.ActorType,
                move.Attendee.ActorId,
            })
            .ToListAsync(ct);
        return rows.ConvertAll(row => new StandingOrder(
            row.Id,
            new Order(new Place(row.FromId, row.FromToken), new Place(row.ToId, row.ToToken), new Actor(row.ActorType, row.ActorId), row.SessionId),
            row.AttendeeId));
    }

    /// <summary>Orders were given. Each replaces what was ordered to the same client before; whoever does not belong to the target by now is not waited for.</summary>
    /// <param name="meetingId">The parent.</param>
    /// <param name="orders">Of several for one client the first counts.</param>
    /// <param name="superseded">Orders that hold no longer.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task WriteAsync(long meetingId, IReadOnlyList<Order> orders, IReadOnlyCollection<StandingOrder> superseded, CancellationToken ct)
    {
        if (orders.Count == 0 && superseded.Count == 0) return;

        hasAny = true;
        await unit.FlushAsync(ct);
        var (ids, sessionIds) = (superseded.Select(order => order.Id).ToArray(), orders.Select(order => order.SessionId).ToArray());
        await db.PendingMoves.Where(move => ids.Contains(move.Id) || sessionIds.Contains(move.SessionId)).ExecuteDeleteAsync(ct);
        var now = time.Now();
        var attendeeOf = await TargetsAsync(orders, ct);
        foreach (var order in orders.DistinctBy(order => order.SessionId, StringComparer.Ordinal))
        {
            if (!attendeeOf.TryGetValue((order.To.Id, order.Who), out var attendeeId)) continue;

            db.PendingMoves.Add(new PendingMove
            {
                MeetingId = meetingId,
                AttendeeId = attendeeId,
                FromId = order.From.Id,
                FromToken = order.From.Token,
                SessionId = order.SessionId,
                OrderedAt = now,
                DueAt = now + (order.IsMet ? PendingMove.WithdrawnAfter : PendingMove.RepeatedAfter),
            });
        }

        await unit.FlushAsync(ct);
        unit.DeadlineMoved();
        await ChangedAsync(meetingId, ct);
    }

    /// <summary>
    /// Somebody has joined a conversation with a new session. Who was told to come here has arrived. Who was told to go
    /// elsewhere, and moderates nothing, is lost: the new client is told as soon as it can hear.
    /// </summary>
    public async Task ArriveAsync(Conversation conversation, Attendee attendee, string sessionId, CancellationToken ct)
    {
        var meetingId = conversation.ParentId ?? conversation.Id;
        var (type, id) = attendee.Actor;
        var standing = await db.PendingMoves.AsNoTracking()
            .Where(move => move.MeetingId == meetingId && move.Attendee!.ActorType == type && move.Attendee.ActorId == id)
            .ToListAsync(ct);
        if (standing.Count == 0) return;

        var lost = attendee.IsModerator ? null : standing.Find(move => move.AttendeeId != attendee.Id);
        var settled = standing.FindAll(move => lost is null || move.AttendeeId == attendee.Id);
        var sessionIds = standing.ConvertAll(move => move.SessionId);
        var alive = lost is null ? [] : await db.Sessions.Where(session => sessionIds.Contains(session.SessionId)).Select(session => session.SessionId).ToListAsync(ct);
        var over = standing.Where(move => settled.Contains(move) || !alive.Contains(move.SessionId)).Select(move => move.Id).ToArray();
        await db.PendingMoves.Where(move => over.Contains(move.Id)).ExecuteDeleteAsync(ct);
        if (lost is not null)
        {
            db.PendingMoves.Add(new PendingMove
            {
                MeetingId = meetingId,
                AttendeeId = lost.AttendeeId,
                FromId = conversation.Id,
                FromToken = conversation.Token,
                SessionId = sessionId,
                OrderedAt = lost.OrderedAt,
                DueAt = time.Now() + PendingMove.RepeatedAfter,
            });
            unit.DeadlineMoved();
        }

        await ChangedAsync(meetingId, ct);
    }

    /// <summary>Somebody arrived, is waited for, or is not any more: moderators in all conversations of the meeting may want to know.</summary>
    public async Task ChangedAsync(long meetingId, CancellationToken ct)
    {
        var conversations = await db.Conversations.AsNoTracking()
            .Where(conversation => conversation.Id == meetingId || conversation.ParentId == meetingId)
            .OrderBy(conversation => conversation.Id)
            .Select(conversation => new { conversation.Id, conversation.Token, conversation.ParentId })
            .ToListAsync(ct);
        if (conversations.Find(conversation => conversation.ParentId is null) is not { } parent) return;

        unit.Announce(new MovesChanged(parent.Id, parent.Token, [.. conversations.Where(room => room.ParentId is not null).Select(room => room.Id)]));
    }

    private async Task<Dictionary<(long, Actor), long>> TargetsAsync(IReadOnlyList<Order> orders, CancellationToken ct)
    {
        var conversations = orders.Select(order => order.To.Id).Distinct().ToArray();
        var ids = orders.Select(order => order.Who.Id).Distinct(StringComparer.Ordinal).ToArray();
        var attendees = await db.Attendees.AsNoTracking()
            .Where(attendee => conversations.Contains(attendee.ConversationId) && ids.Contains(attendee.ActorId))
            .Select(attendee => new { attendee.Id, attendee.ConversationId, attendee.ActorType, attendee.ActorId })
            .ToListAsync(ct);
        return attendees.ToDictionary(attendee => (attendee.ConversationId, new Actor(attendee.ActorType, attendee.ActorId)), attendee => attendee.Id);
    }
}
