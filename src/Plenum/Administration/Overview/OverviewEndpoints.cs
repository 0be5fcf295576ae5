using System.ComponentModel.DataAnnotations;
using Plenum.Common;
using Plenum.Media;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <summary>Plenum's own addition: what an administrator's page shows.</summary>
internal static class OverviewEndpoints
{
    private static readonly Refusal NoEngine = Refusal.NotFound("engine");

    public static void MapOverview(this IEndpointRouteBuilder own)
    {
        var admin = own.MapGroup("admin").WithTags("Administration");

        admin.MapGet("overview", Get).Needs(Guard.Administrator)
            .WithName("plenum-getOverview").WithSummary("See how the server fares");
        admin.MapGet("settings", Settings).Needs(Guard.Administrator)
            .WithName("plenum-listSettings").WithSummary("List the settings that this server understands");
        admin.MapPost("tests/janus", TestJanus).Needs(Guard.Administrator).OwnsUnitOfWork()
            .WithName("plenum-testJanus").WithSummary("Check a media engine");
    }

    /// <returns>200. What is of one node is of the one that answers.</returns>
    private static async Task<OcsResult<OverviewView>> Get(OverviewReader overview, CancellationToken ct) => OcsResult.Ok(await overview.ReadAsync(ct));

    /// <summary>What holds now and what holds where nothing is set. Changing one is the settings API's (platform §7.5), reading a secret too.</summary>
    /// <returns>200 list in the order of the documentation.</returns>
    private static async Task<OcsResult<List<SettingView>>> Settings(SettingViews settings, CancellationToken ct) => OcsResult.Ok(await settings.ListAsync(ct));

    /// <summary>Opens a connection of its own, with everything that a first stream needs.</summary>
    /// <returns>200, also for an engine that does not answer; 404 <c>engine</c>.</returns>
    private static async Task<OcsResult<EngineCheckView>> TestJanus(EngineRequest request, JanusCheck check, CancellationToken ct) =>
        await check.KnockAsync(request.Engine, ct) is { } found
            ? OcsResult.Ok(new EngineCheckView(found.Ok, found.Detail, (long)found.Took.TotalMilliseconds))
            : OcsResult.Refuse<EngineCheckView>(NoEngine);

    /// <param name="Engine">The place in the overview's list of engines, from 0.</param>
    private sealed record EngineRequest([Range(0, int.MaxValue)] int Engine) : OcsRequest<EngineRequest>;
}

/// <param name="Ok">It can be used.</param>
/// <param name="Detail">What it is, or what is wrong; in Janus's words.</param>
/// <param name="Milliseconds">How long it took to find out.</param>
internal sealed record EngineCheckView(bool Ok, string Detail, long Milliseconds);
