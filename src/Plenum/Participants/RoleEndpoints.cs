using System.ComponentModel.DataAnnotations;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Roster;

namespace Plenum.Participants;

/// <param name="AttendeeId">Whom to promote or demote.</param>
/// <param name="ParticipantType">1 owner, 2 moderator, 3 user; 0 is one step.</param>
internal sealed record RoleRequest([Range(0L, long.MaxValue)] long AttendeeId, int ParticipantType = RoleRules.OneStep) : OcsRequest<RoleRequest>;

/// <param name="AttendeeId">Whose permissions.</param>
/// <param name="Method"><c>set</c>, <c>add</c> or <c>remove</c>.</param>
/// <param name="Permissions">Bits to set, add or take away; set to 0 to inherit.</param>
internal sealed record GrantRequest([Range(0L, long.MaxValue)] long AttendeeId, string Method, [Range(0, 511)] int Permissions) : OcsRequest<GrantRequest>;

/// <summary>What people are in a conversation and what they may do (conversations §5.7, §5.8).</summary>
internal static class RoleEndpoints
{
    private static readonly Refusal Retired = new(RefusalKind.Invalid, Body: default(Nothing));

    public static void MapRoles(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Participants");

        room.MapPost("moderators", Promote).Needs(Guard.AnyModerator)
            .WithName("room-promoteModerator").WithSummary("Promote a participant");
        room.MapDelete("moderators", Demote).Needs(Guard.AnyModerator)
            .WithName("room-demoteModerator").WithSummary("Demote a participant");
        room.MapPut("attendees/permissions", Grant).Needs(Guard.AnyModerator)
            .WithName("room-setAttendeePermissions").WithSummary("Change the permissions of a participant");
        room.MapPut("attendees/permissions/all", GrantToAll).Needs(Guard.AnyModerator)
            .WithName("room-setAllAttendeesPermissions").WithSummary("Retired: permissions of everybody in the call");
    }

    /// <returns>
    /// 200 null; 400 <c>actor-type</c>, <c>participant-type</c>, <c>type</c>, <c>room-type</c>; 403 <c>self</c>,
    /// <c>moderator</c>; 404 <c>participant</c>.
    /// </returns>
    private static async Task<OcsResult<Nothing>> Promote(Meetings.Access access, RoleRequest request, Roles roles, CancellationToken ct) =>
        OcsResult.From(await roles.ChangeAsync(access, request.AttendeeId, promote: true, request.ParticipantType, ct));

    /// <returns>As <see cref="Promote"/>, and 400 <c>last-moderator</c>.</returns>
    private static async Task<OcsResult<Nothing>> Demote(Meetings.Access access, RoleRequest request, Roles roles, CancellationToken ct) =>
        OcsResult.From(await roles.ChangeAsync(access, request.AttendeeId, promote: false, request.ParticipantType, ct));

    /// <returns>200 list with the one participant; 400 <c>forced</c>, <c>room-type</c>, <c>type</c>, <c>method</c>; 403 <c>moderator</c>; 404 <c>participant</c>.</returns>
    private static async Task<OcsResult<List<ParticipantView>>> Grant(Meetings.Access access, GrantRequest request, Granting granting, CancellationToken ct) =>
        OcsResult.From(await granting.GrantAsync(access, request.AttendeeId, new PermissionGrant(request.Method, request.Permissions), ct));

    /// <returns>400 null, always.</returns>
    private static OcsResult<Nothing> GrantToAll() => OcsResult.Refuse<Nothing>(Retired);
}
