using Microsoft.AspNetCore.Identity;
using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>Hashes passwords of accounts and conversations slowly, verifies them slowly once and then cheaply.</summary>
internal sealed class Passwords(ProvenCredentials proven, Doors doors)
{
    private static readonly object Subject = new();
    private readonly PasswordHasher<object> hasher = new();
    private readonly Lazy<string> nobodys = new(() => new PasswordHasher<object>().HashPassword(Subject, Secret.Create(32)));

    public string Hash(string password) => hasher.HashPassword(Subject, password);

    /// <param name="storedHash">Null for somebody who does not exist: found out to be wrong after the same work.</param>
    /// <param name="password">What was given.</param>
    /// <param name="ct">Cancels queueing for a processor.</param>
    /// <exception cref="CrowdedException">Too many passwords wait to be compared.</exception>
    public async ValueTask<bool> VerifyAsync(string? storedHash, string password, CancellationToken ct)
    {
        storedHash ??= nobodys.Value;
        if (storedHash.Length == 0 || password.Length > AccountRules.MaxPasswordLength) return false;
        if (proven.IsProven(password, storedHash)) return true;

        using var turn = await doors.EnterAsync(doors.Passwords, ct);
        if (hasher.VerifyHashedPassword(Subject, storedHash, password) == PasswordVerificationResult.Failed) return false;

        proven.Remember(password, storedHash);
        return true;
    }
}
