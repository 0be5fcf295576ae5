using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Webinars;

/// <summary>
/// Takes those whom the lobby holds back out of the call (webinars §3.7): after it was switched on, and after anything
/// that may have made somebody wait who did not before (a demotion, permissions of one attendee or of all).
/// </summary>
internal sealed class LobbyEviction(PlenumDb db, UnitOfWork unit, CallState calls, HandBook hands, TalkConfigStore configs, TimeProvider time)
{
    /// <summary>
    /// Their sessions get call flags 0 and a <c>call_left</c> each and stay joined; the last one ends the call. Hands go
    /// down, in the call or not. Does
    /// nothing while the lobby is off, so callers need not ask. Runs inside the unit of work of the change.
    /// </summary>
    /// <param name="conversation">The tracked conversation, with the change already made to it and its attendees.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task EvictAsync(Conversation conversation, CancellationToken ct)
    {
        if (conversation.LobbyState == LobbyState.None || conversation.IsDue(time.Now())) return;

        await unit.FlushAsync(ct);
        var config = await configs.GetAsync(ct);
        var takingPart = await db.Sessions.Include(session => session.Attendee)
            .Where(session => session.ConversationId == conversation.Id && (session.InCall != CallFlags.Disconnected || session.RaisedAt != null))
            .OrderBy(session => session.Id)
            .ToListAsync(ct);
        var evicted = takingPart.FindAll(session => conversation.LobbyBlocks(session.Attendee!, config.DefaultPermissions));
        await calls.LeaveAsync(conversation, evicted, ct);
        hands.Lower(conversation, evicted);
    }
}
