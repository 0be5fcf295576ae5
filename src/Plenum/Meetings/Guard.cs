namespace Plenum.Meetings;

/// <summary>The rungs of the access ladder (webinars §0) that a route may ask for, in the order in which they are checked.</summary>
[Flags]
internal enum Guard
{
    None = 0,

    /// <summary>Somebody with an account.</summary>
    Account = 1,

    /// <summary>The conversation exists and the caller may at least see it; an attendee if there is one.</summary>
    Visible = 2,

    /// <summary>An attendee, with or without account, guests included.</summary>
    Attendee = 4,

    /// <summary>Owner, moderator or guest moderator.</summary>
    Moderator = 8,

    /// <summary>Calls are switched on.</summary>
    CallsEnabled = 16,

    /// <summary>The conversation is not read-only.</summary>
    Writable = 32,

    /// <summary>The lobby lets the caller through.</summary>
    PastLobby = 64,

    /// <summary>The permission to post in the chat.</summary>
    Chat = 128,

    /// <summary>The permission to react.</summary>
    React = 256,

    /// <summary>The permission to start a call.</summary>
    StartCall = 512,

    /// <summary>An anonymous guest is not enough: an account or a verified e-mail address.</summary>
    Verified = 1024,

    /// <summary>A member of the group of administrators.</summary>
    Administrator = 2048 | Account,

    /// <summary>The conversation exists, whoever asks.</summary>
    Existing = 4096,

    /// <summary>Telephone dial-in is set up on the server.</summary>
    SipDialIn = 8192,

    /// <summary>Dial-in is set up and dial-out switched on.</summary>
    SipDialOut = 16384,

    /// <summary>Signed by the SIP bridge.</summary>
    SipBridge = 32768,

    /// <summary>The SIP bridge may ask like a person: its signature shows it every conversation.</summary>
    OrSipBridge = 65536,

    /// <summary>An attendee with an account.</summary>
    AccountAttendee = Account | Attendee,

    /// <summary>Owner or moderator: a moderator with an account.</summary>
    AccountModerator = Account | Attendee | Moderator,

    /// <summary>A moderator, guests included.</summary>
    AnyModerator = Attendee | Moderator,
}

/// <summary>What a route needs: read by the ladder, the OpenAPI document and the test that walks all routes.</summary>
internal sealed record Needs(Guard Guards);

/// <summary>A route of Talk itself: accounts outside <c>allowed_groups</c> may not use it, whatever else the server does for them.</summary>
internal sealed record TalkRoute;

/// <summary>Wrong tries at this route count under these brute-force actions.</summary>
internal sealed record Protects(params string[] Actions)
{
    public const string RoomToken = "talkRoomToken";
    public const string RoomPassword = "talkRoomPassword";
    public const string SipBridgeSecret = "talkSipBridgeSecret";
    public const string RecordingSecret = "talkRecordingSecret";
    public const string SignalingSecret = "talkSignalingSecret";
}

/// <summary>A writing route that opens its unit of work itself.</summary>
internal sealed record OwnsUnitOfWork;

/// <summary>A writing route that reaches both sides of a one-to-one: whoever is missing is added before it runs.</summary>
internal sealed record FillsOneToOne;

internal static class GuardedRoutes
{
    public static TBuilder Needs<TBuilder>(this TBuilder route, Guard guards)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Needs(guards));

    public static TBuilder Protects<TBuilder>(this TBuilder route, params string[] actions)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Protects(actions));

    public static TBuilder OwnsUnitOfWork<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new OwnsUnitOfWork());

    public static TBuilder FillsOneToOne<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new FillsOneToOne());
}
