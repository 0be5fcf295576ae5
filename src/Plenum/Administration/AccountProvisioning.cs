using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.Participants;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>
/// Creates, changes and deletes accounts, for the provisioning API and for the command line. Opens units of work itself
/// where there is none: hashing a password takes long.
/// </summary>
internal sealed class AccountProvisioning(
    PlenumDb db, UnitOfWork unit, AccountBook accounts, GroupProvisioning groups, GroupMemberships memberships, Passwords passwords, ActorNames names, AccountRemoval removal)
{
    public const string PasswordField = "password";

    private const int RandomPasswordLength = 32;

    private static readonly Refusal Unknown = Refusal.Coded(101, "The account does not exist");
    private static readonly Refusal Own = Refusal.Coded(101, "This cannot be done to one's own account");
    private static readonly Refusal EmptyPassword = Refusal.Coded(101, "The password is empty");

    /// <summary>Creates the account with its memberships. Refused with 101, 102, 104, 107 or 108 (platform §7.2).</summary>
    public async Task<Result<Account>> CreateAsync(NewAccount person, CancellationToken ct)
    {
        if (await accounts.CheckAsync(person, ct) is { } refusal) return refusal;

        // With an address alone the account exists, but nobody can sign in until a password is set.
        var hash = passwords.Hash(string.IsNullOrEmpty(person.Password) ? Secret.Create(RandomPasswordLength) : person.Password);
        return await unit.RunAsync<Account>(async () =>
        {
            await groups.TakeAsync(person.Groups, ct);
            if (await accounts.CheckAsync(person, ct) is { } late) return late;

            var account = accounts.Add(person, hash);
            await unit.FlushAsync(ct);
            foreach (var group in person.Groups.Distinct(StringComparer.Ordinal)) await groups.JoinAsync(account, group, ct);
            return account;
        }, ct);
    }

    /// <summary>Changes one field of one's own account or, as an administrator, of any (platform §7.2).</summary>
    public async Task<Result<Empty>> EditAsync(Account caller, string id, string key, string value, CancellationToken ct)
    {
        var isAdmin = await memberships.IsAdminAsync(caller, ct);
        if (!isAdmin && caller.Key != Account.KeyOf(id)) return AccountRules.UnknownAccount;
        if (key == PasswordField) return (await SetPasswordAsync(id, value, ct)).Then(_ => default(Empty));

        return await unit.RunAsync<Empty>(async () =>
        {
            if (await accounts.FindAsync(id, ct) is not { } account) return AccountRules.UnknownAccount;

            var name = account.DisplayName;
            if (ProfileRules.Apply(account, key, value, isAdmin) is { } refusal) return refusal;
            if (account.DisplayName != name) await names.RenameAsync(Actor.User(account.Id), account.DisplayName, ct);
            return default(Empty);
        }, ct);
    }

    public async Task<Result<Empty>> EditMailAsync(Account caller, string id, string address, string replacement, CancellationToken ct)
    {
        if (caller.Key != Account.KeyOf(id) && !await memberships.IsAdminAsync(caller, ct)) return AccountRules.UnknownAccount;

        return await unit.RunAsync<Empty>(async () =>
        {
            if (await accounts.FindAsync(id, ct) is not { } account) return AccountRules.UnknownAccount;
            if (ProfileRules.ChangeMail(account, address, replacement) is { } refusal) return refusal;

            return default(Empty);
        }, ct);
    }

    /// <summary>Changes a password; it holds from the next request on, while other devices go on with their app passwords.</summary>
    public async Task<Result<Account>> SetPasswordAsync(string id, string password, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is null) return AccountRules.UnknownAccount;
        if (password.Length == 0) return EmptyPassword;
        if (await accounts.CheckPolicyAsync(password, ct) is { } weak) return weak;

        var hash = passwords.Hash(password);
        return await unit.RunAsync<Account>(async () =>
        {
            if (await accounts.FindAsync(id, ct) is not { } account) return AccountRules.UnknownAccount;

            account.PasswordHash = hash;
            return account;
        }, ct);
    }

    /// <summary>Refused with 101 for an unknown account and for taking the right to sign in from oneself.</summary>
    public async Task<Result<Empty>> SetEnabledAsync(Account caller, string id, bool enabled, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is not { } account) return Unknown;
        if (!enabled && account.Id == caller.Id) return Own;

        account.Enabled = enabled;
        return default(Empty);
    }

    /// <summary>Refused with 998 for an unknown account and 101 for one's own.</summary>
    public async Task<Result<Empty>> DeleteAsync(Account caller, string id, CancellationToken ct)
    {
        if (await accounts.FindAsync(id, ct) is not { } account) return AccountRules.UnknownAccount;
        if (account.Id == caller.Id) return Own;

        await DeleteAsync(account, ct);
        return default(Empty);
    }

    /// <summary>Deletes a tracked account with everything that is only its own.</summary>
    public async Task DeleteAsync(Account account, CancellationToken ct)
    {
        await removal.RemoveAsync(account, ct);
        await db.UserPreferences.Where(preference => preference.AccountId == account.Id).ExecuteDeleteAsync(ct);
        db.Accounts.Remove(account);
    }
}
