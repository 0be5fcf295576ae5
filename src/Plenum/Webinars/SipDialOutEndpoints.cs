using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Webinars;

/// <summary>Having telephones called: a participant asks for it, the SIP bridge reports (webinars §4.5, §4.6).</summary>
internal static class SipDialOutEndpoints
{
    private const Guard SignedDialOut = Guard.Existing | Guard.SipDialOut | Guard.SipBridge;

    public static void MapSipDialOut(this IEndpointRouteBuilder api)
    {
        api.MapPost($"v4/call/{ConversationToken.Route}/dialout/{{attendeeId:long}}", Call)
            .Needs(Guard.Attendee | Guard.CallsEnabled | Guard.PastLobby | Guard.StartCall).OwnsUnitOfWork().WithTags("Calls")
            .AnswersWith(201).WithName("call-sip-dial-out").WithSummary("Call a participant's telephone");

        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("SIP bridge");
        room.MapPost("verify-dialout", Verify).Needs(SignedDialOut).Protects(Protects.SipBridgeSecret).OwnsUnitOfWork()
            .WithName("room-verify-dial-out-number").WithSummary("Verify a number that is about to be called");
        room.MapDelete("rejected-dialout", Reject).Needs(SignedDialOut).Protects(Protects.SipBridgeSecret)
            .WithName("room-rejected-dial-out-request").WithSummary("Report a call that did not come about");
    }

    /// <returns>
    /// 201 null; 400 null in a classified conversation, without a call, or when the caller is not in it; 404 null unless
    /// it is a telephone of this conversation; 501 <c>sip</c> without the right, <c>backend</c> without a signaling
    /// server that answers, else the signaling server's own code and message.
    /// </returns>
    private static async Task<OcsResult<Nothing>> Call(Meetings.Access access, long attendeeId, HttpRequest http, SipDialOut dialOut, CancellationToken ct) =>
        OcsResult.From(await dialOut.CallAsync(access, attendeeId, PublicUrl.Of(http), ct), StatusCodes.Status201Created);

    /// <returns>200 with the Room of the telephone; 400, 401, 404, 501 null.</returns>
    private static async Task<OcsResult<RoomView>> Verify(Meetings.Access bridge, VerifyNumberRequest request, SipDialOut dialOut, CancellationToken ct) =>
        OcsResult.From(await dialOut.VerifyAsync(bridge, request.Number, request.Options?.ActorType, request.Options?.ActorId, ct));

    /// <returns>200 null; 400, 401, 404, 501 null.</returns>
    private static async Task<OcsResult<Nothing>> Reject(Meetings.Access bridge, RejectedCallRequest request, SipDialOut dialOut, CancellationToken ct) =>
        OcsResult.From(await dialOut.RejectAsync(bridge.Conversation, request.CallId, request.Options?.AttendeeId, ct));

    /// <param name="Number">The number about to be called, in E.164.</param>
    /// <param name="Options">What came with the order to call it.</param>
    internal sealed record VerifyNumberRequest(string Number, CallDetails? Options = null) : OcsRequest<VerifyNumberRequest>;

    /// <param name="CallId">The id that was given to the call.</param>
    /// <param name="Options">What came with the order; JSON in a string will do.</param>
    internal sealed record RejectedCallRequest(string CallId, CallDetails? Options = null) : OcsRequest<RejectedCallRequest>;

    internal sealed record CallDetails(string? ActorId = null, string? ActorType = null, long? AttendeeId = null);
}
