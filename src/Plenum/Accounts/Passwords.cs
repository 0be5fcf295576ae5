using Microsoft.AspNetCore.Identity;

namespace Plenum.Accounts;

/// <summary>Hashes passwords of accounts and conversations slowly, verifies them slowly once and then cheaply.</summary>
internal sealed class Passwords(ProvenCredentials proven)
{
    private static readonly object Subject = new();
    private readonly PasswordHasher<object> hasher = new();

    public string Hash(string password) => hasher.HashPassword(Subject, password);

    public bool Verify(string storedHash, string password)
    {
        if (storedHash.Length == 0) return false;
        if (proven.IsProven(password, storedHash)) return true;
        if (hasher.VerifyHashedPassword(Subject, storedHash, password) == PasswordVerificationResult.Failed) return false;

        proven.Remember(password, storedHash);
        return true;
    }
}
