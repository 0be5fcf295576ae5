using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.BreakoutRooms;

/// <summary>Somebody who was told to go to another conversation of a meeting and has not arrived.</summary>
/// <param name="ActorType">Kind of the attendee.</param>
/// <param name="ActorId">The attendee's id within that kind.</param>
/// <param name="DisplayName">Empty for a guest without a name.</param>
/// <param name="From">Token of the conversation to be left; it may have been deleted.</param>
/// <param name="To">Token of the conversation to go to.</param>
/// <param name="OrderedAt">Unix seconds.</param>
/// <param name="Repeated">Has been told a second time.</param>
internal sealed record MissingView(string ActorType, string ActorId, string DisplayName, string From, string To, long OrderedAt, bool Repeated);

/// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>: who is still missing when people are moved.</summary>
internal static class MoveEndpoints
{
    public static void MapMoves(this IEndpointRouteBuilder own) =>
        own.MapGet($"v1/breakout-rooms/{ConversationToken.Route}/moves", List).Needs(Guard.AnyModerator).WithTags("Breakout rooms")
            .WithName("plenum-listMoves").WithSummary("List who was sent to another room and has not arrived");

    /// <summary>Asked of the parent or of any of its breakout rooms.</summary>
    /// <returns>200 people in the order of the orders, empty when everybody has arrived.</returns>
    private static async Task<OcsResult<List<MissingView>>> List(Meetings.Access access, MoveViews moves, CancellationToken ct) =>
        OcsResult.Ok(await moves.OfAsync(access.Conversation, ct));
}
