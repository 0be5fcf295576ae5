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

    /// <summary>Addresses and networks, separated by commas, that may guess as they like: many people behind one address, a monitor.</summary>
    public string AllowedNetworks { get; init; } = "";

    public IEnumerable<string> Allowed => AllowedNetworks.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// Counts wrong tries per action and network in the database, so that all nodes count together (platform §2.11): each
/// try within 12 hours doubles the delay of the next answer, more than ten within 30 minutes close the door.
/// </summary>
internal sealed class BruteForce(PlenumDb db, UnitOfWork unit, TimeProvider time, IOptions<BruteForceOptions> options)
{
    public const int Limit = 10;

    /// <summary>Says how many milliseconds an answer was held back.</summary>
    public const string ThrottledHeader = "X-Nextcloud-Bruteforce-Throttled";

    public static readonly TimeSpan ClosedFor = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan RememberedFor = TimeSpan.FromHours(12);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);

    private (string? Network, List<Tries> Tries) known;

    /// <summary>How long this request was held back.</summary>
    public TimeSpan HeldBack { get; private set; }

    /// <summary>This request was admitted in spite of wrong tries that are still remembered.</summary>
    public bool HasTries { get; private set; }

    /// <summary>Waits as long as the caller's wrong tries call for, or refuses with 429.</summary>
    public async Task<Refusal?> AdmitAsync(string network, IReadOnlyCollection<string> actions, CancellationToken ct)
    {
        if (actions.Count == 0 || !Counts(network)) return null;

        var tries = (await TriesAsync(network, ct)).FindAll(tried => actions.Contains(tried.Action));
        if (tries.Count == 0) return null;

        HasTries = true;
        if (tries.Exists(action => action.Recent >= Limit)) return new Refusal(RefusalKind.TooMany, Message: "Too many wrong tries");

        var delay = DelayAfter(tries.Max(action => action.All), options.Value.LongestDelay);
        if (delay > TimeSpan.Zero) await Task.Delay(delay, ct);
        HeldBack += delay;
        return null;
    }

    /// <summary>For how long the next try from a network would be held back, whatever it tries.</summary>
    public async Task<TimeSpan> DelayAsync(string network, CancellationToken ct)
    {
        if (!Counts(network)) return TimeSpan.Zero;

        var tries = await TriesAsync(network, ct);
        return tries.Count == 0 ? TimeSpan.Zero : DelayAfter(tries.Max(tried => tried.All), options.Value.LongestDelay);
    }

    public async Task RegisterAsync(string action, string network, string subject, CancellationToken ct)
    {
        if (!Counts(network)) return;

        known = default;
        await unit.RunAsync(() =>
        {
            db.FailedAttempts.Add(new FailedAttempt { Action = action, Network = network, Subject = Fitting(subject), At = time.Now() });
            return Task.FromResult(Result.Done);
        }, ct);
    }

    /// <summary>A success forgets the tries at the same thing.</summary>
    public async Task ForgetAsync(string network, IReadOnlyCollection<string> actions, string subject, CancellationToken ct)
    {
        if (!await db.FailedAttempts.AnyAsync(attempt => attempt.Network == network, ct)) return;

        known = default;
        var same = Fitting(subject);
        await unit.RunAsync(async () =>
        {
            await db.FailedAttempts
                .Where(attempt => attempt.Network == network && actions.Contains(attempt.Action) && attempt.Subject == same)
                .ExecuteDeleteAsync(ct);
            return Result.Done;
        }, ct);
    }

    /// <summary>An administrator forgives everything that came from an address.</summary>
    /// <returns>How many tries were forgotten.</returns>
    public async Task<Result<int>> ResetAsync(IPAddress address, CancellationToken ct)
    {
        var network = NetworkOf(address);
        return await unit.RunAsync<int>(async () => await db.FailedAttempts.Where(attempt => attempt.Network == network).ExecuteDeleteAsync(ct), ct);
    }

    /// <summary>A request asks more than once about the network that it comes from; it is read once.</summary>
    private async ValueTask<List<Tries>> TriesAsync(string network, CancellationToken ct)
    {
        if (known.Network == network) return known.Tries;

        var now = time.Now();
        known = (network, await db.TriesFromAsync(network, now - RememberedFor, now - ClosedFor, ct));
        return known.Tries;
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

    /// <summary>An administrator has exempted this network: it is neither counted nor held back.</summary>
    public bool IsAllowed(string network) => options.Value.Allowed.Any(range => AddressRange.Contains(range, network.Split('/')[0]));

    private bool Counts(string network) => options.Value.Enabled && !IsAllowed(network);

    private static string Fitting(string subject) => subject.Length > FailedAttempt.MaxSubjectLength ? subject[..FailedAttempt.MaxSubjectLength] : subject;
}
