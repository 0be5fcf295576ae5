using System.ComponentModel.DataAnnotations;
using Plenum.Ocs;

namespace Plenum.Conversations;

/// <summary>
/// The parameters of <c>POST /room</c> (conversations §3.2). A parameter that a chosen preset may fill is null when the
/// request leaves it out.
/// </summary>
internal sealed record CreationRequest(
    int? RoomType = null,
    string Invite = "",
    string RoomName = "",
    string Source = "",
    string ObjectType = "",
    string ObjectId = "",
    string Password = "",
    int? ReadOnly = null,
    int? Listable = null,
    [Range(0, int.MaxValue)] int? MessageExpiration = null,
    int? LobbyState = null,
    long? LobbyTimer = null,
    int? SipEnabled = null,
    [Range(0, 511)] int? Permissions = null,
    int? RecordingConsent = null,
    int? MentionPermissions = null,
    string Description = "",
    string? Emoji = null,
    string? AvatarColor = null,
    InvitationLists? Participants = null,
    string? Preset = null) : OcsRequest<CreationRequest>;

/// <summary>Whom to invite, by Talk's word for their kind.</summary>
internal sealed record InvitationLists(
    string[]? Users = null,
    string[]? Emails = null,
    string[]? Groups = null,
    string[]? Teams = null,
    string[]? Phones = null,
    [WireName("federated_users")] string[]? FederatedUsers = null);
