using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Participants;

/// <param name="Password">The conversation's password; people who belong to it, or find it listed, need none.</param>
/// <param name="Force">Replaces a session of this tab that is in the call; without it that is a 409.</param>
internal sealed record JoinRequest(string Password = "", bool Force = true) : OcsRequest<JoinRequest>;

/// <summary>Coming and going (conversations §5.9, §5.10).</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var active = api.MapGroup($"v4/room/{ConversationToken.Route}/participants/active").WithTags("Participants");

        active.MapPost("", Join).Needs(Guard.None).Protects(Protects.RoomToken, Protects.RoomPassword).OwnsUnitOfWork()
            .WithName("room-joinRoom").WithSummary("Join a conversation");
        active.MapDelete("", Leave).Needs(Guard.None).OwnsUnitOfWork()
            .WithName("room-leaveRoom").WithSummary("Leave a conversation");
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
}
