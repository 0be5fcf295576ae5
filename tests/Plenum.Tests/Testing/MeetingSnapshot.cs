using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Tests.Testing;

/// <summary>Everything that is stored about a meeting at one moment, and the invariants it has to keep (webinars §8).</summary>
internal sealed record MeetingSnapshot(Conversation? Parent, List<Conversation> Rooms, List<Attendee> Attendees, List<Session> Sessions)
{
    public static Task<MeetingSnapshot> OfAsync(PlenumServer server, string token) => server.FromDbAsync(db => OfAsync(db, token));

    public static async Task<MeetingSnapshot> OfAsync(PlenumDb db, string token)
    {
        var rooms = await db.Conversations.AsNoTracking().Where(room => room.ObjectType == ObjectTypes.BreakoutRoom && room.ObjectId == token).OrderBy(room => room.Id).ToListAsync();
        var parent = await db.Conversations.AsNoTracking().SingleOrDefaultAsync(room => room.Token == token);
        var ids = rooms.Select(room => room.Id).Append(parent?.Id ?? 0).ToArray();
        var attendees = await db.Attendees.AsNoTracking().Where(attendee => ids.Contains(attendee.ConversationId)).OrderBy(attendee => attendee.Id).ToListAsync();
        var sessions = await db.Sessions.AsNoTracking().Where(session => ids.Contains(session.ConversationId)).OrderBy(session => session.Id).ToListAsync();
        return new MeetingSnapshot(parent, rooms, attendees, sessions);
    }

    /// <summary>All rows of all tables but the counters of requests: what a refused request must leave as it was.</summary>
    public static Task<string> DumpAsync(PlenumServer server) => server.FromDbAsync(async db =>
    {
        var dump = new StringBuilder();
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Where(name => name is not "FailedAttempts").Distinct().Order(StringComparer.Ordinal))
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are those of the model.
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY 1, 2";
#pragma warning restore CA2100
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                dump.Append(table);
                for (var column = 0; column < rows.FieldCount; column++) dump.Append('|').Append(Convert.ToString(rows.GetValue(column), CultureInfo.InvariantCulture));
                dump.AppendLine();
            }
        }

        return dump.ToString();
    });

    public bool IsStarted => Parent?.BreakoutRoomStatus == BreakoutStatus.Started;

    /// <summary>Which invariants do not hold; empty is good.</summary>
    public IEnumerable<string> Broken() => Parent is null
        ? Rooms.Select(room => $"I2: {room.Token} has no parent")
        : OfParent(Parent).Concat(Rooms.SelectMany(room => OfRoom(room, Parent))).Concat(OfPeople(Parent)).Concat(OfSessions());

    private IEnumerable<string> OfParent(Conversation parent)
    {
        var isConfigured = parent.BreakoutRoomMode != BreakoutMode.NotConfigured;
        if (!isConfigured && (IsStarted || Rooms.Count > 0)) yield return $"I1: not configured, yet {parent.BreakoutRoomStatus} with {Rooms.Count} rooms";
        if (Rooms.Count > 20) yield return $"I1: {Rooms.Count} rooms";
        if (isConfigured && (!parent.IsGroupOrPublic || parent.IsBreakoutRoom)) yield return $"I1: a {parent.Type} is configured";
        if (parent.BreakoutRoomStatus == BreakoutStatus.AssistanceRequested) yield return "I1: a parent asks for help";
    }

    private IEnumerable<string> OfRoom(Conversation room, Conversation parent)
    {
        if (room.ParentId != parent.Id || parent.BreakoutRoomMode == BreakoutMode.NotConfigured) yield return $"I2: {room.Name} has no configured parent";
        if (room.Type != ConversationType.Group || room.BreakoutRoomMode != BreakoutMode.NotConfigured || room.BreakoutRoomStatus == BreakoutStatus.Started)
        {
            yield return $"I2: {room.Name} is a {room.Type} in mode {room.BreakoutRoomMode} and status {room.BreakoutRoomStatus}";
        }

        if ((room.LobbyState == LobbyState.None) != IsStarted || room.LobbyTimer is not null) yield return $"I3: {room.Name} has lobby {room.LobbyState} in a parent that is {parent.BreakoutRoomStatus}";
        if (room is { BreakoutRoomStatus: BreakoutStatus.AssistanceRequested, LobbyState: not LobbyState.None }) yield return $"I4: {room.Name} asks for help behind its lobby";
        if (room.SipEnabled != SipState.Disabled || room.Listable != Listable.ParticipantsOnly || room.PasswordHash is not null || room.MessageExpiration != 0
            || room.MentionPermissions != 0 || room.RecordingConsent != parent.RecordingConsent)
        {
            yield return $"I9: {room.Name} has settings of its own";
        }
    }

    private IEnumerable<string> OfPeople(Conversation parent)
    {
        var inParent = Attendees.Where(attendee => attendee.ConversationId == parent.Id).ToDictionary(attendee => attendee.Actor);
        var placed = Attendees.Where(attendee => attendee.ConversationId != parent.Id).ToLookup(attendee => attendee.Actor);
        foreach (var person in placed)
        {
            if (!inParent.ContainsKey(person.Key)) yield return $"I5: {person.Key.Id} is in a room and not in the parent";
            if (!IsHosted(parent, person.Key)) yield return $"I5: a room of a {parent.Type} conversation has one of the {person.Key.Type}";
        }

        if (Rooms.Count == 0) yield break;

        foreach (var (actor, member) in inParent.Where(entry => IsHosted(parent, entry.Key)))
        {
            var types = placed[actor].Select(attendee => attendee.ParticipantType).ToList();
            if (member.IsModerator && (types.Count != Rooms.Count || types.Exists(type => type != member.ParticipantType)))
            {
                yield return $"I6: {actor.Id} is {member.ParticipantType} and in {types.Count} of {Rooms.Count} rooms as {string.Join(',', types)}";
            }

            if (!member.IsModerator && types.Exists(type => type.IsModerator())) yield return $"I6: {actor.Id} moderates a room only";
            if (!member.IsModerator && types.Count > 1) yield return $"I7: {actor.Id} is in {types.Count} rooms";
        }
    }

    private IEnumerable<string> OfSessions()
    {
        var attendees = Attendees.ToDictionary(attendee => attendee.Id);
        foreach (var session in Sessions.Where(session => !attendees.TryGetValue(session.AttendeeId, out var attendee) || attendee.ConversationId != session.ConversationId))
        {
            yield return $"session {session.Id} belongs to nobody of its conversation";
        }

        foreach (var room in Rooms.Where(room => room is { LobbyState: LobbyState.NonModerators, CallGraceEndsAt: null }))
        {
            var held = Sessions.Where(session => session.ConversationId == room.Id && session.InCall != CallFlags.Disconnected && !attendees[session.AttendeeId].IsModerator);
            if (held.Any()) yield return $"I14: somebody is in the call of {room.Name} behind its lobby";
        }
    }

    private static bool IsHosted(Conversation parent, Actor actor) =>
        actor.Type == ActorTypes.Users || (parent.Type == ConversationType.Public && actor.Type is ActorTypes.Guests or ActorTypes.Emails);
}
