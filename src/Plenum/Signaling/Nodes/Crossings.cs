using System.Text.Json.Serialization;
using Plenum.Meetings;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>A session that sits in a room at some node.</summary>
internal sealed record SeatElsewhere(string Id, string? UserId, string? DisplayName, string TalkSessionId, IReadOnlyList<string> Features, SeatKind Kind, CallFlags? OwnInCall, int Flags)
{
    public static SeatElsewhere Of(Seat seat)
    {
        var session = seat.Session;
        return new SeatElsewhere(session.Id, session.User.UserId, session.User.DisplayName, seat.TalkSessionId, [.. session.Features], session.Kind, seat.OwnInCall, session.Virtual?.Flags ?? 0);
    }

    /// <summary>How it stands in the room: as the database says, or, for whoever is not there, as it says itself.</summary>
    public RosterRow? RowIn(RoomReading reading) =>
        OwnInCall is { } inCall ? RosterRow.Of(this, inCall, reading.At) : reading.Rows.GetValueOrDefault(TalkSessionId) is { } row ? row with { Kind = Kind } : null;

    /// <summary>As clients get it in join events (calls §E.6).</summary>
    [JsonIgnore]
    public object Member => new
    {
        sessionid = Id,
        userid = UserId,
        user = DisplayName is { } displayname ? new { displayname } : null,
        roomsessionid = TalkSessionId,
        features = Features.Count > 0 ? Features : null,
    };
}

/// <summary>These sit in the room at a node; it says so when they come (<paramref name="AreNew"/>) and when it is asked.</summary>
/// <param name="ConversationId">The room.</param>
/// <param name="Token">Of the room.</param>
/// <param name="Node">Where they sit.</param>
/// <param name="AreNew">They have just come; whoever shows the same session of the REST API elsewhere is gone.</param>
/// <param name="Seats">Who.</param>
/// <param name="Transient">The room's transient data as JSON, for whoever asked.</param>
internal sealed record SeatsTaken(long ConversationId, string Token, string Node, bool AreNew, IReadOnlyList<SeatElsewhere> Seats, IReadOnlyDictionary<string, string>? Transient)
    : Announcement(ConversationId, Token);

/// <summary>These sit there no more.</summary>
internal sealed record SeatsLeft(long ConversationId, string Token, string Node, IReadOnlyList<string> Ids) : Announcement(ConversationId, Token);

/// <summary>A node has its first client in the room, or may have missed something: whoever has some there says so.</summary>
internal sealed record SeatsAsked(long ConversationId, string Token, string Node) : Announcement(ConversationId, Token);

/// <summary>What somebody says at one node to others at another one.</summary>
/// <param name="ConversationId">The room.</param>
/// <param name="Token">Of the room.</param>
/// <param name="Node">Where it was said.</param>
/// <param name="Type"><c>message</c> or <c>control</c>.</param>
/// <param name="To">session, user, room or call.</param>
/// <param name="Whom">The session or the user; empty for room and call.</param>
/// <param name="Sender">The public id of the sender.</param>
/// <param name="UserId">The sender's account.</param>
/// <param name="Data">JSON.</param>
/// <param name="After">The newest message of the chat that was known where it was said: who was let in later does not hear it.</param>
internal sealed record SaidElsewhere(
    long ConversationId, string Token, string Node, string Type, string To, string Whom, string Sender, string? UserId, string Data, long After)
    : Announcement(ConversationId, Token);

/// <summary>Transient data of a room changed at one node.</summary>
/// <param name="ConversationId">The room.</param>
/// <param name="Token">Of the room.</param>
/// <param name="Node">Where.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">JSON; null removes it.</param>
/// <param name="TtlSeconds">How long it lasts; null for as long as the room.</param>
internal sealed record TransientElsewhere(long ConversationId, string Token, string Node, string Key, string? Value, double? TtlSeconds) : Announcement(ConversationId, Token);

/// <summary>Somebody without a client of its own mutes, or talks.</summary>
internal sealed record FlagsElsewhere(long ConversationId, string Token, string Node, string Id, int Flags) : Announcement(ConversationId, Token);

/// <summary>A session in a room that another node serves. The hub's lock guards it.</summary>
internal sealed class RemoteSeat(SeatElsewhere seat)
{
    public string Id => seat.Id;

    public string TalkSessionId => seat.TalkSessionId;

    public string? UserId => seat.UserId;

    public SeatElsewhere Description => seat;

    /// <inheritdoc cref="VirtualSession.Flags"/>
    public int Flags { get; set; } = seat.Flags;

    /// <summary>The others here have heard that it is there.</summary>
    public bool IsAnnounced { get; set; }

    /// <inheritdoc cref="Seat.Row"/>
    public RosterRow? Row { get; set; }

    /// <inheritdoc cref="Seat.IsInCall"/>
    public bool IsInCall => Row is { InCall: not CallFlags.Disconnected };

    public bool IsInside => Row is { IsHeldBack: false };

    public object Member => seat.Member;
}
