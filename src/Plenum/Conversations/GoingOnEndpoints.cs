using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Conversations;

/// <summary>What is going on in one of somebody's conversations.</summary>
/// <param name="Token">The conversation, which may be a breakout room.</param>
/// <param name="Present">How many people are there, past the lobby.</param>
/// <param name="InCall">How many of them are in the call.</param>
/// <param name="Waiting">How many wait in the lobby, for moderators; null for others.</param>
internal sealed record GoingOnView(string Token, int Present, int InCall, int? Waiting);

/// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>: where something is going on.</summary>
internal static class GoingOnEndpoints
{
    public static void MapGoingOn(this IEndpointRouteBuilder own) =>
        own.MapGet("v1/overview", List).Needs(Guard.Account).WithTags("Conversations")
            .WithName("plenum-overview").WithSummary("Say in which of one's conversations something is going on");

    /// <summary>Conversations whose lobby holds the caller back are not among them.</summary>
    /// <returns>200 those in which somebody is, or waits as far as the caller may know, by id.</returns>
    private static async Task<OcsResult<List<GoingOnView>>> List(Caller caller, GoingOn goingOn, CancellationToken ct) =>
        OcsResult.Ok(await goingOn.OfAsync(caller.Account!.Id, ct));
}
