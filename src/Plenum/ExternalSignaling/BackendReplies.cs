using System.Text.Json.Serialization;
using Plenum.Signaling;

namespace Plenum.ExternalSignaling;

/// <summary>What a signaling server is answered with (calls §D.3); the HTTP status is 200 whatever it says.</summary>
internal sealed record BackendReply(string Type)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackendError? Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackendAuth? Auth { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackendRoom? Room { get; init; }

    public static BackendReply Of(BackendAuth auth) => new("auth") { Auth = auth };

    public static BackendReply Of(BackendRoom room) => new("room") { Room = room };

    public static BackendReply Of(BackendError error) => new("error") { Error = error };
}

/// <summary>Why not.</summary>
internal sealed record BackendError(string Code, string Message)
{
    public static readonly BackendError InvalidRequest = new("invalid_request", "The request could not be authenticated.");
    public static readonly BackendError UnknownType = new("unknown_type", "The type of the request is not known.");
    public static readonly BackendError InvalidTicket = new("invalid_ticket", "The ticket is not valid for this user.");
    public static readonly BackendError NoSuchUser = new("no_such_user", "The user does not exist.");
    public static readonly BackendError NoSuchRoom = new("no_such_room", "The room does not exist or the session does not belong to it.");
    public static readonly BackendError DuplicateSession = new("duplicate_session", "The session belongs to somebody else.");
    public static readonly BackendError StartCallNotAllowed = new("start_call_not_allowed", "Nobody is in the call and this participant may not start one.");
}

/// <summary>Who said hello; a guest has neither id nor name.</summary>
internal sealed record BackendAuth(
    string Version,
    [property: JsonPropertyName("userid"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UserId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BackendUser? User);

internal sealed record BackendUser([property: JsonPropertyName("displayname")] string DisplayName);

/// <summary>A room as it is for whoever joins it. Without a list of permissions everything is allowed; an empty one allows nothing.</summary>
internal sealed record BackendRoom(string Version, [property: JsonPropertyName("roomid")] string RoomId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoomProperties? Properties { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Permissions { get; init; }
}
