using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>Who was told to go to another conversation of a meeting and has not arrived.</summary>
internal sealed class MoveViews(PlenumDb db)
{
    /// <summary>Each person once, however many clients it has.</summary>
    /// <param name="conversation">The parent or one of its breakout rooms.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>In the order of the orders.</returns>
    public Task<List<MissingView>> OfAsync(Conversation conversation, CancellationToken ct) => OfAsync(conversation.ParentId ?? conversation.Id, ct);

    /// <summary>The same for somebody who knows the id of the parent or of a breakout room.</summary>
    /// <returns>Null when there is no such conversation.</returns>
    public async Task<MeetingMoves?> OfMeetingAsync(long conversationId, CancellationToken ct)
    {
        var conversation = await db.Conversations.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == conversationId, ct);
        if (conversation is null) return null;

        var token = conversation.IsBreakoutRoom ? conversation.ObjectId : conversation.Token;
        return new MeetingMoves(token, await OfAsync(conversation, ct));
    }

    private async Task<List<MissingView>> OfAsync(long meetingId, CancellationToken ct)
    {
        var (accounts, sessions) = (db.Accounts, db.Sessions);
        var rows = await db.PendingMoves.AsNoTracking()
            .Where(move => move.MeetingId == meetingId
                && (move.FromId != move.Attendee!.ConversationId || !sessions.Any(session => session.SessionId == move.SessionId)))
            .OrderBy(move => move.Id)
            .Select(move => new
            {
                move.Attendee!.ActorType,
                move.Attendee.ActorId,
                move.Attendee.DisplayName,
                AccountName = accounts.Where(account => move.Attendee.ActorType == ActorTypes.Users && account.Id == move.Attendee.ActorId)
                    .Select(account => account.DisplayName).FirstOrDefault(),
                move.FromToken,
                To = move.Attendee.Conversation!.Token,
                move.OrderedAt,
                move.RepeatedAt,
            })
            .ToListAsync(ct);
        return
        [
            .. from row in rows
               group row by (row.ActorType, row.ActorId) into person
               let first = person.First()
               let name = first.DisplayName.Length > 0 ? first.DisplayName : first.AccountName ?? ""
               select new MissingView(first.ActorType, first.ActorId, name, first.FromToken, first.To, first.OrderedAt.ToUnixTimeSeconds(), person.All(row => row.RepeatedAt is not null)),
        ];
    }
}

/// <summary>Who is missing in a meeting.</summary>
/// <param name="Token">The parent.</param>
/// <param name="Missing">Each person once.</param>
internal sealed record MeetingMoves(string Token, IReadOnlyList<MissingView> Missing);
