using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <summary>Groups of accounts (platform §7.4). Every account may list their ids, everything else is for administrators.</summary>
internal static class GroupEndpoints
{
    private static readonly Refusal UnknownToChange = Refusal.Coded(101, "The group does not exist");
    private static readonly Refusal Indispensable = Refusal.Coded(102, "The group of administrators cannot be deleted");
    private static readonly Refusal OnlyName = Refusal.Coded(101, "Only the display name of a group can be changed");

    public static void MapGroups(this IEndpointRouteBuilder cloud)
    {
        var groups = cloud.MapGroup("groups").WithTags("Provisioning");

        groups.MapGet("", Search).Needs(Guard.Account)
            .WithName("groups-getGroups").WithSummary("Find groups");
        groups.MapGet("details", Details).Needs(Guard.Administrator)
            .WithName("groups-getGroupsDetails").WithSummary("Find groups and read them");
        groups.MapPost("", Create).Needs(Guard.Administrator)
            .WithName("groups-addGroup").WithSummary("Create a group");
        groups.MapGet("{id}", Members).Needs(Guard.Administrator)
            .WithName("groups-getGroup").WithSummary("List the members of a group (old address)");
        groups.MapPut("{id}", Edit).Needs(Guard.Administrator)
            .WithName("groups-updateGroup").WithSummary("Rename a group");
        groups.MapDelete("{id}", Delete).Needs(Guard.Administrator)
            .WithName("groups-deleteGroup").WithSummary("Delete a group");
        groups.MapGet("{id}/users", Members).Needs(Guard.Administrator)
            .WithName("groups-getGroupUsers").WithSummary("List the members of a group");
        groups.MapGet("{id}/users/details", MemberDetails).Needs(Guard.Administrator)
            .WithName("groups-getGroupUsersDetails").WithSummary("Read the members of a group");
        groups.MapGet("{id}/subadmins", SubAdmins).Needs(Guard.Administrator)
            .WithName("groups-getSubAdminsOfGroup").WithSummary("List the sub-administrators of a group: none");
    }

    /// <summary>Answers <c>{groups: [id, …]}</c>.</summary>
    private static async Task<OcsResult<GroupIdsView>> Search(PageRequest page, GroupViews groups, CancellationToken ct) =>
        OcsResult.Ok(new GroupIdsView(await groups.SearchAsync(page, ct)));

    /// <summary>Answers <c>{groups: [{id, displayname, usercount, disabled, canAdd, canRemove}, …]}</c>.</summary>
    private static async Task<OcsResult<GroupListView>> Details(PageRequest page, GroupViews groups, CancellationToken ct) =>
        OcsResult.Ok(new GroupListView(await groups.DetailsAsync(page, ct)));

    /// <summary>Answers <c>[]</c>; 101 for an id that cannot be, 102 for one that is taken.</summary>
    private static async Task<OcsResult<Empty>> Create(CreateGroupRequest request, GroupProvisioning groups, CancellationToken ct) =>
        OcsResult.From((await groups.CreateAsync(request.Groupid, request.Displayname, ct)).Then(_ => default(Empty)));

    /// <summary>Answers <c>{users: [id, …]}</c>; 404 for an unknown group.</summary>
    private static async Task<OcsResult<MemberIdsView>> Members(string id, GroupViews groups, CancellationToken ct) =>
        await groups.MembersAsync(id, ct) is { } members
            ? OcsResult.Ok(new MemberIdsView(members))
            : OcsResult.Refuse<MemberIdsView>(GroupRules.Unknown);

    /// <summary>Answers <c>{users: {id: account, …}}</c>; 404 for an unknown group.</summary>
    private static async Task<OcsResult<UserMapView>> MemberDetails(string id, PageRequest page, GroupViews groups, UserViews users, CancellationToken ct) =>
        await groups.ExistsAsync(id, ct)
            ? OcsResult.Ok(new UserMapView(await users.MemberDetailsAsync(id, page, ct)))
            : OcsResult.Refuse<UserMapView>(GroupRules.Unknown);

    /// <summary>Answers <c>[]</c>; 404 for an unknown group, 101 for another key than <c>displayname</c> or a name that is empty or too long.</summary>
    private static async Task<OcsResult<Empty>> Edit(string id, EditGroupRequest request, GroupProvisioning groups, CancellationToken ct)
    {
        if (await groups.FindAsync(id, ct) is not { } group) return OcsResult.Refuse<Empty>(GroupRules.Unknown);

        var name = request.Value.Trim();
        if (request.Key != "displayname") return OcsResult.Refuse<Empty>(OnlyName);
        if (name.Length == 0 || !AccountRules.IsValidName(name)) return OcsResult.Refuse<Empty>(AccountRules.InvalidName);

        await groups.RenameAsync(group, name, ct);
        return OcsResult.Ok(default(Empty));
    }

    /// <summary>Answers <c>[]</c>; 101 for an unknown group, 102 for <c>admin</c>.</summary>
    private static async Task<OcsResult<Empty>> Delete(string id, GroupProvisioning groups, CancellationToken ct)
    {
        if (await groups.FindAsync(id, ct) is not { } group) return OcsResult.Refuse<Empty>(UnknownToChange);
        if (group.Id == AccountGroup.Admin) return OcsResult.Refuse<Empty>(Indispensable);

        await groups.DeleteAsync(group, ct);
        return OcsResult.Ok(default(Empty));
    }

    private static async Task<OcsResult<string[]>> SubAdmins(string id, GroupViews groups, CancellationToken ct) =>
        await groups.ExistsAsync(id, ct) ? OcsResult.Ok<string[]>([]) : OcsResult.Refuse<string[]>(UnknownToChange);

    private sealed record CreateGroupRequest(string Groupid = "", string? Displayname = null) : OcsRequest<CreateGroupRequest>;

    private sealed record EditGroupRequest(string Key = "", string Value = "") : OcsRequest<EditGroupRequest>;

    private sealed record GroupIdsView(IReadOnlyList<string> Groups);

    private sealed record GroupListView(IReadOnlyList<GroupView> Groups);

    private sealed record MemberIdsView(IReadOnlyList<string> Users);
}
