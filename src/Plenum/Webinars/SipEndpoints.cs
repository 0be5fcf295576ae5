using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Webinars;

/// <summary>Telephone dial-in as moderators see it (webinars §4.2).</summary>
internal static class SipEndpoints
{
    public static void MapSip(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Webinars");

        room.MapPut("webinar/sip", SetState).Needs(Guard.AccountModerator)
            .WithName("room-setsip-enabled").WithSummary("Enable or disable SIP dial-in");
    }

    /// <summary>
    /// 200 with the Room object; 401, 412 <c>config</c>; 400 <c>classified</c>, <c>forced</c>, <c>breakout-room</c>,
    /// <c>type</c>, <c>value</c>, <c>token</c>.
    /// </summary>
    private static async Task<OcsResult<RoomView>> SetState(
        Meetings.Access access, SetSipRequest request, SipService sip, RoomViews rooms, CancellationToken ct)
    {
        var set = await sip.SetStateAsync(access.Conversation, access.Attendee.Actor, request.State, ct);
        return set.Succeeded ? OcsResult.Ok(await rooms.OfAsync(access, ct)) : OcsResult.Refuse<RoomView>(set.Refusal);
    }

    internal sealed record SetSipRequest(long State) : OcsRequest<SetSipRequest>;
}
