using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Somebody who is to get an account.</summary>
internal sealed record NewAccount(string Id, string? Password)
{
    public string? DisplayName { get; init; }

    public string? Email { get; init; }

    public string? Language { get; init; }

    public IReadOnlyCollection<string> Groups { get; init; } = [];
}

/// <summary>Finds and adds accounts and groups. Adding runs inside the caller's unit of work.</summary>
internal sealed class AccountBook(PlenumDb db, TimeProvider time)
{
    /// <summary>By id, whatever the case of its letters; tracked.</summary>
    public Task<Account?> FindAsync(string id, CancellationToken ct)
    {
        var key = Account.KeyOf(id);
        return db.Accounts.FirstOrDefaultAsync(account => account.Key == key, ct);
    }

    /// <summary>What stands in the way of a new account (101, 102, 104, 107, 108); the password is checked when there is one.</summary>
    public async Task<Refusal?> CheckAsync(NewAccount person, CancellationToken ct)
    {
        if (await FindAsync(person.Id, ct) is not null) return AccountRules.Exists;
        if (await UnknownAmongAsync(person.Groups, ct) is { } unknown) return Refusal.Coded(104, $"group {unknown} does not exist");
        if (AccountRules.Check(person) is { } invalid) return invalid;

        return string.IsNullOrEmpty(person.Password) ? null : await CheckPolicyAsync(person.Password, ct);
    }

    public Account Add(NewAccount person, string passwordHash)
    {
        var account = new Account
        {
            Id = person.Id,
            Key = Account.KeyOf(person.Id),
            DisplayName = string.IsNullOrWhiteSpace(person.DisplayName) ? person.Id : person.DisplayName.Trim(),
            Email = AccountRules.EmailOf(person.Email),
            PasswordHash = passwordHash,
            Language = string.IsNullOrEmpty(person.Language) ? "en" : person.Language,
            CreatedAt = time.Now(),
        };
        db.Accounts.Add(account);
        return account;
    }

    /// <summary>What the password policy has against a password (107).</summary>
    public async Task<Refusal?> CheckPolicyAsync(string password, CancellationToken ct)
    {
        var minLength = await db.AppConfig.AsNoTracking()
            .Where(entry => entry.App == PasswordPolicy.App && entry.Key == PasswordPolicy.MinLength)
            .Select(entry => entry.Value)
            .FirstOrDefaultAsync(ct);
        return PasswordPolicy.Check(password, PasswordPolicy.MinLengthOf(minLength));
    }

    private async Task<string?> UnknownAmongAsync(IReadOnlyCollection<string> groups, CancellationToken ct)
    {
        if (groups.Count == 0) return null;

        var known = await db.Groups.AsNoTracking().Where(group => groups.Contains(group.Id)).Select(group => group.Id).ToListAsync(ct);
        return groups.FirstOrDefault(group => !known.Contains(group));
    }
}
