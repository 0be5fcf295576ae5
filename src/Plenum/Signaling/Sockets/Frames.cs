using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plenum.BreakoutRooms;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Media;
using Plenum.Messaging;

namespace Plenum.Signaling;

/// <summary>What one says to others.</summary>
/// <param name="Type"><c>message</c> or <c>control</c>.</param>
/// <param name="To">What it is addressed to: session, user, room or call.</param>
/// <param name="Sender">The public id of the sender.</param>
/// <param name="UserId">The sender's account.</param>
/// <param name="Data">What it says.</param>
internal sealed record Saying(string Type, string To, string Sender, string? UserId, JsonElement Data);

/// <summary>What the embedded signaling server says, as it goes over the wire (calls §E). A frame for many is built once.</summary>
internal static class Frames
{
    /// <summary>What this server can do; <c>federation</c> because web clients refuse to work without it.</summary>
    public static readonly string[] Features = ["audio-video-permissions", ChatRelay, "federation", "hello-v2", "incall-all", "join-features", "recipient-call", "switchto", "transient-data", "welcome"];

    /// <summary>Clients with this feature get new messages of the chat as they are (calls §E.6).</summary>
    public const string ChatRelay = "chat-relay";

    /// <summary>What it can do besides while there is a media engine.</summary>
    private static readonly string[] WithMedia = [.. Features.Concat(["mcu", "simulcast", "update-sdp"]).Order(StringComparer.Ordinal)];

    /// <summary>What internal clients may do besides.</summary>
    private static readonly string[] OfInternalClients = ["dialout", "virtual-sessions"];

    private const string Version = "1.0.0-plenum";

    /// <summary>A client that says hello with this knows events that no other signaling server has.</summary>
    public const string OwnMessages = "plenum";

    /// <summary>So many people are named in an event; whoever wants them all asks for the list.</summary>
    private const int MostNamed = 50;

    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static byte[] Welcome(bool hasMedia) => Of(new { type = "welcome", welcome = new { version = Version, features = FeaturesOf(hasMedia) } });

    public static byte[] Hello(string? id, string version, SocketSession session) => Of(new
    {
        id,
        type = "hello",
        hello = new { version, sessionid = session.Id, resumeid = session.ResumeId, userid = session.User.UserId ?? "", server = new { version = Version, features = FeaturesOf(session) } },
    });

    public static byte[] Error(string? id, string code, object? details = null) =>
        Of(new { id, type = "error", error = new { code, message = code.Replace('_', ' '), details } });

    public static byte[] Bye(string? id, string? reason) => Of(new { id, type = "bye", bye = new { reason } });

    public static byte[] Room(string? id, string roomid, JsonElement properties, object? bandwidth = null) => Of(new { id, type = "room", room = new { roomid, properties, bandwidth } });

    public static byte[] NoRoom(string? id) => Of(new { id, type = "room", room = new { roomid = "" } });

    public static byte[] Join(IEnumerable<object> members) => RoomEvent(new { target = "room", type = "join", join = members });

    public static byte[] Leave(IEnumerable<string> sessionIds) => RoomEvent(new { target = "room", type = "leave", leave = sessionIds });

    public static byte[] SwitchTo(string roomid) => RoomEvent(new { target = "room", type = "switchto", switchto = new { roomid } });

    public static byte[] ChatRefresh(string roomid) =>
        RoomEvent(new { target = "room", type = "message", message = new { roomid, data = new { type = "chat", chat = new { refresh = true } } } });

    /// <summary>A frame for each message.</summary>
    public static byte[][] ChatComments(string roomid, RelayedChat chat, long? commonRead) =>
    [
        .. chat.Comments.Select(relayed =>
        {
            var comment = relayed.DeepClone().AsObject();
            if (commonRead is { } id) comment["lastCommonRead"] = id;
            return RoomEvent(new { target = "room", type = "message", message = new { roomid, data = new { type = "chat", chat = new { comment } } } });
        }),
    ];

    /// <summary>
    /// Plenum's own: who was sent to another room and has not arrived, as <c>moves</c> of the meeting; how many, and of
    /// these the first <see cref="MostNamed"/> as the list of the REST API names them.
    /// </summary>
    public static byte[] Missing(string roomid, MeetingMoves meeting) => OwnMessage("room", roomid, new
    {
        moves = new
        {
            token = meeting.Token,
            count = meeting.Missing.Count,
            missing = meeting.Missing.Take(MostNamed).Select(one => new
            {
                actorType = one.ActorType,
                actorId = one.ActorId,
                displayName = one.DisplayName,
                from = one.From,
                to = one.To,
                orderedAt = one.OrderedAt,
                repeated = one.Repeated,
            }),
        },
    });

    /// <summary>Plenum's own, for moderators: so many wait in the lobby. Who they are says the REST API.</summary>
    public static byte[] Waiting(string roomid, int count) => OwnMessage("room", roomid, new { waiting = new { token = roomid, count } });

    /// <summary>Plenum's own, for somebody who waited: the lobby stays closed, and lets this one through.</summary>
    public static byte[] LetIn(string roomid) => OwnMessage("room", roomid, new { admitted = new { token = roomid } });

