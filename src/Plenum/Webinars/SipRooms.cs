using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Storage;

namespace Plenum.Webinars;

/// <summary>Room objects as the SIP bridge gets them: those of the person at the telephone, without anything that was said (webinars §4.5).</summary>
internal sealed class SipRooms(PlenumDb db, RoomViews rooms)
{
    /// <param name="bridge">The bridge's request.</param>
    /// <param name="conversation">Where.</param>
    /// <param name="attendee">Who is at the telephone.</param>
    /// <param name="session">The session opened for it, if one was.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<RoomView> OfAsync(Caller bridge, Conversation conversation, Attendee attendee, Session? session, CancellationToken ct)
    {
        var account = attendee.ActorType == ActorTypes.Users
            ? await db.Accounts.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == attendee.ActorId, ct)
            : null;
        var person = bridge with { Account = account, Browser = null };
        return await rooms.OfAsync(person, new RoomEntry(conversation, attendee, session), ct, RoomViewOptions.SipBridge);
    }
}
