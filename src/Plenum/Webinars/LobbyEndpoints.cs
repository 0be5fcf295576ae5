using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Webinars;

/// <summary>The lobby of a webinar (webinars §3.1).</summary>
internal static class LobbyEndpoints
{
    public static void MapLobby(this IEndpointRouteBuilder api) =>
        api.MapPut($"v4/room/{ConversationToken.Route}/webinar/lobby", Set).Needs(Guard.AccountModerator)
            .WithTags("Webinars").WithName("room-set-lobby").WithSummary("Switch the lobby on or off");

    /// <summary>
    /// 200 the Room object; 400 <c>value</c> (timer or state), <c>breakout-room</c>, <c>type</c>, <c>object</c>;
    /// 401 without an account; 403 for others than moderators; 404.
    /// </summary>
    private static async Task<OcsResult<RoomView>> Set(
        Meetings.Access access, SetLobbyRequest request, LobbyService lobby, RoomViews rooms, CancellationToken ct)
    {
        var set = await lobby.SetAsync(access.Conversation, access.Attendee.Actor, request.State, request.Timer?.Value, ct);
        return OcsResult.From<RoomView>(set.TryGet(out _, out var refusal) ? await rooms.OfAsync(access, ct) : refusal);
    }
}

/// <param name="State">0 off, 1 on for everybody but moderators.</param>
/// <param name="Timer">Unix seconds at which the lobby opens by itself; null or 0 never.</param>
internal sealed record SetLobbyRequest(int State, Raw? Timer = null) : OcsRequest<SetLobbyRequest>;
