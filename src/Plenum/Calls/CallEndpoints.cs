using System.ComponentModel.DataAnnotations;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Calls;

/// <summary>Who is in a call, joining, changing flags, leaving (calls §A.1, §A.2).</summary>
internal static class CallEndpoints
{
    private const Guard EnterCall = Guard.Attendee | Guard.CallsEnabled | Guard.Writable | Guard.PastLobby;

    public static void MapCalls(this IEndpointRouteBuilder api)
    {
        var call = api.MapGroup($"v4/call/{ConversationToken.Route}").WithTags("Calls").Protects(Protects.RoomToken);

        call.MapGet("", GetPeers).Needs(EnterCall)
            .WithName("call-get-peers-for-call").WithSummary("List the sessions in the call");
        call.MapPost("", Join).Needs(EnterCall).FillsOneToOne()
            .WithName("call-join-call").WithSummary("Join the call, or start it");

        // Neither read-only nor the lobby keep anybody in a call who wants to leave it.
        call.MapPut("", Update).Needs(Guard.Attendee)
            .WithName("call-update-call-flags").WithSummary("Change the own flags in the call");
        call.MapDelete("", Leave).Needs(Guard.Attendee)
            .WithName("call-leave-call").WithSummary("Leave the call, or end it for everybody");
    }

    /// <summary>One entry for each session in the call with a ping within 30 seconds.</summary>
    private static async Task<OcsResult<IReadOnlyList<CallPeer>>> GetPeers(Meetings.Access access, CallPeers peers, CancellationToken ct) =>
        OcsResult.Ok(await peers.OfAsync(access.Conversation, ct));

    /// <summary>
    /// 200 null; 400 <c>flags</c>, <c>consent</c>, <c>type</c>; 403 null for somebody who may not start the call that
    /// nobody is in; 404 null without a session. A one-to-one gets its other side back first.
    /// </summary>
    private static async Task<OcsResult<Nothing>> Join(Meetings.Access access, JoinCallRequest request, CallService calls, CancellationToken ct)
    {
        var flags = request.Flags is { } chosen ? (CallFlags)chosen : CallRules.Everything;
        return OcsResult.From(await calls.JoinAsync(access, new JoinCall(flags, request.Silent, request.RecordingConsent, request.SilentFor ?? []), ct));
    }

    /// <summary>200 null; 400 <c>flags</c> out of range; 400 null when not in the call or without flag 1; 404 null without a session.</summary>
    private static OcsResult<Nothing> Update(Meetings.Access access, UpdateCallRequest request, CallService calls) =>
        OcsResult.From(calls.Update(access, (CallFlags)request.Flags));

    /// <summary>200 null, in the call or not; 404 null without a session. <c>all</c> is for moderators; from others it is a plain leave.</summary>
    private static async Task<OcsResult<Nothing>> Leave(Meetings.Access access, LeaveCallRequest request, CallService calls, CancellationToken ct) =>
        OcsResult.From(await calls.LeaveAsync(access, request.All, ct));
}

/// <summary>A session in the call.</summary>
/// <param name="ActorType">Kind of the attendee.</param>
/// <param name="ActorId">The attendee's id within that kind.</param>
/// <param name="DisplayName">Empty for a guest without a name.</param>
/// <param name="Token">The conversation.</param>
/// <param name="LastPing">Unix seconds.</param>
/// <param name="SessionId">The session.</param>
internal sealed record CallPeer(string ActorType, string ActorId, string DisplayName, string Token, long LastPing, string SessionId);

/// <param name="Flags">Sum of 1 in call, 2 audio, 4 video, 8 phone; 7 when not given.</param>
/// <param name="Silent">Starts the call without notifying anybody.</param>
/// <param name="RecordingConsent">Agrees to being recorded.</param>
/// <param name="SilentFor">User ids that are not notified.</param>
internal sealed record JoinCallRequest(
    [Range(0, CallRules.MaxFlags)] int? Flags = null,
    bool Silent = false,
    bool RecordingConsent = false,
    string[]? SilentFor = null) : OcsRequest<JoinCallRequest>;

/// <param name="Flags">As for joining.</param>
internal sealed record UpdateCallRequest([Range(0, CallRules.MaxFlags)] int Flags) : OcsRequest<UpdateCallRequest>;

/// <param name="All">Ends the call for everybody.</param>
internal sealed record LeaveCallRequest(bool All = false) : OcsRequest<LeaveCallRequest>;
