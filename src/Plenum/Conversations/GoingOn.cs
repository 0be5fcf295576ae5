using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Counts who is where in all conversations of an account, with two queries.</summary>
internal sealed class GoingOn(PlenumDb db, TalkConfigStore configs, SessionPings pings, TimeProvider time)
{
    public async Task<List<GoingOnView>> OfAsync(string accountId, CancellationToken ct)
    {
        var (now, serverDefault) = (time.Now(), (await configs.GetAsync(ct)).DefaultPermissions);
        var own = await db.Attendees.AsNoTracking().Include(attendee => attendee.Conversation)
            .Where(attendee => attendee.ActorType == ActorTypes.Users && attendee.ActorId == accountId)
            .OrderBy(attendee => attendee.ConversationId)
            .ToListAsync(ct);
        var open = own.FindAll(attendee => !IsHeldBack(attendee.Conversation!, attendee.ParticipantType, attendee.Permissions, serverDefault, now));
        var people = await PeopleAsync([.. open.Select(attendee => attendee.ConversationId)], now, ct);
        return
        [
            .. from attendee in open
               let conversation = attendee.Conversation!
               let there = people[attendee.ConversationId].ToArray()
               let waiting = there.Count(person => IsHeldBack(conversation, person.Type, person.Permissions, serverDefault, now))
               let view = new GoingOnView(conversation.Token, there.Length - waiting, there.Count(person => person.InCall), attendee.IsModerator ? waiting : null)
               where view is not { Present: 0, InCall: 0, Waiting: null or 0 }
               select view,
        ];
    }

    /// <summary>A lobby whose time has come holds nobody back, even before somebody opens it.</summary>
    private static bool IsHeldBack(Conversation conversation, ParticipantType type, Permissions stored, int serverDefault, DateTimeOffset now) =>
        !conversation.IsDue(now)
        && LobbyRules.Blocks(conversation.LobbyState, type, PermissionRules.Effective(type, stored, conversation.DefaultPermissions, conversation.Attributes, serverDefault));

    /// <summary>Each person who is there once, by conversation.</summary>
    private async Task<ILookup<long, Person>> PeopleAsync(long[] conversationIds, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await db.Sessions.AsNoTracking()
            .Where(session => conversationIds.Contains(session.ConversationId))
            .Select(session => new { session.Id, session.ConversationId, session.AttendeeId, session.InCall, session.LastPing, session.Attendee!.ParticipantType, session.Attendee.Permissions })
            .ToListAsync(ct);
        var alive =
            from row in rows
            let heard = pings.LastPing(row.Id, row.LastPing)
            where heard >= now - Session.AliveFor
            group row.InCall != CallFlags.Disconnected && heard >= now - Session.OnlineFor by (row.ConversationId, row.AttendeeId, row.ParticipantType, row.Permissions) into person
            select (person.Key.ConversationId, Person: new Person(person.Key.ParticipantType, person.Key.Permissions, person.Contains(value: true)));
        return alive.ToLookup(one => one.ConversationId, one => one.Person);
    }

    /// <summary>Somebody who is there.</summary>
    private sealed record Person(ParticipantType Type, Permissions Permissions, bool InCall);
}
