using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Webinars;

/// <summary>
/// What the SIP bridge asks when a telephone calls in (webinars §4.5). Nobody is logged in: the ladder looks for the
/// conversation, then whether there is a telephone at all, then at the bridge's signature.
/// </summary>
internal static class SipBridgeEndpoints
{
    private const Guard SignedDialIn = Guard.Existing | Guard.SipDialIn | Guard.SipBridge;

    public static void MapSipBridge(this IEndpointRouteBuilder api)
    {
        var rooms = api.MapGroup("v4/room").WithTags("SIP bridge");
        var room = rooms.MapGroup(ConversationToken.Route);

        room.MapPost("verify-dialin", VerifyPin).Needs(SignedDialIn).Protects(Protects.SipBridgeSecret).OwnsUnitOfWork()
            .WithName("room-verify-dial-in-pin").WithSummary("Verify a dial-in PIN");
        room.MapGet("pin/{pin:length(7,32)}", VerifyPinInPath).Needs(SignedDialIn).Protects(Protects.SipBridgeSecret)
            .WithName("room-verify-dial-in-pin-deprecated").WithSummary("Verify a dial-in PIN (old route)");
        room.MapPost("open-dial-in", Enter).Needs(Guard.Existing | Guard.SipBridge).Protects(Protects.SipBridgeSecret)
            .WithName("room-create-guest-by-dial-in").WithSummary("Join a caller without PIN as a guest");
        rooms.MapPost("direct-dial-in", Accept).Needs(Guard.SipDialIn | Guard.SipBridge).SipSigns("phoneNumber").Protects(Protects.SipBridgeSecret)
            .WithName("room-direct-dial-in").WithSummary("Create a conversation for a call to somebody's number");
    }

    /// <returns>200 with the Room of that attendee; 401, 404, 501 null.</returns>
    private static async Task<OcsResult<RoomView>> VerifyPin(Meetings.Access bridge, VerifyPinRequest request, SipDialIn dialIn, CancellationToken ct) =>
        OcsResult.From(await dialIn.VerifyPinAsync(bridge, request.Pin, ct));

    /// <returns>As <see cref="VerifyPin"/>.</returns>
    private static async Task<OcsResult<RoomView>> VerifyPinInPath(Meetings.Access bridge, string pin, SipDialIn dialIn, CancellationToken ct) =>
        OcsResult.From(await dialIn.VerifyPinAsync(bridge, pin, ct));

    /// <returns>200 with the Room of the new guest and its <c>sessionId</c>; 400, 401 null.</returns>
    private static async Task<OcsResult<RoomView>> Enter(Meetings.Access bridge, SipDialIn dialIn, CancellationToken ct) =>
        OcsResult.From(await dialIn.EnterAsync(bridge, ct));

    /// <returns>200 with the Room of the calling guest; 401, 404, 501 null.</returns>
    private static async Task<OcsResult<RoomView>> Accept(Meetings.Access bridge, DirectDialInRequest request, SipDirectDialIn direct, CancellationToken ct) =>
        OcsResult.From(await direct.AcceptAsync(bridge, request.PhoneNumber, request.Caller, ct));

    internal sealed record VerifyPinRequest(string Pin) : OcsRequest<VerifyPinRequest>;

    /// <param name="PhoneNumber">The number called; the bridge signs it as it stands here.</param>
    /// <param name="Caller">Who calls: a name or a number.</param>
    internal sealed record DirectDialInRequest(string PhoneNumber, string Caller) : OcsRequest<DirectDialInRequest>;
}
