using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <summary>Accounts (platform §7.2).</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder cloud)
    {
        var users = cloud.MapGroup("users").WithTags("Provisioning");

        users.MapPost("", Create).Needs(Guard.Administrator).OwnsUnitOfWork()
            .WithName("users-addUser").WithSummary("Create an account");
        cloud.MapGet("user", Own).Needs(Guard.Account).WithTags("Provisioning")
            .WithName("users-getCurrentUser").WithSummary("Get one's own account");
    }

    /// <summary>Answers <c>{id}</c>; 101, 102, 104, 107 or 108 (platform §7.2).</summary>
    private static async Task<OcsResult<CreatedUserView>> Create(CreateUserRequest request, AccountProvisioning accounts, CancellationToken ct)
    {
        var person = new NewAccount(request.Userid, request.Password)
        {
            DisplayName = request.DisplayName,
            Email = request.Email,
            Language = request.Language,
            Groups = request.Groups ?? [],
        };
        var created = await accounts.CreateAsync(person, ct);
        return OcsResult.From(created.Then(account => new CreatedUserView(account.Id)));
    }

    private static async Task<OcsResult<UserView>> Own(Caller caller, GroupMemberships memberships, CancellationToken ct)
    {
        var account = caller.Account!;
        var groups = await memberships.OfAsync(account.Id, ct);
        return OcsResult.Ok(UserView.Own(account, [.. groups.Order(StringComparer.Ordinal)]));
    }

    private sealed record CreateUserRequest(
        string Userid = "",
        string? Password = null,
        string? DisplayName = null,
        string? Email = null,
        string[]? Groups = null,
        string? Language = null) : OcsRequest<CreateUserRequest>;

    private sealed record CreatedUserView(string Id);
}
