using System.ComponentModel.DataAnnotations;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Participants;

/// <param name="AttendeeId">An e-mail guest; null for all of them.</param>
internal sealed record ResendRequest([Range(0L, long.MaxValue)] long? AttendeeId = null) : OcsRequest<ResendRequest>;

/// <param name="AttendeeId">The e-mail guest.</param>
/// <param name="Address">Where the link is to be sent.</param>
/// <param name="Link">Whoever opens it is this guest.</param>
internal sealed record InvitationView(long AttendeeId, string Address, string Link);

/// <summary>Personal links of e-mail guests (conversations §5.4). Plenum sends no mail: moderators can read the links and send them.</summary>
internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder api) =>
        api.MapPost($"v4/room/{ConversationToken.Route}/participants/resend-invitations", Resend).Needs(Guard.AccountModerator).WithTags("Participants")
            .WithName("room-resendInvitations").WithSummary("Complete invitations that were sent");

    /// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>.</summary>
    public static void MapInvitationLinks(this IEndpointRouteBuilder own) =>
        own.MapGet($"v1/room/{ConversationToken.Route}/invitations", List).Needs(Guard.AccountModerator).WithTags("Participants")
            .WithName("plenum-listInvitations").WithSummary("List the personal links of e-mail guests");

    /// <summary>Gives links and PINs to e-mail guests that have none.</summary>
    /// <returns>200 null, also for somebody who is no e-mail guest; 404 null for an unknown attendee.</returns>
    private static async Task<OcsResult<Nothing>> Resend(Meetings.Access access, ResendRequest request, PersonalLinks links, CancellationToken ct) =>
        OcsResult.From(await links.CompleteAsync(access.Conversation, request.AttendeeId, ct));

    /// <returns>200 list by attendee id: id, address, link.</returns>
    private static async Task<OcsResult<List<InvitationView>>> List(Meetings.Access access, HttpRequest http, PersonalLinks links, CancellationToken ct) =>
        OcsResult.Ok(await links.ListAsync(access.Conversation, $"{http.Scheme}://{http.Host}{http.PathBase}", ct));
}
