using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.ExternalSignaling;

/// <summary>Is a signaling server there, and new enough? For administrators (calls §B.5).</summary>
internal static class WelcomeEndpoints
{
    public static void MapSignalingWelcome(this IEndpointRouteBuilder api) =>
        api.MapGet("v3/signaling/welcome/{serverId:long}", Knock).Needs(Guard.Administrator).WithTags("Signaling")
            .WithName("signaling-get-welcome-message").WithSummary("Check a signaling server");

    /// <returns>200 with the version, and a warning when it lacks something; 404 null; 500 with what is wrong, and the version of a server that is too old.</returns>
    private static async Task<OcsResult<WelcomeView>> Knock(long serverId, WelcomeCheck check, CancellationToken ct) =>
        OcsResult.From(await check.KnockAsync(serverId, ct));
}
