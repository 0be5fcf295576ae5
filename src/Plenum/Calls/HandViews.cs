using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>Raised hands as everybody past the lobby sees them.</summary>
internal sealed class HandViews(PlenumDb db, SessionPings pings, TimeProvider time)
{
    /// <returns>Those who are there, past the lobby themselves.</returns>
    public async Task<List<HandView>> OfAsync(Meetings.Access access, CancellationToken ct)
    {
        var (conversation, aliveSince) = (access.Conversation, time.Now() - Session.AliveFor);
        var sessions = await db.Sessions.AsNoTracking().Include(session => session.Attendee)
            .Where(session => session.ConversationId == conversation.Id && session.RaisedAt != null)
            .ToListAsync(ct);
        var up = HandRules.InOrder(sessions.Where(session => pings.LastPing(session.Id, session.LastPing) >= aliveSince));
        return
        [
            .. up.Where(session => !conversation.LobbyBlocks(session.Attendee!, access.Config.DefaultPermissions)).Select(HandView.Of),
        ];
    }
}
