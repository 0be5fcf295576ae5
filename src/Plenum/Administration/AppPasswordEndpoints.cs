using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Passwords for single devices (platform §2.5).</summary>
internal static class AppPasswordEndpoints
{
    private static readonly Refusal IsOne = Refusal.Forbidden() with { Message = "An app password cannot ask for another one" };
    private static readonly Refusal IsNone = Refusal.Forbidden() with { Message = "No app password was used" };

    public static void MapAppPasswords(this IEndpointRouteBuilder ocs)
    {
        var core = ocs.MapGroup("core").WithTags("App passwords");

        core.MapGet("getapppassword", Issue).Needs(Guard.Account)
            .WithName("app_password-getAppPassword").WithSummary("Get a new app password");
        core.MapDelete("apppassword", Revoke).Needs(Guard.Account)
            .WithName("app_password-deleteAppPassword").WithSummary("Revoke the app password of this request");
        core.MapPost("apppassword/rotate", Rotate).Needs(Guard.Account)
            .WithName("app_password-rotateAppPassword").WithSummary("Exchange the app password of this request for a new one");
        core.MapPut("apppassword/confirm", Confirm).Needs(Guard.Account).OwnsUnitOfWork()
            .WithName("app_password-confirmUserPassword").WithSummary("Prove one's own password once more");
    }

    /// <summary>Answers <c>{apppassword}</c> to somebody who signed in with the account's own password; 403 to an app password.</summary>
    private static async Task<OcsResult<AppPasswordView>> Issue(Caller caller, AppPasswordBook book, AccountBook accounts, UnitOfWork unit, CancellationToken ct)
    {
        if (caller.AppPassword is not null) return OcsResult.Refuse<AppPasswordView>(IsOne);

        var (account, loginName) = (caller.Account!, caller.LoginName ?? caller.Account!.Id);
        var issued = await unit.RunAsync<AppPasswordView>(
            async () => await accounts.FindAsync(account.Id, ct) is { } found ? new AppPasswordView(book.Issue(found, loginName, caller.UserAgent)) : DirectoryLock.Gone, ct);
        return OcsResult.From(issued);
    }

    /// <summary>Answers <c>[]</c>; 403 when no app password was used.</summary>
    private static async Task<OcsResult<Empty>> Revoke(Caller caller, AppPasswordBook book, CancellationToken ct)
    {
        if (caller.AppPassword is not { } used) return OcsResult.Refuse<Empty>(IsNone);

        await book.RevokeAsync(used, ct);
        return OcsResult.Ok(default(Empty));
    }

    /// <summary>Answers <c>{apppassword}</c>, the old one is dead; 403 when no app password was used. Of two at once one wins.</summary>
    private static async Task<OcsResult<AppPasswordView>> Rotate(Caller caller, AppPasswordBook book, CancellationToken ct)
    {
        if (caller.AppPassword is not { } used) return OcsResult.Refuse<AppPasswordView>(IsNone);

        return await book.RotateAsync(used, ct) is { } password
            ? OcsResult.Ok(new AppPasswordView(password))
            : OcsResult.Refuse<AppPasswordView>(IsNone);
    }

    /// <summary>A browser that is signed in may then do for half an hour what needs it. Answers <c>{lastLogin}</c> in Unix seconds; 403 for a wrong password, which counts as a guess, 429 after too many.</summary>
    private static async Task<OcsResult<ConfirmedView>> Confirm(
        ConfirmRequest request, Caller caller, HttpRequest http, BrowserSignIn signIn, SignInBook signIns, TimeProvider time, CancellationToken ct)
    {
        var proven = await signIn.ProveAsync(caller.Network, caller.Account!.Id, request.Password, ct);
        if (proven.Succeeded && caller.ProvenAt is not null) await signIns.ConfirmAsync(http, ct);
        return OcsResult.From(proven.Then(_ => new ConfirmedView(time.Now().ToUnixTimeSeconds())));
    }

    private sealed record ConfirmRequest(string Password) : OcsRequest<ConfirmRequest>;

    private sealed record ConfirmedView(long LastLogin);

    private sealed record AppPasswordView(string Apppassword);
}
