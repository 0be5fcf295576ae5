using System.Text.Json;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>Whether somebody in a room sees and hears what is in it.</summary>
internal enum Standing
{
    /// <summary>Nobody has looked yet: the door is closed.</summary>
    Unknown,

    /// <summary>The lobby holds it back, or its session has ended.</summary>
    HeldBack,

    Inside,
}

/// <summary>What somebody has proven who joins a room.</summary>
/// <param name="Session">Of the REST API; null for an internal client, which needs none.</param>
/// <param name="TalkSessionId">Its id; the public id of whoever has no session.</param>
/// <param name="ConversationId">The room.</param>
/// <param name="Token">Of the room.</param>
/// <param name="Actor">Whose session it is.</param>
/// <param name="Properties">The room as it is for whoever joins.</param>
internal sealed record JoinedRoom(Session? Session, string TalkSessionId, long ConversationId, string Token, Actor Actor, JsonElement Properties);

/// <summary>The place of a session in a room. The hub's lock guards it.</summary>
internal sealed class Seat(SocketRoom room, SocketSession session, JoinedRoom joined, IDisposable? present)
{
    private IDisposable? presence = present;

    public SocketRoom Room => room;

    public SocketSession Session => session;

    /// <summary>The session of the REST API that it has shown; another one when the client joins the same room again.</summary>
    public JoinedRoom Joined { get; private set; } = joined;

    public string TalkSessionId => Joined.TalkSessionId;

    public Standing Standing { get; set; }

    /// <summary>The newest message of the chat when it was let in: what was said before that is none of its business.</summary>
    public long AdmittedAfter { get; set; }

    /// <summary>The others have heard that it is there.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>It has heard who is there, and hears from now on who comes and goes.</summary>
    public bool IsIntroduced { get; set; }

    /// <summary>It has heard of itself that it is there.</summary>
    public bool KnowsItself { get; set; }

    /// <summary>The properties of the room that it has been told.</summary>
    public JsonElement Properties { get; set; } = joined.Properties;

    /// <summary>What it has been told of breakout rooms; null until the first look.</summary>
    public (BreakoutMode Mode, BreakoutStatus Status)? Breakout { get; set; }

    /// <summary>How it stands in the database, as of the last look.</summary>
    public RosterRow? Row { get; set; }

    /// <summary>The place in the call of somebody who is not in the database; null for everybody else.</summary>
    public CallFlags? OwnInCall { get; set; }

    /// <summary>Its client understands messages of the chat that are passed on as they are.</summary>
    public bool RelaysChat => session.Features.Contains(Frames.ChatRelay);

    /// <summary>Its client understands events that no other signaling server has.</summary>
    public bool HasOwnEvents => session.Kind == SeatKind.Client && session.Features.Contains(Frames.OwnMessages);

    public bool IsModerator => Standing == Standing.Inside && Row is { } row && row.Type.IsModerator();

    /// <summary>Which of the room's news it has been told: of who waits, of hands.</summary>
    public (int Waiting, int Hands) Knows { get; set; }

    /// <summary>What its client said last of its hand.</summary>
    public SaidHand? SaidHand { get; set; }

    public bool IsInCall => Row is { InCall: not CallFlags.Disconnected };

    /// <summary>It was in the call when its media were looked after last.</summary>
    public bool WasInCall { get; set; }

    public object Member => SeatElsewhere.Of(this).Member;

    /// <summary>It is there for as long as it sits: no ping is needed.</summary>
    public void ComeAgain(JoinedRoom again, IDisposable? stays)
    {
        presence?.Dispose();
        (Joined, presence) = (again, stays);
    }

    public void Leave() => presence?.Dispose();

    /// <summary>For another node.</summary>
    public HandedSeat HandOver() => new(
        room.ConversationId,
        room.Token,
        TalkSessionId,
        Standing == Standing.Inside,
        IsIntroduced,
        AdmittedAfter,
        Properties,
        !IsIntroduced ? [] : [.. room.Seats.Values.Where(other => other != this && other.IsAnnounced).Select(SeatElsewhere.Of), .. room.Elsewhere.Values.Where(other => other.IsAnnounced).Select(other => other.Description)]);
}
