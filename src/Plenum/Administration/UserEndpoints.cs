using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <summary>Accounts (platform §7.2). Numbers are OCS codes: over version 2 those below 200 are HTTP 400, 998 is 404.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder cloud)
    {
        cloud.MapGet("user", Own).Needs(Guard.Account).WithTags("Provisioning")
            .WithName("users-getCurrentUser").WithSummary("Get one's own account");

        var users = cloud.MapGroup("users").WithTags("Provisioning");
        users.MapGet("", Search).Needs(Guard.Administrator)
            .WithName("users-getUsers").WithSummary("Find accounts");
        users.MapGet("details", Details).Needs(Guard.Administrator)
            .WithName("users-getUsersDetails").WithSummary("Find accounts and read them");
        users.MapPost("", Create).Needs(Guard.Administrator).OwnsUnitOfWork()
            .WithName("users-addUser").WithSummary("Create an account");
        users.MapGet("{id}", Get).Needs(Guard.Account)
            .WithName("users-getUser").WithSummary("Get an account");
        users.MapPut("{id}", Edit).Needs(Guard.Account).OwnsUnitOfWork()
            .WithName("users-editUser").WithSummary("Change one field of an account");
        users.MapPut("{id}/additional_mail", EditMail).Needs(Guard.Account).OwnsUnitOfWork()
            .WithName("users-editUserMultiField").WithSummary("Replace or remove one of the further addresses of an account");
        users.MapPut("{id}/enable", Enable).Needs(Guard.Administrator)
            .WithName("users-enableUser").WithSummary("Let an account sign in again");
        users.MapPut("{id}/disable", Disable).Needs(Guard.Administrator)
            .WithName("users-disableUser").WithSummary("Keep an account from signing in");
        users.MapDelete("{id}", Delete).Needs(Guard.Administrator)
            .WithName("users-deleteUser").WithSummary("Delete an account");
        users.MapPost("{id}/welcome", Welcome).Needs(Guard.Administrator)
            .WithName("users-resendWelcomeMessage").WithSummary("Send the welcome mail again; nothing is sent");
    }

    /// <summary>Answers <c>{users: [id, …]}</c>.</summary>
    private static async Task<OcsResult<UserIdsView>> Search(PageRequest page, UserViews users, CancellationToken ct) =>
        OcsResult.Ok(new UserIdsView(await users.SearchAsync(page, ct)));

    /// <summary>Answers <c>{users: {id: account, …}}</c>.</summary>
    private static async Task<OcsResult<UserMapView>> Details(PageRequest page, UserViews users, CancellationToken ct) =>
        OcsResult.Ok(new UserMapView(await users.DetailsAsync(page, ct)));

    private static async Task<OcsResult<UserView>> Own(Caller caller, UserViews users, CancellationToken ct) =>
        OcsResult.Ok(await users.OwnAsync(caller.Account!, ct));

    /// <summary>The whole account for itself and for administrators, for others what it shares; 404 for an unknown one.</summary>
    private static async Task<OcsResult<object>> Get(string id, Caller caller, AccountBook accounts, UserViews users, GroupMemberships memberships, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is not { } account) return OcsResult.Refuse<object>(UnknownToRead);
        if (account.Id == caller.Account!.Id) return OcsResult.Ok<object>(await users.OwnAsync(account, ct));

        return await memberships.IsAdminAsync(caller.Account, ct)
            ? OcsResult.Ok<object>(await users.OfAsync(account, ct))
            : OcsResult.Ok<object>(ReducedUserView.Of(account));
    }

    /// <summary>Answers <c>{id}</c>; 101 argument, 102 exists, 103 sub-administrators, 104 unknown group, 107 password policy, 108 neither password nor address.</summary>
    private static async Task<OcsResult<CreatedUserView>> Create(CreateUserRequest request, AccountProvisioning accounts, CancellationToken ct)
    {
        if (request.Subadmin is { Length: > 0 }) return OcsResult.Refuse<CreatedUserView>(Refusal.Coded(103, "This server has no sub-administrators"));

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

    /// <summary>
    /// Answers <c>[]</c>; 101 value, 107 password policy, 112 impossible, 113 field, 998 unknown account or no right. One's
    /// own password, by cookie: 403 <c>confirm</c> unless it was proven within half an hour; this browser stays signed in.
    /// </summary>
    private static async Task<OcsResult<Empty>> Edit(
        string id, EditRequest request, Caller caller, HttpRequest http, AccountProvisioning accounts, OwnPassword own, CancellationToken ct)
    {
        if (request.Key != AccountProvisioning.PasswordField || caller.ProvenAt is null || caller.Account!.Key != Account.KeyOf(id))
        {
            return OcsResult.From(await accounts.EditAsync(caller.Account!, id, request.Key, request.Value, ct));
        }

        return (await own.ChangeAsync(caller, request.Value, http, ct)).TryGet(out var cookie, out var refusal)
            ? OcsResult.Ok(default(Empty)).With(HeaderNames.SetCookie, cookie.Header)
            : OcsResult.Refuse<Empty>(refusal);
    }

    /// <summary><c>key</c> is the address, an empty <c>value</c> removes it; 101 when it is none of the account's, 998 as above.</summary>
    private static async Task<OcsResult<Empty>> EditMail(string id, EditRequest request, Caller caller, AccountProvisioning accounts, CancellationToken ct) =>
        OcsResult.From(await accounts.EditMailAsync(caller.Account!, id, request.Key, request.Value, ct));

    /// <summary>101 for an unknown account.</summary>
    private static async Task<OcsResult<Empty>> Enable(string id, Caller caller, AccountProvisioning accounts, CancellationToken ct) =>
        OcsResult.From(await accounts.SetEnabledAsync(caller.Account!, id, enabled: true, ct));

    /// <summary>101 for an unknown account and for one's own.</summary>
    private static async Task<OcsResult<Empty>> Disable(string id, Caller caller, AccountProvisioning accounts, CancellationToken ct) =>
        OcsResult.From(await accounts.SetEnabledAsync(caller.Account!, id, enabled: false, ct));

    /// <summary>998 for an unknown account, 101 for one's own.</summary>
    private static async Task<OcsResult<Empty>> Delete(string id, Caller caller, AccountProvisioning accounts, CancellationToken ct) =>
        OcsResult.From(await accounts.DeleteAsync(caller.Account!, id, ct));

    private static async Task<OcsResult<Empty>> Welcome(string id, AccountBook accounts, CancellationToken ct) =>
        await accounts.FindAsync(id, ct) is null ? OcsResult.Refuse<Empty>(AccountRules.UnknownAccount) : OcsResult.Ok(default(Empty));

    private static readonly Refusal UnknownToRead = Refusal.NotFound() with { Message = "User does not exist" };

    private sealed record CreateUserRequest(
        string Userid = "",
        string? Password = null,
        string? DisplayName = null,
        string? Email = null,
        string[]? Groups = null,
        string[]? Subadmin = null,
        string? Language = null) : OcsRequest<CreateUserRequest>;

    private sealed record EditRequest(string Key = "", string Value = "") : OcsRequest<EditRequest>;

    private sealed record CreatedUserView(string Id);

    private sealed record UserIdsView(IReadOnlyList<string> Users);
}

/// <summary>Accounts by id; <c>[]</c> when there are none.</summary>
internal sealed record UserMapView(
    [property: JsonConverter(typeof(PhpMapConverter<UserView>))] IReadOnlyDictionary<string, UserView> Users);
