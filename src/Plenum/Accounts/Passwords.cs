using Microsoft.AspNetCore.Identity;
using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>Hashes passwords of accounts and conversations slowly, verifies them slowly once and then cheaply.</summary>
internal sealed class Passwords(ProvenCredentials proven)
{
    private static readonly object Subject = new();
    private readonly PasswordHasher<object> hasher = new();
    private readonly Lazy<string> nobodys = new(() => new PasswordHasher<object>().HashPassword(Subject, Secret.Create(32)));

    public string Hash(string password) => hasher.HashPassword(Subject, password);

    /// <param name="storedHash">Null for somebody who does not exist: found out to be wrong after the same work.</param>
    /// <param name="password">What was given.</param>
    public bool Verify(string? storedHash, string password)
    {
        storedHash ??= nobodys.Value;
        if (storedHash.Length == 0 || password.Length > AccountRules.MaxPasswordLength) return false;
        if (proven.IsProven(password, storedHash)) return true;
        if (hasher.VerifyHashedPassword(Subject, storedHash, password) == PasswordVerificationResult.Failed) return false;

        proven.Remember(password, storedHash);
        return true;
    }
}
