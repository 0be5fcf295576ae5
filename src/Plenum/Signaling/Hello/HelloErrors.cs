namespace Plenum.Signaling;

/// <summary>The words for "no" of the WebSocket protocol (calls §E.3, §E.5, §E.9, §E.10).</summary>
internal static class HelloErrors
{
    public const string AlreadyJoined = "already_joined";
    public const string AuthFailed = "auth_failed";
    public const string HelloExpected = "hello_expected";
    public const string InternalError = "internal_error";
    public const string InvalidBackend = "invalid_backend";
    public const string InvalidClientType = "invalid_client_type";
    public const string InvalidFormat = "invalid_format";
    public const string InvalidHelloVersion = "invalid_hello_version";
    public const string InvalidSdp = "invalid_sdp";
    public const string InvalidTicket = "invalid_ticket";
    public const string InvalidToken = "invalid_token";
    public const string NoSuchRoom = "no_such_room";
    public const string NoSuchSession = "no_such_session";
    public const string NoSuchUser = "no_such_user";
    public const string NotInRoom = "not_in_room";
    public const string NotAllowed = "not_allowed";
    public const string RoomJoinFailed = "room_join_failed";
    public const string TokenExpired = "token_expired";
    public const string TokenNotValidYet = "token_not_valid_yet";
    public const string TooManyRequests = "too_many_requests";

    public const string HelloTimeout = "hello_timeout";
    public const string RoomJoinTimeout = "room_join_timeout";
    public const string SessionResumed = "session_resumed";
    public const string RoomSessionReconnected = "room_session_reconnected";
}
