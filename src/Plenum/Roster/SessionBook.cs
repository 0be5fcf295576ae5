using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>Opens and ends sessions (conversations §1.4). Runs inside the caller's unit of work.</summary>
internal sealed class SessionBook(PlenumDb db, UnitOfWork unit, CallState calls, TimeProvider time)
{
    private const int RandomLength = 255;
    private const int MaxLength = 512;

    /// <summary>255 random characters, then what tells tabs and invited e-mail guests apart.</summary>
    public static string CreateId(string? tabId, string? invitedAddress)
    {
        var id = Secret.Create(RandomLength);
        if (tabId is not null) id += $"${tabId}";
        if (invitedAddress is not null) id += $"#{invitedAddress}";
        return id.Length > MaxLength ? id[..MaxLength] : id;
    }

    /// <param name="conversation">Where.</param>
    /// <param name="attendee">Whose it is.</param>
    /// <param name="sessionId">See <see cref="CreateId"/>.</param>
    /// <param name="browser">The browser that joins.</param>
    /// <param name="tabId">The tab of it.</param>
    /// <param name="replaced">Sessions whose place it takes: whoever reloads the page keeps the place among those who wait.</param>
    public Session Open(Conversation conversation, Attendee attendee, string sessionId, BrowserSession? browser, string? tabId, IReadOnlyCollection<Session>? replaced = null)
    {
        var session = new Session
        {
            ConversationId = conversation.Id,
            AttendeeId = attendee.Id,
            Attendee = attendee,
            SessionId = sessionId,
            LastPing = time.Now(),
            JoinedAt = replaced?.Min(session => (DateTimeOffset?)session.JoinedAt) ?? time.Now(),
            BrowserSessionId = browser?.Id,
            TabId = tabId,
        };
        db.Sessions.Add(session);
        return session;
    }

    /// <summary>Ends sessions of one conversation: out of the call first, then gone.</summary>
    /// <param name="conversation">Their conversation.</param>
    /// <param name="sessions">Tracked sessions with their attendees.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <param name="endedBy">Who ends the call with them; the last of them when nobody is given.</param>
    /// <param name="areReplaced">Another session takes their place: their clients are sent away.</param>
    public async Task EndAsync(Conversation conversation, IReadOnlyCollection<Session> sessions, CancellationToken ct, Actor? endedBy = null, bool areReplaced = false)
    {
        if (sessions.Count == 0) return;

        await calls.LeaveAsync(conversation, sessions, ct, endedBy);
        unit.Announce(new SessionsDisinvited(conversation.Id, conversation.Token, [.. sessions.Select(session => session.SessionId)])
        {
            OfMembers = areReplaced ? [] : [.. sessions.Where(session => session.Attendee!.IsMember).Select(session => session.SessionId)],
        });
        db.Sessions.RemoveRange(sessions);
    }

    /// <summary>Tracked sessions of an attendee.</summary>
    public Task<List<Session>> OfAsync(Attendee attendee, CancellationToken ct) =>
        db.Sessions.Include(session => session.Attendee).Where(session => session.AttendeeId == attendee.Id).ToListAsync(ct);
}
