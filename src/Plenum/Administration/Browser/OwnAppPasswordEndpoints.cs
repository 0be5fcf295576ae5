using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Plenum's own addition: one's app passwords, to be looked through, made and revoked (platform §2.5).</summary>
internal static class OwnAppPasswordEndpoints
{
    private static readonly Refusal Unknown = Refusal.NotFound() with { Message = "There is no such app password" };
    private static readonly Refusal BadName = Refusal.Invalid("name");
    private static readonly Refusal ByAppPassword = Refusal.Forbidden("app-password");

    public static void MapOwnAppPasswords(this IEndpointRouteBuilder own)
    {
        var passwords = own.MapGroup("account/app-passwords").WithTags("App passwords");

        passwords.MapGet("", List).Needs(Guard.Account)
            .WithName("plenum-listAppPasswords").WithSummary("List one's app passwords");
        passwords.MapPost("", Create).Needs(Guard.Account)
            .AnswersWith(201).WithName("plenum-createAppPassword").WithSummary("Make an app password");
        passwords.MapDelete("{passwordId:long}", Revoke).Needs(Guard.Account)
            .WithName("plenum-revokeAppPassword").WithSummary("Revoke an app password");
    }

    /// <returns>200, the newest first; never the passwords themselves.</returns>
    private static async Task<OcsResult<List<AppPasswordRowView>>> List(Caller caller, AppPasswordBook book, CancellationToken ct)
    {
        var passwords = await book.OfAsync(caller.Account!, ct);
        return OcsResult.Ok(passwords.ConvertAll(password => AppPasswordRowView.Of(password, caller.AppPassword)));
    }

    /// <summary>The password is shown this once. It works with the name that one signed in with.</summary>
    /// <returns>201; 400 <c>name</c>; 403 <c>app-password</c> to an app password, <c>confirm</c> to a browser in which the password was not proven within half an hour.</returns>
    private static async Task<OcsResult<NewAppPasswordView>> Create(
        NameRequest request, Caller caller, AppPasswordBook book, AccountBook accounts, UnitOfWork unit, TimeProvider time, CancellationToken ct)
    {
        if (caller.AppPassword is not null) return OcsResult.Refuse<NewAppPasswordView>(ByAppPassword);
        if (ConfirmationRules.Check(caller.ProvenAt, time.Now()) is { } unproven) return OcsResult.Refuse<NewAppPasswordView>(unproven);
        if (request.Name.Trim() is not { Length: > 0 and <= AppPassword.MaxNameLength } name) return OcsResult.Refuse<NewAppPasswordView>(BadName);
        if (await accounts.FindAsync(caller.Account!.Id, ct) is not { } account) return OcsResult.Refuse<NewAppPasswordView>(DirectoryLock.Gone);

        var (row, password) = book.Add(account, caller.LoginName ?? account.Id, name);
        await unit.FlushAsync(ct);
        return OcsResult.From<NewAppPasswordView>(new NewAppPasswordView(row.Id, row.Name, row.LoginName, password), StatusCodes.Status201Created);
    }

    /// <summary>The device is out at its next request.</summary>
    /// <returns>200 <c>[]</c>; 404 for an unknown one and for another's.</returns>
    private static async Task<OcsResult<Empty>> Revoke(long passwordId, Caller caller, AppPasswordBook book, CancellationToken ct) =>
        await book.RevokeAsync(caller.Account!, passwordId, ct) ? OcsResult.Ok(default(Empty)) : OcsResult.Refuse<Empty>(Unknown);

    private sealed record NameRequest(string Name) : OcsRequest<NameRequest>;
}

/// <param name="Id">To revoke it by.</param>
/// <param name="Name">What the device is called.</param>
/// <param name="CreatedAt">Unix seconds.</param>
/// <param name="LastUsedAt">Unix seconds, exact to five minutes; 0 before the first time.</param>
/// <param name="IsCurrent">This request was sent with it.</param>
internal sealed record AppPasswordRowView(long Id, string Name, long CreatedAt, long LastUsedAt, bool IsCurrent)
{
    public static AppPasswordRowView Of(AppPassword password, AppPassword? used) =>
        new(password.Id, password.Name, password.CreatedAt.ToUnixTimeSeconds(), password.LastUsedAt.ToUnix(), password.Id == used?.Id);
}

/// <param name="Id">To revoke it by.</param>
/// <param name="Name">What the device is called.</param>
/// <param name="LoginName">The name to type on the device.</param>
/// <param name="Password">72 letters and digits.</param>
internal sealed record NewAppPasswordView(long Id, string Name, string LoginName, string Password);
