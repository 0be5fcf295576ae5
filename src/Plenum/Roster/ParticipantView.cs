using System.Text.Json.Serialization;
using Plenum.Meetings;
using Plenum.UserStatuses;

namespace Plenum.Roster;

/// <summary>One attendee in a participant list (conversations §5.1): a person appears once, however many sessions it has.</summary>
internal sealed record ParticipantView : ViewWithStatus
{
    /// <summary>The conversation the row belongs to: the parent's or a breakout room's.</summary>
    public required string RoomToken { get; init; }

    public required long AttendeeId { get; init; }

    public required string ActorType { get; init; }

    public required string ActorId { get; init; }

    /// <summary>Empty for a guest without a name.</summary>
    public required string DisplayName { get; init; }

    public required ParticipantType ParticipantType { get; init; }

    /// <summary>What the person's clients are in the call with, all taken together.</summary>
    public required CallFlags InCall { get; init; }

    /// <summary>Unix seconds of the newest sign of life; 0 without a session.</summary>
    public required long LastPing { get; init; }

    public required string[] SessionIds { get; init; }

    /// <summary>The permissions that count; see <see cref="PermissionRules"/>.</summary>
    public required Permissions Permissions { get; init; }

    /// <summary>The stored ones.</summary>
    public required Permissions AttendeePermissions { get; init; }

    /// <summary>Shown to owners, moderators and the person itself while dial-in is on; otherwise empty.</summary>
    public required string AttendeePin { get; init; }

    public string PhoneNumber { get; init; } = "";

    public string CallId { get; init; } = "";

    /// <summary>The address of an e-mail guest, for moderators and the guest itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InvitedActorId { get; init; }
}
