using Plenum.Common;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <param name="Now">The server's time, in Unix milliseconds.</param>
internal sealed record TimeView(long Now);

/// <summary>Plenum's own addition: what time it is here, for countdowns in browsers whose clocks are off.</summary>
internal static class TimeEndpoints
{
    /// <summary>Beside the ladder: a thousand who wait ask often, and it costs no look at the database.</summary>
    public static void MapTime(this IEndpointRouteBuilder app) =>
        app.MapGet($"{OcsMiddleware.Root}/apps/plenum/api/v1/time", Get)
            .AllowAnonymous().WithMetadata(new CsrfExempt(), new OpenInMaintenance()).WithTags("Session")
            .WithName("plenum-getTime").WithSummary("Get the server's time");

    /// <returns>200, whoever asks.</returns>
    private static OcsResult<TimeView> Get(TimeProvider time) => OcsResult.Ok(new TimeView(time.Now().ToUnixTimeMilliseconds()));
}
