using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>What a device learns when somebody has granted it access.</summary>
internal sealed record GrantedAccess(string LoginName, string AppPassword);

/// <summary>Login flows from the first request of a device to its app password (platform §2.6, §2.7).</summary>
internal sealed class LoginFlowBook(PlenumDb db, UnitOfWork unit, AppPasswordBook passwords, TimeProvider time)
{
    public const int TokenLength = 128;
    public const int StateLength = 64;

    private static readonly Refusal Unknown = Refusal.NotFound();

    /// <returns>What the browser is sent to, and what the device asks with when it does not see the browser.</returns>
    public async Task<(string LoginToken, string PollToken)> StartAsync(string userAgent, bool polled, CancellationToken ct)
    {
        var (login, poll) = (Secret.Create(TokenLength), Secret.Create(TokenLength));
        await unit.RunAsync(() =>
        {
            db.LoginFlows.Add(new LoginFlow
            {
                LoginDigest = Secret.Sha256(login),
                PollDigest = polled ? Secret.Sha256(poll) : null,
                Device = AppPasswordBook.NameOf(userAgent),
                CreatedAt = time.Now(),
            });
            return Task.FromResult(Result.Done);
        }, ct);
        return (login, poll);
    }

    /// <summary>The flow of a login token that is neither too old nor granted.</summary>
    public Task<LoginFlow?> FindAsync(string loginToken, CancellationToken ct) => Open(loginToken).AsNoTracking().FirstOrDefaultAsync(ct);

    /// <summary>Shown once more, the page carries a new state; the one before no longer counts.</summary>
    /// <returns>The state, or null for a flow that is not open.</returns>
    public async Task<string?> RenewStateAsync(string loginToken, CancellationToken ct)
    {
        var state = Secret.Create(StateLength);
        var changed = await unit.RunAsync<LoginFlow>(async () =>
        {
            if (await Open(loginToken).FirstOrDefaultAsync(ct) is not { } flow) return Unknown;

            flow.StateDigest = Secret.Sha256(state);
            return flow;
        }, ct);
        return changed.Succeeded ? state : null;
    }

    public async Task<LoginFlow?> FindAsync(string loginToken, string state, CancellationToken ct) =>
        await FindAsync(loginToken, ct) is { } flow && HasState(flow, state) ? flow : null;

    /// <summary>Grants a device access that comes for it by itself. Once only.</summary>
    public async Task<bool> GrantAsync(string loginToken, string state, Account account, string loginName, CancellationToken ct) =>
        (await unit.RunAsync<Nothing>(async () =>
        {
            if (await Open(loginToken).FirstOrDefaultAsync(ct) is not { PollDigest: not null } flow || !HasState(flow, state)) return Unknown;
            if (!await db.Accounts.AnyAsync(candidate => candidate.Id == account.Id, ct)) return Unknown;

            (flow.AccountId, flow.LoginName) = (account.Id, loginName);
            return default(Nothing);
        }, ct)).Succeeded;

    /// <summary>Grants access that the browser hands over at once.</summary>
    /// <returns>Null for a flow that is not open, or is not of this kind.</returns>
    public async Task<GrantedAccess?> HandOverAsync(string loginToken, string state, Account account, string loginName, CancellationToken ct)
    {
        var granted = await unit.RunAsync<GrantedAccess>(async () =>
        {
            if (await Open(loginToken).FirstOrDefaultAsync(ct) is not { PollDigest: null } flow || !HasState(flow, state)) return Unknown;

            if (!await db.Accounts.AnyAsync(candidate => candidate.Id == account.Id, ct)) return Unknown;

            db.LoginFlows.Remove(flow);
            return new GrantedAccess(loginName, passwords.Issue(account, loginName, flow.Device));
        }, ct);
        return granted.Succeeded ? granted.Value : null;
    }

    /// <summary>What was granted, exactly once. Until then asking costs one read: devices ask four times a second.</summary>
    public async Task<GrantedAccess?> CollectAsync(string pollToken, CancellationToken ct)
    {
        var granted = Granted(pollToken);
        if (!await granted.AnyAsync(ct)) return null;

        var collected = await unit.RunAsync<GrantedAccess>(async () =>
        {
            if (await granted.FirstOrDefaultAsync(ct) is not { } flow) return Unknown;

            var account = await db.Accounts.FirstOrDefaultAsync(candidate => candidate.Id == flow.AccountId && candidate.Enabled, ct);
            if (account is null) return Unknown;

            db.LoginFlows.Remove(flow);
            return new GrantedAccess(flow.LoginName!, passwords.Issue(account, flow.LoginName!, flow.Device));
        }, ct);
        return collected.Succeeded ? collected.Value : null;
    }

    private IQueryable<LoginFlow> Open(string loginToken)
    {
        var (digest, since) = (Secret.Sha256(loginToken), time.Now() - LoginFlow.Lifetime);
        return db.LoginFlows.Where(flow => flow.LoginDigest == digest && flow.CreatedAt > since && flow.AccountId == null);
    }

    private IQueryable<LoginFlow> Granted(string pollToken)
    {
        var (digest, since) = (Secret.Sha256(pollToken), time.Now() - LoginFlow.Lifetime);
        return db.LoginFlows.Where(flow => flow.PollDigest == digest && flow.CreatedAt > since && flow.AccountId != null);
    }

    private static bool HasState(LoginFlow flow, string state) =>
        flow.StateDigest is { } digest && Secret.AreEqual(digest, Secret.Sha256(state));
}
