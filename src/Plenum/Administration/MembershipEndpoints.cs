using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <summary>Who is in which group (platform §7.3). Joining and leaving a group that is in conversations joins and leaves them too.</summary>
internal static class MembershipEndpoints
{
    private static readonly Refusal NoGroup = Refusal.Coded(101, "Name a group");
    private static readonly Refusal UnknownGroup = Refusal.Coded(102, "The group does not exist");
    private static readonly Refusal UnknownAccount = Refusal.Coded(103, "The account does not exist");
    private static readonly Refusal OwnRights = Refusal.Coded(105, "Administrators cannot remove themselves from the group admin");
    private static readonly Refusal NoSubAdmins = Refusal.Coded(101, "This server has no sub-administrators");

    public static void MapMemberships(this IEndpointRouteBuilder cloud)
    {
        var groups = cloud.MapGroup("users/{id}/groups").WithTags("Provisioning");
        groups.MapGet("", Get).Needs(Guard.Account)
            .WithName("users-getUsersGroups").WithSummary("List the groups of an account");
        groups.MapPost("", Join).Needs(Guard.Administrator)
            .WithName("users-addToGroup").WithSummary("Put an account into a group");
        groups.MapDelete("", Leave).Needs(Guard.Administrator)
            .WithName("users-removeFromGroup").WithSummary("Take an account out of a group");

        var subAdmins = cloud.MapGroup("users/{id}/subadmins").WithTags("Provisioning");
        subAdmins.MapGet("", SubAdminGroups).Needs(Guard.Administrator)
            .WithName("users-getUserSubAdminGroups").WithSummary("List the groups that an account administers: none");
        subAdmins.MapPost("", RefuseSubAdmin).Needs(Guard.Administrator)
            .WithName("users-addSubAdmin").WithSummary("Make an account sub-administrator: refused");
        subAdmins.MapDelete("", RefuseSubAdmin).Needs(Guard.Administrator)
            .WithName("users-removeSubAdmin").WithSummary("Take the rights of a sub-administrator: refused");
    }

    /// <summary>Answers <c>{groups: [id, …]}</c> to the account itself and to administrators; 998 to others.</summary>
    private static async Task<OcsResult<GroupsView>> Get(string id, Caller caller, AccountBook accounts, UserViews users, GroupMemberships memberships, CancellationToken ct)
    {
        var mayRead = caller.Account!.Key == Account.KeyOf(id) || await memberships.IsAdminAsync(caller.Account, ct);
        return mayRead && await accounts.FindAsync(id, ct) is { } account
            ? OcsResult.Ok(new GroupsView(await users.GroupsOfAsync(account.Id, ct)))
            : OcsResult.Refuse<GroupsView>(AccountRules.UnknownAccount);
    }

    /// <summary>Answers <c>[]</c>, the second time too; 101 no group named, 102 unknown group, 103 unknown account.</summary>
    private static async Task<OcsResult<Empty>> Join(string id, MembershipRequest request, AccountBook accounts, GroupProvisioning groups, CancellationToken ct)
    {
        if (request.Groupid.Length == 0) return OcsResult.Refuse<Empty>(NoGroup);
        if (await groups.FindAsync(request.Groupid, ct) is not { } group) return OcsResult.Refuse<Empty>(UnknownGroup);
        if (await accounts.FindAsync(id, ct) is not { } account) return OcsResult.Refuse<Empty>(UnknownAccount);

        await groups.JoinAsync(account, group.Id, ct);
        return OcsResult.Ok(default(Empty));
    }

    /// <summary>Answers <c>[]</c>; the codes of joining, and 105 when administrators take <c>admin</c> from themselves.</summary>
    private static async Task<OcsResult<Empty>> Leave(string id, MembershipRequest request, Caller caller, AccountBook accounts, GroupProvisioning groups, CancellationToken ct)
    {
        if (request.Groupid.Length == 0) return OcsResult.Refuse<Empty>(NoGroup);
        if (await groups.FindAsync(request.Groupid, ct) is not { } group) return OcsResult.Refuse<Empty>(UnknownGroup);
        if (await accounts.FindAsync(id, ct) is not { } account) return OcsResult.Refuse<Empty>(UnknownAccount);
        if (account.Id == caller.Account!.Id && group.Id == AccountGroup.Admin) return OcsResult.Refuse<Empty>(OwnRights);

        await groups.LeaveAsync(account, group.Id, ct);
        return OcsResult.Ok(default(Empty));
    }

    /// <summary>Answers <c>[]</c>; 101 for an unknown account.</summary>
    private static async Task<OcsResult<string[]>> SubAdminGroups(string id, AccountBook accounts, CancellationToken ct) =>
        await accounts.FindAsync(id, ct) is null ? OcsResult.Refuse<string[]>(NoSubAdmins with { Message = "User does not exist" }) : OcsResult.Ok<string[]>([]);

    private static OcsResult<Empty> RefuseSubAdmin(string id) => OcsResult.Refuse<Empty>(NoSubAdmins);

    private sealed record MembershipRequest(string Groupid = "") : OcsRequest<MembershipRequest>;

    private sealed record GroupsView(IReadOnlyList<string> Groups);
}
