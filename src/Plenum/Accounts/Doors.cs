using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Plenum.Common;

namespace Plenum.Accounts;

/// <summary>How many people come in at the same time; <c>Plenum__Admission__…</c>.</summary>
internal sealed record AdmissionOptions
{
    /// <summary>Joins under way at the same time. Each writes: whoever is in already waits behind at most so many of them.</summary>
    public int JoinsAtOnce { get; init; } = 4;

    /// <summary>Joins that queue; the next one is turned away. Each costs a connection and a few kilobytes.</summary>
    public int JoinsWaiting { get; init; } = 5_000;

    /// <summary>Passwords compared at the same time: half of the processors stay free for those who are in.</summary>
    public int PasswordsAtOnce { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Passwords that queue to be compared.</summary>
    public int PasswordsWaiting { get; init; } = 1_000;

    /// <summary>When somebody who was turned away may try again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    public bool IsValid => JoinsAtOnce > 0 && JoinsWaiting >= 0 && PasswordsAtOnce > 0 && PasswordsWaiting >= 0 && RetryAfter > TimeSpan.Zero;
}

/// <summary>
/// Where a crowd queues, first come first served, so that it does not crowd out those who are in: joining costs a
/// transaction, a password costs a processor for tens of milliseconds. Beyond the end of a queue people are told to
/// come back: nobody waits for longer than clients do.
/// </summary>
internal sealed class Doors(IOptions<AdmissionOptions> options) : IDisposable
{
    private readonly TimeSpan retryAfter = options.Value.RetryAfter;

    public ConcurrencyLimiter Joins { get; } = Door(options.Value.JoinsAtOnce, options.Value.JoinsWaiting);

    public ConcurrencyLimiter Passwords { get; } = Door(options.Value.PasswordsAtOnce, options.Value.PasswordsWaiting);

    /// <summary>Waits for a turn, which lasts until the returned object is disposed of.</summary>
    /// <exception cref="CrowdedException">The queue is full.</exception>
    public async Task<IDisposable> EnterAsync(ConcurrencyLimiter door, CancellationToken ct)
    {
        var lease = await door.AcquireAsync(permitCount: 1, ct);
        if (lease.IsAcquired) return lease;

        lease.Dispose();
        throw new CrowdedException(retryAfter);
    }

    public void Dispose()
    {
        Joins.Dispose();
        Passwords.Dispose();
    }

    private static ConcurrencyLimiter Door(int atOnce, int waiting) =>
        new(new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}

/// <summary>A route by which people come in: where many do at once, they queue.</summary>
/// <param name="OnlyStrangers">Browsers that have been here before need not.</param>
internal sealed record ComesIn(bool OnlyStrangers = false);

/// <summary>Lets those who come in queue before anything is read or written for them; everybody else passes by.</summary>
internal sealed class AdmissionMiddleware(RequestDelegate next, Doors doors)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!Queues(context))
        {
            await next(context);
            return;
        }

        using var turn = await doors.EnterAsync(doors.Joins, context.RequestAborted);
        await next(context);
    }

    private static bool Queues(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ComesIn>() is { } route
        && !(route.OnlyStrangers && context.Request.Cookies.ContainsKey(BrowserSession.Cookie));
}
