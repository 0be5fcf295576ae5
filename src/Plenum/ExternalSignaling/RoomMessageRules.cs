using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Realtime;
using Plenum.Signaling;

namespace Plenum.ExternalSignaling;

/// <summary>The messages about rooms that signaling servers get (calls §D.4), byte for byte. Lists marked "all" are for servers that keep none themselves.</summary>
internal static class RoomMessageRules
{
    /// <summary>Servers take no more than this in one request, in bytes.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Servers are told of it.</summary>
    public static bool Concerns(Announcement announcement) => announcement is
        ChatChanged or InCallChanged or CallEndedForAll or RoomUpdated or ParticipantsChanged or Invited or SessionsDisinvited or Disinvited or RoomDeleted or SwitchTo;

    public static byte[] Chat(JsonObject? comment) => Write("message", new { data = new ChatData("chat", new ChatNews(Refresh: true, comment)) });

    public static byte[] Update(RoomProperties properties, IReadOnlyList<string>? allUserIds) =>
        Write("update", new UpdateBody(properties, allUserIds));

    public static byte[] Invite(IReadOnlyList<string> userIds, RoomProperties properties, IReadOnlyList<string>? allUserIds) =>
        Write("invite", new PeopleBody(userIds, SessionIds: null, properties, allUserIds));

    public static byte[] DisinviteUsers(IReadOnlyList<string> userIds, RoomProperties properties, IReadOnlyList<string>? allUserIds) =>
        Write("disinvite", new PeopleBody(userIds, SessionIds: null, properties, allUserIds));

    public static byte[] DisinviteSessions(IReadOnlyList<string> sessionIds, RoomProperties properties, IReadOnlyList<string>? allUserIds) =>
        Write("disinvite", new PeopleBody(UserIds: null, sessionIds, properties, allUserIds));

    public static byte[] Delete(IReadOnlyList<string>? userIds) => Write("delete", new DeleteBody(userIds));

    public static byte[] InCall(CallItem changed, IReadOnlyList<CallItem>? all) => Write("incall", new InCallBody(changed.InCall, [changed], all));

    public static byte[] CallOver() => Write("incall", new { incall = 0, all = true });

    /// <summary>
    /// In as many messages as the limit asks for: those that changed are shared out, each message has all of the others.
    /// Should these be too many, those who are not there are left out first: servers do not need them.
    /// </summary>
    public static List<byte[]> Participants(IReadOnlyList<PersonItem> changed, IReadOnlyList<PersonItem>? all)
    {
        var whole = Write("participants", new ParticipantsBody(changed, all));
        if (whole.Length <= LargestBody) return [whole];
        if (all?.Any(item => item.SessionId == PersonItem.Offline) == true) return Participants(changed, [.. all.Where(item => item.SessionId != PersonItem.Offline)]);
        if (all?.Any(item => item.InCall == 0) == true) return Participants(changed, [.. all.Where(item => item.InCall != 0)]);
        if (changed.Count <= 1) return [whole];

        var half = changed.Count / 2;
        return [.. Participants([.. changed.Take(half)], all), .. Participants([.. changed.Skip(half)], all)];
    }

    public static byte[] Switch(string target, IReadOnlyList<string> sessionIds) => Write("switchto", new { roomid = target, sessions = sessionIds });

    /// <summary>The accounts among them.</summary>
    public static List<string> UserIds(IEnumerable<Actor> actors) => [.. actors.Where(actor => actor.Type == ActorTypes.Users).Select(actor => actor.Id)];

    private static byte[] Write(string type, object content) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal) { ["type"] = type, [type] = content }, OcsJson.Options);

    private sealed record ChatData(string Type, ChatNews Chat);

    private sealed record ChatNews(bool Refresh, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Comment);

    private sealed record UpdateBody(
        RoomProperties Properties,
        [property: JsonPropertyName("userids"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? UserIds);

    private sealed record PeopleBody(
        [property: JsonPropertyName("userids"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? UserIds,
        [property: JsonPropertyName("sessionids"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? SessionIds,
        RoomProperties Properties,
        [property: JsonPropertyName("alluserids"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? AllUserIds);

    private sealed record DeleteBody([property: JsonPropertyName("userids"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? UserIds);

    private sealed record InCallBody(
        [property: JsonPropertyName("incall")] int InCall,
        IReadOnlyList<CallItem> Changed,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CallItem>? Users);

    private sealed record ParticipantsBody(
        IReadOnlyList<PersonItem> Changed,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PersonItem>? Users);
}
