using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.UserStatuses;

/// <summary>What people choose for themselves. Runs inside the unit of work of the request.</summary>
internal sealed class StatusBook(PlenumDb db, DirectoryLock directory, StatusReader reader, TimeProvider time)
{
    /// <returns>The status as it is now; 400 for one that there is not.</returns>
    public async Task<Result<CurrentStatus>> ChooseAsync(Caller caller, string statusType, CancellationToken ct)
    {
        if (StatusNames.Parse(statusType) is not { } status) return StatusRefusals.UnknownType;

        return await ChangeAsync(caller.Account!.Id, stored => stored.Choose(status, DeviceNames.Of(caller), time.Now()), ct);
    }

    /// <param name="accountId">Whose.</param>
    /// <param name="message">null takes it away.</param>
    /// <param name="ct">Cancels it.</param>
    public Task<Result<CurrentStatus>> SayAsync(string accountId, StatusMessage? message, CancellationToken ct) =>
        ChangeAsync(accountId, stored => stored.Say(message, time.Now()), ct);

    /// <summary>Puts back what was before a status that came by itself: being in a call.</summary>
    /// <returns>The status that was put back; null when that one is not shown, so that nothing changes.</returns>
    public async Task<Result<CurrentStatus?>> RevertAsync(string accountId, string messageId, CancellationToken ct)
    {
        var isShown = messageId == PredefinedStatuses.Call.Id && (await reader.OfAsync(accountId, ct))?.MessageId == messageId;
        if (!isShown) return default(CurrentStatus);

        return (await ChangeAsync(accountId, stored => stored.DisregardCalls(time.Now()), ct)).Then(status => (CurrentStatus?)status);
    }

    /// <summary>The stored row, tracked; a new one for an account that has none.</summary>
    /// <returns>401 for an account that was deleted meanwhile.</returns>
    public async Task<Result<UserStatus>> OpenAsync(string accountId, CancellationToken ct)
    {
        if (await db.UserStatuses.FirstOrDefaultAsync(status => status.AccountId == accountId, ct) is { } stored) return stored;
        if ((await directory.HoldAccountsAsync([accountId], ct)).Count == 0) return DirectoryLock.Gone;

        var added = new UserStatus { AccountId = accountId };
        db.UserStatuses.Add(added);
        return added;
    }

    private async Task<Result<CurrentStatus>> ChangeAsync(string accountId, Action<UserStatus> change, CancellationToken ct)
    {
        if (!(await OpenAsync(accountId, ct)).TryGet(out var stored, out var refusal)) return refusal;

        change(stored);
        return (await reader.OfAsync(accountId, ct))!;
    }
}

internal static class StatusRefusals
{
    public static readonly Refusal UnknownType = new(RefusalKind.Invalid, Message: "The status is not known");
    public static readonly Refusal None = new(RefusalKind.NotFound, Message: "There is no status of this user");
}

/// <summary>Tells the devices of one account apart, as far as they can be.</summary>
internal static class DeviceNames
{
    /// <summary>An app by its password, a browser by its cookie; whatever else comes with the account's password is one device.</summary>
    public static string Of(Caller caller) => caller switch
    {
        { AppPassword: { } password } => $"app {password.Id}",
        { Browser: { } browser } => $"browser {browser.Id}",
        _ => "",
    };
}
