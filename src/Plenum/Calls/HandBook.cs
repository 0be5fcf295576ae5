using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Calls;

/// <summary>Raises hands and lowers them: the one place that does, leaving the call and ending a session aside. Runs inside the caller's unit of work.</summary>
internal sealed class HandBook(PlenumDb db, UnitOfWork unit, TimeProvider time)
{
    /// <summary>Raises the hand of the session's person, or lowers it. A hand that is up keeps its turn.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="session">The tracked session that says so.</param>
    /// <param name="raised">Up or down.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>Since when it is up; null when it is down.</returns>
    public async Task<DateTimeOffset?> SetAsync(Conversation conversation, Session session, bool raised, CancellationToken ct)
    {
        var up = await db.Sessions.Where(other => other.AttendeeId == session.AttendeeId && other.RaisedAt != null).ToListAsync(ct);
        if (!raised)
        {
            Lower(conversation, up);
            return null;
        }

        if (HandRules.InOrder(up) is [var first, ..]) return first.RaisedAt;

        session.RaisedAt = time.Now();
        unit.Announce(new HandsChanged(conversation.Id, conversation.Token));
        return session.RaisedAt;
    }

    /// <summary>What a Talk app says of the hand of its session, which is tracked.</summary>
    public async Task NoteAsync(Conversation conversation, Session session, SaidHand said, CancellationToken ct)
    {
        if (!HandRules.IsNews(session.HandStamp, said.Stamp)) return;

        session.HandStamp = said.Stamp;
        await SetAsync(conversation, session, said.Raised, ct);
    }

    /// <summary>Lowers the hand of one person.</summary>
    public async Task LowerAsync(Conversation conversation, long attendeeId, CancellationToken ct) =>
        Lower(conversation, await db.Sessions.Where(session => session.ConversationId == conversation.Id && session.AttendeeId == attendeeId && session.RaisedAt != null).ToListAsync(ct));

    /// <summary>Lowers everybody's.</summary>
    public async Task LowerAllAsync(IReadOnlyList<Conversation> conversations, CancellationToken ct)
    {
        var ids = conversations.Select(conversation => conversation.Id).ToArray();
        var up = await db.Sessions.Where(session => ids.Contains(session.ConversationId) && session.RaisedAt != null).ToListAsync(ct);
        foreach (var conversation in conversations) Lower(conversation, up.FindAll(session => session.ConversationId == conversation.Id));
    }

    /// <summary>Lowers those that are up among these tracked sessions.</summary>
    public void Lower(Conversation conversation, IReadOnlyCollection<Session> sessions)
    {
        var up = sessions.Where(session => session.RaisedAt is not null).ToArray();
        foreach (var session in up) session.RaisedAt = null;
        if (up.Length > 0) unit.Announce(new HandsChanged(conversation.Id, conversation.Token));
    }
}

/// <summary>What a Talk app says of its hand (calls §F.1, <c>raiseHand</c>).</summary>
/// <param name="Raised">Up or down.</param>
/// <param name="Stamp">When that changed, by the app's clock; null when it does not say.</param>
internal sealed record SaidHand(bool Raised, long? Stamp);
