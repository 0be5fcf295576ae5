using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>
/// Passwords that matched a slow hash within the last minute, remembered as digests keyed with a secret of this
/// process, so that the slow hash is paid once and not per request. The stored hash is part of the digest: a changed
/// password is forgotten at once.
/// </summary>
internal sealed class ProvenCredentials(TimeProvider time)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> proven = new(StringComparer.Ordinal);

    public bool IsProven(string password, string storedHash) =>
        proven.TryGetValue(Digest(password, storedHash), out var until) && until > time.Now();

    public void Remember(string password, string storedHash)
    {
        if (proven.Count >= Capacity) Prune();
        proven[Digest(password, storedHash)] = time.Now() + Lifetime;
    }

    private void Prune()
    {
        var now = time.Now();
        foreach (var (digest, until) in proven)
        {
            if (until <= now) proven.TryRemove(digest, out _);
        }

        if (proven.Count >= Capacity) proven.Clear();
    }

    private string Digest(string password, string storedHash) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{storedHash}\n{password}")));
}
