using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>Who has taken part in the running call, those who have left it included.</summary>
internal sealed class CallGuestbook(PlenumDb db)
{
    /// <returns>By attendee id; nobody when no call is running.</returns>
    public async Task<List<CallGuestbookEntry>> OfAsync(Conversation conversation, CancellationToken ct)
    {
        if (conversation.ActiveSince is not { } since) return [];

        var accounts = db.Accounts;
        var rows = await (
            from attendee in db.Attendees.AsNoTracking()
            where attendee.ConversationId == conversation.Id && attendee.LastJoinedCall >= since
            join account in accounts on new { Type = attendee.ActorType, Id = attendee.ActorId } equals new { Type = ActorTypes.Users, account.Id } into found
            from account in found.DefaultIfEmpty()
            orderby attendee.Id
            select new { attendee, AccountName = account.DisplayName, AccountEmail = account.Email }).ToListAsync(ct);
        return rows.ConvertAll(row => new CallGuestbookEntry(
            row.attendee.DisplayName is { Length: > 0 } name ? name : row.AccountName ?? "",
            row.AccountEmail ?? row.attendee.InvitedAddress,
            row.attendee.Actor));
    }
}
