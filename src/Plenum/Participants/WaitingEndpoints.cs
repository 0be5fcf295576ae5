using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Participants;

/// <summary>Somebody who is in the lobby.</summary>
/// <param name="AttendeeId">The attendee.</param>
/// <param name="ActorType">Kind of the attendee.</param>
/// <param name="ActorId">The attendee's id within that kind.</param>
/// <param name="DisplayName">Empty for a guest without a name.</param>
/// <param name="Since">Unix seconds; a page that is reloaded keeps it.</param>
internal sealed record WaitingView(long AttendeeId, string ActorType, string ActorId, string DisplayName, long Since);

/// <param name="Admitted">How many were let in.</param>
internal sealed record AdmittedView(int Admitted);

/// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>: who waits in the lobby, and letting them in one by one.</summary>
internal static class WaitingEndpoints
{
    public static void MapWaiting(this IEndpointRouteBuilder own)
    {
        var waiting = own.MapGroup($"v1/room/{ConversationToken.Route}/waiting").WithTags("Webinars");

        waiting.MapGet("", List).Needs(Guard.AnyModerator)
            .WithName("plenum-listWaiting").WithSummary("List who waits in the lobby");
        waiting.MapPost("", AdmitAll).Needs(Guard.AnyModerator)
            .WithName("plenum-admitAll").WithSummary("Let everybody in who waits");
        waiting.MapPost("{attendeeId:long}", Admit).Needs(Guard.AnyModerator)
            .WithName("plenum-admit").WithSummary("Let somebody in who waits");
    }

    /// <returns>200 those who are there, in the order in which they came; empty while the lobby is open.</returns>
    private static async Task<OcsResult<List<WaitingView>>> List(Meetings.Access access, Waiting waiting, CancellationToken ct) =>
        OcsResult.Ok(await waiting.ListAsync(access, ct));

    /// <summary>Adds permission 8 to what each of them may do; the lobby stays closed for others.</summary>
    /// <returns>200 how many; 400 <c>breakout-room</c>, <c>forced</c>.</returns>
    private static async Task<OcsResult<AdmittedView>> AdmitAll(Meetings.Access access, Waiting waiting, CancellationToken ct)
    {
        var admitted = await waiting.AdmitAllAsync(access, ct);
        return admitted.TryGet(out var count, out var refusal) ? OcsResult.Ok(new AdmittedView(count)) : OcsResult.Refuse<AdmittedView>(refusal);
    }

    /// <summary>Adds permission 8 to what somebody may do, who comes in at once, or when he is back. Also for somebody who does not wait any more.</summary>
    /// <returns>200 null; 400 <c>breakout-room</c>, <c>forced</c>; 404 <c>participant</c>.</returns>
    private static async Task<OcsResult<Nothing>> Admit(Meetings.Access access, long attendeeId, Waiting waiting, CancellationToken ct) =>
        OcsResult.From(await waiting.AdmitAsync(access, attendeeId, ct));
}
