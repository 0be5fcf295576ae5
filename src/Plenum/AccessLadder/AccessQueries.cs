using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.AccessLadder;

/// <summary>A conversation, and what somebody is in it.</summary>
/// <param name="Conversation">The conversation with the token.</param>
/// <param name="Attendee">The actor's attendee there.</param>
/// <param name="Session">The session of the attendee's browser and tab; without a cookie the newest.</param>
/// <param name="HasBans">Somebody is banned there or in its parent.</param>
internal sealed record Found(Conversation Conversation, Attendee? Attendee, Session? Session, bool HasBans);

/// <summary>What the ladder reads with every request, in one statement.</summary>
internal static class AccessQueries
{
    private static readonly HotQuery<Look> Untracked = new(() => Compiled(QueryTrackingBehavior.NoTracking));
    private static readonly HotQuery<Look> Tracked = new(() => Compiled(QueryTrackingBehavior.TrackAll));

    private delegate Task<Found?> Look(PlenumDb db, string token, string type, string id, long? browser, string? tab, CancellationToken ct);

    /// <param name="db">The database.</param>
    /// <param name="token">Of the conversation.</param>
    /// <param name="actor">Null for somebody who is nobody anywhere.</param>
    /// <param name="caller">Whose browser and tab tell sessions apart.</param>
    /// <param name="tracked">The entities are going to be changed.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>Null when there is no such conversation.</returns>
    public static Task<Found?> FindAsync(this PlenumDb db, string token, Actor? actor, Caller caller, bool tracked, CancellationToken ct) =>
        (tracked ? Tracked : Untracked).On(db)(db, token, actor?.Type ?? "", actor?.Id ?? "", caller.Browser?.Id, caller.TabId, ct);

    private static Look Compiled(QueryTrackingBehavior tracking) => new(EF.CompileAsyncQuery((PlenumDb db, string token, string type, string id, long? browser, string? tab, CancellationToken ct) => (
        from conversation in db.Set<Conversation>().AsTracking(tracking)
        where conversation.Token == token
        from attendee in db.Set<Attendee>()
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == type && attendee.ActorId == id).DefaultIfEmpty()
        from session in db.Set<Session>()
            .Where(session => session.AttendeeId == attendee.Id
                && (browser == null || session.BrowserSessionId == browser) && (tab == null || session.TabId == tab)).DefaultIfEmpty()
        orderby session.Id descending
        select new Found(
            conversation,
            attendee,
            session,
            db.Set<Ban>().Any(ban => ban.ConversationId == conversation.Id || ban.ConversationId == conversation.ParentId))).FirstOrDefault()));
}
