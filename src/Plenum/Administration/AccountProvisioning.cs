using Plenum.Accounts;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Creates and changes accounts for the provisioning API and the command line. Opens its units of work itself: hashing a password takes long.</summary>
internal sealed class AccountProvisioning(UnitOfWork unit, AccountBook accounts, GroupProvisioning groups, Passwords passwords)
{
    private const int RandomPasswordLength = 32;

    /// <summary>Creates the account with its memberships. Refused with 101, 102, 104, 107 or 108 (platform §7.2).</summary>
    public async Task<Result<Account>> CreateAsync(NewAccount person, CancellationToken ct)
    {
        if (await accounts.CheckAsync(person, ct) is { } refusal) return refusal;

        // With an address alone the account exists, but nobody can sign in until a password is set.
        var hash = passwords.Hash(string.IsNullOrEmpty(person.Password) ? Secret.Create(RandomPasswordLength) : person.Password);
        return await unit.RunAsync<Account>(async () =>
        {
            if (await accounts.CheckAsync(person, ct) is { } late) return late;

            var account = accounts.Add(person, hash);
            await unit.FlushAsync(ct);
            foreach (var group in person.Groups.Distinct(StringComparer.Ordinal)) await groups.JoinAsync(account, group, ct);
            return account;
        }, ct);
    }
}
