using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Calls;

/// <summary>Calling people to a call, and what a device asks that rings (calls §A.2).</summary>
internal static class RingingEndpoints
{
    public static void MapRinging(this IEndpointRouteBuilder api)
    {
        var call = api.MapGroup($"v4/call/{ConversationToken.Route}").WithTags("Calls");

        call.MapPost("ring/{attendeeId:long}", Ring).Needs(Guard.Attendee | Guard.CallsEnabled | Guard.StartCall).Protects(Protects.RoomToken)
            .WithName("call-ring-attendee").WithSummary("Call one person to the call");

        // A call that was answered elsewhere is 404, so there is no guessing to be counted.
        call.MapGet("notification-state", GetState).Needs(Guard.None).AnswersWith(200, 201, 403, 404)
            .WithName("callNotification-state").WithSummary("Ask whether to go on ringing");
    }

    /// <summary>200 null; 400 <c>in-call</c>, <c>actor-type</c>, <c>status</c>; 403 without the permission to start calls; 404 null for an unknown attendee.</summary>
    private static async Task<OcsResult<Nothing>> Ring(Meetings.Access access, long attendeeId, CallBell bell, CancellationToken ct) =>
        OcsResult.From(await bell.RingAsync(access, attendeeId, ct));

    /// <summary>200 null rings; 201 null the call is over; 403 null for guests; 404 null was answered, or there is no such conversation for the caller.</summary>
    private static async Task<OcsResult<Nothing>> GetState(string token, Caller caller, CallBell bell, TalkConfigStore configs, CancellationToken ct)
    {
        if (caller.Account is not { } account) return OcsResult.Refuse<Nothing>(CallRefusals.Guest);

        var config = await configs.GetAsync(ct);
        return (await bell.IsRingingAsync(token, account.Id, config.DefaultPermissions, ct)).TryGet(out var isRinging, out var refusal)
            ? OcsResult.From<Nothing>(default(Nothing), isRinging ? StatusCodes.Status200OK : StatusCodes.Status201Created)
            : OcsResult.Refuse<Nothing>(refusal);
    }
}
