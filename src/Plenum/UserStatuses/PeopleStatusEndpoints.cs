using System.ComponentModel.DataAnnotations;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.UserStatuses;

/// <param name="Limit">At most so many.</param>
/// <param name="Offset">After so many.</param>
internal sealed record StatusesRequest(
    [Range(1, PeopleStatusEndpoints.MaxLimit)] int Limit = PeopleStatusEndpoints.MaxLimit, [Range(0, int.MaxValue)] int Offset = 0) : OcsRequest<StatusesRequest>;

/// <summary>The statuses of others, and the messages to choose from (platform §12).</summary>
internal static class PeopleStatusEndpoints
{
    public const int MaxLimit = 500;

    public static void MapPeopleStatuses(this IEndpointRouteBuilder api)
    {
        api.MapGet("statuses", List).Needs(Guard.Account).WithTags("User status")
            .WithName("statuses-findAll").WithSummary("List the statuses of people");
        api.MapGet("statuses/{userId}", Get).Needs(Guard.Account).WithTags("User status")
            .WithName("statuses-find").WithSummary("Get somebody's status");
        api.MapGet("predefined_statuses", Predefined).Needs(Guard.Account).WithTags("User status")
            .WithName("predefined_status-findAll").WithSummary("List the messages to choose from");
    }

    /// <summary>Of those whom the caller may find without knowing them.</summary>
    /// <returns>200 list by user id, empty beyond the last.</returns>
    private static async Task<OcsResult<List<PublicStatusView>>> List(Caller caller, StatusesRequest request, PeopleStatuses statuses, CancellationToken ct) =>
        OcsResult.Ok((await statuses.ListAsync(caller.Account!, request.Offset, request.Limit, ct)).ConvertAll(PublicStatusView.Of));

    /// <returns>200 status; 404 for somebody without one, for nobody and for somebody whom the caller may not find.</returns>
    private static async Task<OcsResult<PublicStatusView>> Get(Caller caller, string userId, PeopleStatuses statuses, CancellationToken ct) =>
        await statuses.FindAsync(caller.Account!, userId, ct) is { } status ? OcsResult.Ok(PublicStatusView.Of(status)) : OcsResult.Refuse<PublicStatusView>(StatusRefusals.None);

    /// <returns>200 list.</returns>
    private static OcsResult<IReadOnlyList<PredefinedStatus>> Predefined() => OcsResult.Ok(PredefinedStatuses.All);
}