    /// <summary>Plenum's own: whose hand is up, in their order; the first <see cref="MostNamed"/> as the REST API lists them.</summary>
    public static byte[] Hands(string roomid, IReadOnlyList<HandView> hands) => OwnMessage("room", roomid, new
    {
        hands = new
        {
            token = roomid,
            count = hands.Count,
            hands = hands.Take(MostNamed).Select(hand => new
            {
                attendeeId = hand.AttendeeId,
                actorType = hand.ActorType,
                actorId = hand.ActorId,
                displayName = hand.DisplayName,
                sessionId = hand.SessionId,
                raisedAt = hand.RaisedAt,
            }),
        },
    });

    /// <summary>Plenum's own, for moderators: the board of the meeting is not as it was. How it is says the REST API.</summary>
    public static byte[] Board(string roomid, string parent) => OwnMessage("room", roomid, new { board = new { token = parent } });

    /// <summary>Plenum's own: when the breakout rooms stop by themselves, in unix seconds; null when they do not.</summary>
    public static byte[] Timer(string roomid, string parent, DateTimeOffset? endsAt) =>
        OwnMessage("room", roomid, new { timer = new Dictionary<string, object?>(StringComparer.Ordinal) { ["token"] = parent, ["endsAt"] = endsAt?.ToUnixTimeSeconds() } });

    /// <summary>Plenum's own: somebody calls this account to the call of a conversation. For clients with <see cref="OwnMessages"/>: elsewhere <c>roomlist</c> has no messages.</summary>
    public static byte[] Called(string roomid, Actor by) => OwnMessage("roomlist", roomid, new { call = new { token = roomid, actorType = by.Type, actorId = by.Id } });

    public static byte[] Users(string roomid, IEnumerable<object> users) => RoomEvent(new { target = "participants", type = "update", update = new { roomid, users } });

    public static byte[] CallOver(string roomid) => RoomEvent(new { target = "participants", type = "update", update = new { roomid, incall = 0, all = true } });

    public static byte[] Invited(string roomid, JsonElement properties) => RoomEvent(new { target = "roomlist", type = "invite", invite = new { roomid, properties } });

    public static byte[] Updated(string roomid, JsonElement properties) => RoomEvent(new { target = "roomlist", type = "update", update = new { roomid, properties } });

    public static byte[] Disinvited(string roomid, string reason) => RoomEvent(new { target = "roomlist", type = "disinvite", disinvite = new { roomid, reason } });

    /// <param name="saying">What was said.</param>
    /// <param name="virtualRecipient">Whom it is for, when somebody else gets it who speaks for that one.</param>
    public static byte[] Relayed(Saying saying, string? virtualRecipient = null) => Of(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["type"] = saying.Type,
        [saying.Type] = new
        {
            sender = new { type = saying.To, sessionid = saying.Sender, userid = saying.UserId },
            recipient = virtualRecipient is null ? null : new { type = "session", sessionid = virtualRecipient },
            data = saying.Data,
        },
    });

    /// <summary>What the media engine says of somebody's stream.</summary>
    public static byte[] Media(string to, string? userid, string roomType, MediaSignal signal) => Of(new
    {
        type = "message",
        message = new
        {
            sender = new { type = "session", sessionid = signal.Stream.SessionId, userid },
            data = new { to, from = signal.Stream.SessionId, type = signal.Type, roomType, payload = signal.Payload, sid = signal.Sid },
        },
    });

    /// <summary>A virtual session has been thrown out.</summary>
    public static byte[] HangUp(string virtualRecipient) => Of(new
    {
        type = "control",
        control = new { recipient = new { type = "session", sessionid = virtualRecipient }, data = new { type = "hangup", hangup = new { reason = "disinvited" } } },
    });

    public static byte[] Flags(string roomid, string sessionid, int flags) => RoomEvent(new { target = "participants", type = "flags", flags = new { roomid, sessionid, flags } });

    /// <summary>An order to call a number.</summary>
    public static byte[] DialOut(string id, string roomid, string backend, string order)
    {
        using var request = JsonDocument.Parse(order);
        return Of(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["type"] = "internal",
            ["internal"] = new { type = "dialout", dialout = new { roomid, backend, request = request.RootElement } },
        });
    }

    public static byte[] TransientSet(string key, JsonElement value, JsonElement? oldvalue) => Of(new { type = "transient", transient = new { type = "set", key, value, oldvalue } });

    public static byte[] TransientRemoved(string key, JsonElement? oldvalue) => Of(new { type = "transient", transient = new { type = "remove", key, oldvalue } });

    public static byte[] TransientInitial(IReadOnlyDictionary<string, JsonElement> data) => Of(new { type = "transient", transient = new { type = "initial", data } });

    /// <summary>Clients pass over a type of message that they do not know.</summary>
    private static byte[] OwnMessage(string target, string roomid, object plenum) =>
        RoomEvent(new { target, type = "message", message = new { roomid, data = new { type = "plenum", plenum } } });

    private static string[] FeaturesOf(SocketSession session) =>
        session.Kind == SeatKind.Internal ? [.. FeaturesOf(session.HasMedia), .. OfInternalClients] : FeaturesOf(session.HasMedia);

    private static string[] FeaturesOf(bool hasMedia) => hasMedia ? WithMedia : Features;

    private static byte[] RoomEvent(object body) => Of(new Dictionary<string, object>(StringComparer.Ordinal) { ["type"] = "event", ["event"] = body });

    private static byte[] Of(object frame) => JsonSerializer.SerializeToUtf8Bytes(frame, Options);
}
