using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.BreakoutRooms;

/// <summary>A breakout room as those see it who may go there.</summary>
/// <param name="Token">The breakout room.</param>
/// <param name="Name">How it is called.</param>
/// <param name="People">How many are there now, hosts among them.</param>
/// <param name="IsOwn">The caller belongs to it.</param>
internal sealed record ChoiceView(string Token, string Name, int People, bool IsOwn);

/// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>: what somebody looks at who chooses a room, guests among them.</summary>
internal static class ChoiceEndpoints
{
    public static void MapChoices(this IEndpointRouteBuilder own) =>
        own.MapGet($"v1/breakout-rooms/{ConversationToken.Route}/choices", List).Needs(Guard.Attendee).WithTags("Breakout rooms")
            .WithName("plenum-listChoices").WithSummary("List the breakout rooms one may go to, with how many are there");

    /// <summary>Asked of the parent. The own room; all of them for moderators and in free mode.</summary>
    /// <returns>200 in their order; 400 <c>mode</c>, <c>status</c>.</returns>
    private static async Task<OcsResult<List<ChoiceView>>> List(Meetings.Access access, BreakoutRoomViews views, CancellationToken ct) =>
        OcsResult.From(await views.ChoicesAsync(access, ct));
}
