using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>Protection against guessing; <c>Plenum__BruteForce__…</c>.</summary>
internal sealed record BruteForceOptions
{
    public bool Enabled { get; init; } = true;

    /// <summary>The longest that an answer is held back. Waiting holds no thread; the cap keeps it from holding memory.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// Counts wrong tries per action and network in the database, so that all nodes count together (platform §2.11): each
/// try within 12 hours doubles the delay of the next answer, more than ten within 30 minutes close the door.
/// </summary>
internal sealed class BruteForce(PlenumDb db, UnitOfWork unit, TimeProvider time, IOptions<BruteForceOptions> options)
{
    public const int Limit = 10;

    public static readonly TimeSpan ClosedFor = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan RememberedFor = TimeSpan.FromHours(12);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits as long as the caller's wrong tries call for, or refuses with 429.</summary>
    public async Task<Refusal?> AdmitAsync(string network, IReadOnlyCollection<string> actions, CancellationToken ct)
    {
        if (!options.Value.Enabled || actions.Count == 0) return null;

        var now = time.Now();
        var since = now - RememberedFor;
        var tries = await db.FailedAttempts.AsNoTracking()
            .Where(attempt => attempt.Network == network && actions.Contains(attempt.Action) && attempt.At > since)
            .GroupBy(attempt => attempt.Action)
            .Select(action => new { All = action.Count(), Recent = action.Count(attempt => attempt.At > now - ClosedFor) })
            .ToListAsync(ct);
        if (tries.Count == 0) return null;
        if (tries.Exists(action => action.Recent >= Limit)) return new Refusal(RefusalKind.TooMany, Message: "Too many wrong tries");

        var delay = DelayAfter(tries.Max(action => action.All), options.Value.LongestDelay);
        if (delay > TimeSpan.Zero) await Task.Delay(delay, ct);
        return null;
    }

    /// <summary>For how long the next try from a network would be held back, whatever it tries.</summary>
    public async Task<TimeSpan> DelayAsync(string network, CancellationToken ct)
    {
        if (!options.Value.Enabled) return TimeSpan.Zero;

        var since = time.Now() - RememberedFor;
        var tries = await db.FailedAttempts.AsNoTracking()
            .Where(attempt => attempt.Network == network && attempt.At > since)
            .GroupBy(attempt => attempt.Action)
            .Select(action => action.Count())
            .ToListAsync(ct);
        return tries.Count == 0 ? TimeSpan.Zero : DelayAfter(tries.Max(), options.Value.LongestDelay);
    }

    public async Task RegisterAsync(string action, string network, string subject, CancellationToken ct)
    {
        if (!options.Value.Enabled) return;

        await unit.RunAsync(() =>
        {
            db.FailedAttempts.Add(new FailedAttempt { Action = action, Network = network, Subject = subject.Length > 64 ? subject[..64] : subject, At = time.Now() });
            return Task.FromResult(Result.Done);
        }, ct);
    }

    /// <summary>A success forgets the tries at the same thing.</summary>
    public async Task ForgetAsync(string network, IReadOnlyCollection<string> actions, string subject, CancellationToken ct)
    {
        if (!await db.FailedAttempts.AnyAsync(attempt => attempt.Network == network, ct)) return;

        await unit.RunAsync(async () =>
        {
            await db.FailedAttempts
                .Where(attempt => attempt.Network == network && actions.Contains(attempt.Action) && attempt.Subject == subject)
                .ExecuteDeleteAsync(ct);
            return Result.Done;
        }, ct);
    }

    /// <summary>0.1 s × 2ⁿ, at most <paramref name="longest"/>.</summary>
    public static TimeSpan DelayAfter(int tries, TimeSpan longest)
    {
        if (tries == 0 || longest <= TimeSpan.Zero) return TimeSpan.Zero;

        var delay = FirstDelay * Math.Pow(2, Math.Min(tries, 10));
        return delay < longest ? delay : longest;
    }

    /// <summary>IPv4 whole, IPv6 its /64: what one subscriber has.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
