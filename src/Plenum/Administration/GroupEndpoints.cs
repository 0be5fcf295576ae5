using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <summary>Groups of accounts (platform §7.4).</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder cloud)
    {
        var groups = cloud.MapGroup("groups").WithTags("Provisioning");

        groups.MapPost("", Create).Needs(Guard.Administrator)
            .WithName("groups-addGroup").WithSummary("Create a group");
    }

    /// <summary>Answers <c>[]</c>; 101 for an id that cannot be, 102 for one that is taken.</summary>
    private static async Task<OcsResult<Empty>> Create(CreateGroupRequest request, GroupProvisioning groups, CancellationToken ct) =>
        OcsResult.From((await groups.CreateAsync(request.Groupid, request.Displayname, ct)).Then(_ => default(Empty)));

    private sealed record CreateGroupRequest(string Groupid = "", string? Displayname = null) : OcsRequest<CreateGroupRequest>;
}
