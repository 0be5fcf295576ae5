using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Conversations;

/// <summary>Reading and creating conversations (conversations §3.1, §3.2).</summary>
internal static class ConversationEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Conversations");

        room.MapGet("", Get).Needs(Guard.Visible).Protects(Protects.RoomToken)
            .WithName("room-getSingleRoom").WithSummary("Get a conversation");
    }

    private static async Task<OcsResult<RoomView>> Get(Meetings.Access access, RoomViews rooms, CancellationToken ct) =>
        OcsResult.Ok(await rooms.OfAsync(access, ct));
}
