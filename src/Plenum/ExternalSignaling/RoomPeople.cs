using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.ExternalSignaling;

/// <summary>Reads who is in a conversation, as signaling servers want to have it (calls §D.4). Telephones are none of their people.</summary>
internal sealed class RoomPeople(PlenumDb db, TalkConfigStore configs, SessionPings pings, TimeProvider time)
{
    private static readonly string[] Kinds = [ActorTypes.Users, ActorTypes.Guests, ActorTypes.Emails];

    /// <summary>The accounts that belong to it.</summary>
    public Task<List<string>> UserIdsAsync(Conversation conversation, CancellationToken ct) => db.Attendees.AsNoTracking()
        .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users)
        .OrderBy(attendee => attendee.Id)
        .Select(attendee => attendee.ActorId)
        .ToListAsync(ct);

    /// <summary>Everybody in the call.</summary>
    public async Task<List<CallItem>> InCallAsync(Conversation conversation, CancellationToken ct)
    {
        var serverDefault = (await configs.GetAsync(ct)).DefaultPermissions;
        var sessions = await Sessions(conversation).Where(session => session.InCall != CallFlags.Disconnected).OrderBy(session => session.Id).ToListAsync(ct);
        return sessions.ConvertAll(session => ItemOf(session, conversation, serverDefault));
    }

    /// <summary>Sessions whose flags changed, in the given order; those that are gone have left, and are whose it was said.</summary>
    public async Task<List<CallItem>> ChangedAsync(Conversation conversation, InCallChanged change, CancellationToken ct)
    {
        var serverDefault = (await configs.GetAsync(ct)).DefaultPermissions;
        var ids = change.SessionIds.ToArray();
        var known = await Sessions(conversation).Where(session => ids.Contains(session.SessionId)).ToDictionaryAsync(session => session.SessionId, StringComparer.Ordinal, ct);
        var gone = await OwnersAsync(conversation, change, known, ct);
        var items = new List<CallItem>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (known.TryGetValue(ids[i], out var session)) items.Add(ItemOf(session, conversation, serverDefault));
            else if (i < change.Actors.Count && Kinds.Contains(change.Actors[i].Type)) items.Add(GoneOf(ids[i], change.Actors[i], gone.GetValueOrDefault(change.Actors[i]), conversation, serverDefault));
        }

        return items;
    }

    /// <summary>Some attendees, or everybody who is there, with what they may do.</summary>
    public async Task<List<PersonItem>> ChangedAsync(Conversation conversation, IReadOnlyList<long>? attendeeIds, CancellationToken ct)
    {
        var serverDefault = (await configs.GetAsync(ct)).DefaultPermissions;
        var ids = attendeeIds?.ToArray();
        var rows = await ReadAsync(conversation, ids, ct);
        return [.. rows.Where(row => ids is not null || row.Session is not null).Select(row => ItemOf(row, conversation, serverDefault) with { Permissions = PermissionsOf(row.Attendee, conversation, serverDefault) })];
    }

    /// <summary>Those who are there and for whom the lobby makes a difference, with what they may do now.</summary>
    public async Task<List<PersonItem>> BehindLobbyAsync(Conversation conversation, CancellationToken ct)
    {
        var serverDefault = (await configs.GetAsync(ct)).DefaultPermissions;
        var rows = await ReadAsync(conversation, ids: null, ct);
        return
        [
            .. rows.Where(row => row.Session is not null && LobbyRules.Blocks(
                    LobbyState.NonModerators, row.Attendee.ParticipantType, PermissionRules.Effective(row.Attendee, conversation, serverDefault)))
                .Select(row => ItemOf(row, conversation, serverDefault) with { Permissions = PermissionsOf(row.Attendee, conversation, serverDefault) }),
        ];
    }

    /// <summary>Everybody, there or not.</summary>
    public async Task<List<PersonItem>> AllAsync(Conversation conversation, CancellationToken ct)
    {
        var serverDefault = (await configs.GetAsync(ct)).DefaultPermissions;
        return (await ReadAsync(conversation, ids: null, ct)).ConvertAll(row => ItemOf(row, conversation, serverDefault));
    }

    private IQueryable<Session> Sessions(Conversation conversation) => db.Sessions.AsNoTracking().Include(session => session.Attendee)
        .Where(session => session.ConversationId == conversation.Id && Kinds.Contains(session.Attendee!.ActorType));

    private async Task<List<Row>> ReadAsync(Conversation conversation, long[]? ids, CancellationToken ct)
    {
        var people = db.Attendees.AsNoTracking().Where(attendee => attendee.ConversationId == conversation.Id && Kinds.Contains(attendee.ActorType));
        var sessions = Sessions(conversation);
        if (ids is not null)
        {
            people = people.Where(attendee => ids.Contains(attendee.Id));
            sessions = sessions.Where(session => ids.Contains(session.AttendeeId));
        }

        var attendees = await people.OrderBy(attendee => attendee.Id).ToListAsync(ct);
        var present = (await sessions.OrderBy(session => session.Id).ToListAsync(ct)).ToLookup(session => session.AttendeeId);
        return [.. attendees.SelectMany(attendee => present.Contains(attendee.Id) ? present[attendee.Id].Select(session => new Row(attendee, session)) : [new Row(attendee, Session: null)])];
    }

    private async Task<Dictionary<Actor, Attendee>> OwnersAsync(Conversation conversation, InCallChanged change, Dictionary<string, Session> known, CancellationToken ct)
    {
        if (known.Count == change.SessionIds.Count || change.Actors.Count == 0) return [];

        var actorIds = change.Actors.Select(actor => actor.Id).Distinct(StringComparer.Ordinal).ToArray();
        return await db.Attendees.AsNoTracking().Where(attendee => attendee.ConversationId == conversation.Id && actorIds.Contains(attendee.ActorId)).ToDictionaryAsync(attendee => attendee.Actor, ct);
    }

    private CallItem ItemOf(Session session, Conversation conversation, int serverDefault)
    {
        var attendee = session.Attendee!;
        return new CallItem(
            (int)session.InCall,
            pings.LastPing(session.Id, session.LastPing).ToUnixTimeSeconds(),
            session.SessionId,
            session.SessionId,
            (int)attendee.ParticipantType,
            (int)PermissionRules.Effective(attendee, conversation, serverDefault),
            attendee.ActorType,
            attendee.ActorId,
            UserIdOf(attendee.Actor));
    }

    /// <summary>Somebody who has gone with the session was a guest, or a user who is none any more.</summary>
    private CallItem GoneOf(string sessionId, Actor actor, Attendee? attendee, Conversation conversation, int serverDefault) => new(
        InCall: 0,
        time.Now().ToUnixTimeSeconds(),
        sessionId,
        sessionId,
        (int)(attendee?.ParticipantType ?? (actor.Type == ActorTypes.Users ? ParticipantType.User : ParticipantType.Guest)),
        (int)(attendee is null ? conversation.DefaultPermissions : PermissionRules.Effective(attendee, conversation, serverDefault)),
        actor.Type,
        actor.Id,
        UserIdOf(actor));

    private PersonItem ItemOf(Row row, Conversation conversation, int serverDefault)
    {
        var (attendee, session) = row;
        return new PersonItem(
            (int)(session?.InCall ?? CallFlags.Disconnected),
            session is null ? 0 : pings.LastPing(session.Id, session.LastPing).ToUnixTimeSeconds(),
            session?.SessionId ?? PersonItem.Offline,
            (int)attendee.ParticipantType,
            (int)(session is null ? Permissions.Custom : PermissionRules.Effective(attendee, conversation, serverDefault)),
            attendee.DisplayName,
            attendee.ActorType,
            attendee.ActorId,
            UserIdOf(attendee.Actor));
    }

    private static IReadOnlyList<string> PermissionsOf(Attendee attendee, Conversation conversation, int serverDefault) => MediaPermissionRules.Of(
        attendee.ParticipantType, PermissionRules.Effective(attendee, conversation, serverDefault), conversation.LobbyBlocks(attendee, serverDefault));

    private static string? UserIdOf(Actor actor) => actor.Type == ActorTypes.Users ? actor.Id : null;

    /// <summary>Somebody, with one of the sessions if there is any.</summary>
    private sealed record Row(Attendee Attendee, Session? Session);
}
