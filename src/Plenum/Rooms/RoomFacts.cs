using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.UserStatuses;

namespace Plenum.Rooms;

/// <summary>Everything that a Room object is made of.</summary>
internal sealed record RoomFacts
{
    public required Conversation Conversation { get; init; }

    public required TalkConfig Config { get; init; }

    /// <summary>The viewer's attendee; null for a visitor.</summary>
    public Attendee? Attendee { get; init; }

    /// <summary>The viewer's session in this conversation.</summary>
    public Session? Session { get; init; }

    public bool HasAccount { get; init; }

    /// <summary>A visitor for whom the conversation is listed, a breakout room shown to somebody outside, the SIP bridge.</summary>
    public bool Preview { get; init; }

    /// <summary>The name is shown whoever looks.</summary>
    public bool ForceName { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>For a one-to-one: the other one's user id.</summary>
    public string? PeerId { get; init; }

    /// <summary>For a one-to-one: the other one's status, where statuses are shown.</summary>
    public PublicStatusView? PeerStatus { get; init; }

    public bool InSipGroups { get; init; } = true;

    public bool InStartCallGroups { get; init; } = true;

    public MessageView? LastMessage { get; init; }

    public int Unread { get; init; }

    public long CommonRead { get; init; }
}
