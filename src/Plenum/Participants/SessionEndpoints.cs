using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;
using Plenum.Roster;

namespace Plenum.Participants;

/// <param name="Password">The conversation's password; people who belong to it, or find it listed, need none.</param>
/// <param name="Force">Replaces a session of this tab that is in the call; without it that is a 409.</param>
internal sealed record JoinRequest(string Password = "", bool Force = true) : OcsRequest<JoinRequest>;

/// <param name="State">1 active; 0 wants notifications although the session is open.</param>
internal sealed record SessionStateRequest(int State) : OcsRequest<SessionStateRequest>;

/// <param name="DisplayName">What the guest wants to be called; may be empty.</param>
internal sealed record GuestNameRequest(string DisplayName) : OcsRequest<GuestNameRequest>;

/// <summary>Coming, going, and who is there (conversations §5.9–§5.11).</summary>
internal static class SessionEndpoints
{
    private static readonly Refusal NoSession = new(RefusalKind.NotFound, Body: default(Nothing));
    private static readonly Refusal NotAState = new(RefusalKind.Invalid, Body: default(Nothing));

    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}/participants").WithTags("Participants");

        room.MapPost("active", Join).Needs(Guard.None).Protects(Protects.RoomToken, Protects.RoomPassword).OwnsUnitOfWork().WithMetadata(new ComesIn())
            .WithName("room-joinRoom").WithSummary("Join a conversation");
        room.MapDelete("active", Leave).Needs(Guard.None).OwnsUnitOfWork()
            .WithName("room-leaveRoom").WithSummary("Leave a conversation");
        room.MapPut("state", SetState).Needs(Guard.Attendee)
            .WithName("room-setSessionState").WithSummary("Say whether the session is looked at");
        api.MapPost($"v1/guest/{ConversationToken.Route}/name", SetName).Needs(Guard.Attendee).WithTags("Participants")
            .WithName("guest-setDisplayName").WithSummary("Name oneself as a guest");
    }

    /// <summary>
    /// Joins with a new session, as an attendee or as whoever may come in by the link. The browser gets a cookie, by
    /// which a guest is known from then on.
    /// </summary>
    /// <returns>200 Room with the new <c>sessionId</c>; 403 <c>ban</c>, <c>password</c>; 404 not visible; 409 the session in the call.</returns>
    private static async Task<OcsResult<RoomView>> Join(
        string token, Caller caller, JoinRequest request, HttpRequest http, Joining joining, CancellationToken ct)
    {
        var secret = BrowserCookie.SecretOf(http, caller.Browser);
        var joined = await joining.JoinAsync(new Knock(caller, token, request.Password, request.Force, secret), ct);
        return OcsResult.From(joined).With(HeaderNames.SetCookie, BrowserCookie.Header(http, secret));
    }

    /// <summary>Ends the session of this tab.</summary>
    /// <returns>200 null, always.</returns>
    private static async Task<OcsResult<Nothing>> Leave(string token, Caller caller, Leaving leaving, CancellationToken ct)
    {
        await leaving.LeaveAsync(caller, token, ct);
        return OcsResult.Ok(default(Nothing));
    }

    /// <returns>200 Room; 404 null without a session; 400 null for another state than 0 and 1.</returns>
    private static async Task<OcsResult<RoomView>> SetState(Meetings.Access access, SessionStateRequest request, RoomViews rooms, CancellationToken ct)
    {
        if (access.Session is not { } session) return OcsResult.Refuse<RoomView>(NoSession);
        if ((SessionState)request.State is not (SessionState.Inactive or SessionState.Active)) return OcsResult.Refuse<RoomView>(NotAState);

        session.State = (SessionState)request.State;
        return OcsResult.Ok(await rooms.OfAsync(access, ct));
    }

    /// <returns>200 null; 403 null for somebody with an account.</returns>
    private static async Task<OcsResult<Nothing>> SetName(Meetings.Access access, GuestNameRequest request, GuestNames names, CancellationToken ct) =>
        OcsResult.From(await names.SetAsync(access.Conversation, access.Attendee, request.DisplayName, ct));
}
