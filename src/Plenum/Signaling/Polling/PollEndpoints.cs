using Plenum.AccessLadder;
using Plenum.Accounts;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Signaling;

/// <summary>Internal signaling: clients exchange messages by polling, where there is no signaling server (calls §C).</summary>
internal static class PollEndpoints
{
    public static void MapPolling(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v3/signaling/{ConversationToken.Route}").WithTags("Signaling");

        room.MapGet("", Pull).WithName("signaling-pull-messages").WithSummary("Wait for messages and for changes of who is there");
        room.MapPost("", Send).Needs(Guard.Attendee).WithName("signaling-send-messages").WithSummary("Send messages to other sessions");
    }

    /// <summary>
    /// 200 messages, then <c>usersInRoom</c>, after 30 seconds at the latest; 400 a text in external mode; 404 without a
    /// session, 409 when another one took its place: both with an empty <c>usersInRoom</c>. Never 412: whoever waits in
    /// the lobby sees only the own sessions.
    /// </summary>
    private static async Task<OcsResult<List<PollItem>>> Pull(
        HttpContext http, string token, Caller caller, AccessReader reader, TalkConfigStore configs, SessionPings pings, Polling polling, CancellationToken ct)
    {
        if ((await configs.GetAsync(ct)).SignalingMode != SignalingMode.Internal) return OcsResult.Refuse<List<PollItem>>(PollRefusals.External);

        var (facts, session) = await reader.ReadAsync(caller, Guard.Attendee, isTalk: true, token, tracked: false, ct);
        if (Ladder.Check(facts) is not null || session is null) return OcsResult.Refuse<List<PollItem>>(PollRefusals.Of(RefusalKind.NotFound));

        using var heard = pings.During(session);
        var seat = new PollSeat(session.Id, session.AttendeeId, session.ConversationId, session.SessionId);
        return OcsResult.From(await polling.PullAsync(seat, http.RequestAborted));
    }

    /// <summary>200 null, whatever could be passed on; 400 a text in external mode or for something that is no list.</summary>
    private static async Task<OcsResult<Nothing>> Send(Meetings.Access access, SendRequest request, SignalSending sending, CancellationToken ct)
    {
        if (access.Config.SignalingMode != SignalingMode.Internal) return OcsResult.Refuse<Nothing>(PollRefusals.External);
        if (SignalRules.Parse(request.Messages) is not { } signals) return OcsResult.Refuse<Nothing>(PollRefusals.NoMessages);

        await sending.SendAsync(access, signals, ct);
        return OcsResult.From(Result.Done);
    }

    /// <param name="Messages">JSON in a string: a list of <c>{ev:"message", fn:"{to, type, roomType, payload, …}", sessionId}</c>.</param>
    internal sealed record SendRequest(string Messages) : OcsRequest<SendRequest>;
}
