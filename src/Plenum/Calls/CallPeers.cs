using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>The sessions that are in a call and still heard of.</summary>
internal sealed class CallPeers(PlenumDb db, SessionPings pings, TimeProvider time)
{
    public async Task<IReadOnlyList<CallPeer>> OfAsync(Conversation conversation, CancellationToken ct)
    {
        var freshSince = time.Now() - Session.OnlineFor;
        var accounts = db.Accounts;
        var rows = await db.Sessions.AsNoTracking()
            .Where(session => session.ConversationId == conversation.Id && session.InCall != CallFlags.Disconnected)
            .OrderBy(session => session.Id)
            .Select(session => new
            {
                session.Id,
                session.SessionId,
                session.LastPing,
                session.Attendee!.ActorType,
                session.Attendee.ActorId,
                session.Attendee.DisplayName,
                AccountName = accounts.Where(account => session.Attendee.ActorType == ActorTypes.Users && account.Id == session.Attendee.ActorId)
                    .Select(account => account.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return
        [
            .. from row in rows
               let lastPing = pings.LastPing(row.Id, row.LastPing)
               where lastPing >= freshSince
               let name = NameOf(row.ActorType, row.ActorId, row.DisplayName, row.AccountName)
               select new CallPeer(row.ActorType, row.ActorId, name, conversation.Token, lastPing.ToUnixTimeSeconds(), row.SessionId),
        ];
    }

    /// <summary>The attendee's name; for accounts their own, then the id. Guests may have none.</summary>
    private static string NameOf(string actorType, string actorId, string displayName, string? accountName)
    {
        if (displayName.Length > 0 || actorType != ActorTypes.Users) return displayName;
        return accountName is { Length: > 0 } ? accountName : actorId;
    }
}
