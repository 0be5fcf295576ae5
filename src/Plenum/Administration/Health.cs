using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Plenum.Common;
using Plenum.ExternalSignaling;
using Plenum.Realtime;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>
/// Whether this node can do its work. <c>failing</c> is for what another node could do better: a load balancer takes
/// this one out. <c>degraded</c> is for what somebody should look at.
/// </summary>
internal sealed class Health(
    PlenumDb db, IBackplane backplane, DueWorkPulse pulse, TalkConfigStore configs, ServerPulse signaling, IOptions<PlenumOptions> options, TimeProvider time)
{
    /// <summary>A lost connection is back within a second; who is deaf for longer serves long polls that never end.</summary>
    public static readonly TimeSpan DeafAtMost = TimeSpan.FromSeconds(10);

    /// <summary>The loop looks at least every ten seconds.</summary>
    public static readonly TimeSpan SilentAtMost = TimeSpan.FromMinutes(2);

    private const long Megabyte = 1L << 20;
    private const long LowDisk = 500 * Megabyte;
    private const long FullDisk = 50 * Megabyte;

    public async Task<HealthView> ExamineAsync(CancellationToken ct)
    {
        var database = await DatabaseAsync(ct);
        HealthCheck[] checks = [database, Backplane(), DueWork(), Disk(), database.State == HealthState.Ok ? await SignalingAsync(ct) : HealthCheck.Ok];
        var worst = checks.Max(check => check.State);
        return new HealthView(
            Word(worst),
            Word(checks[0].State),
            Word(checks[1].State),
            Word(checks[2].State),
            Word(checks[3].State),
            Word(checks[4].State),
            [.. checks.Select(check => check.Reason).OfType<string>()]);
    }

    /// <summary>A real question: an empty file, which opening a database leaves behind, can be connected to as well.</summary>
    private async Task<HealthCheck> DatabaseAsync(CancellationToken ct)
    {
        try
        {
            await db.AppConfig.AsNoTracking().AnyAsync(ct);
            return HealthCheck.Ok;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or TimeoutException)
        {
            return new HealthCheck(HealthState.Failing, "The database does not answer.");
        }
    }

    private HealthCheck Backplane() => backplane.DeafSince is { } since && time.Now() - since > DeafAtMost
        ? new HealthCheck(HealthState.Failing, $"Other nodes have not been heard since {since.UtcDateTime:O}.")
        : HealthCheck.Ok;

    private HealthCheck DueWork()
    {
        var last = pulse.Last;
        if (time.Now() - last.EndedAt > SilentAtMost) return new HealthCheck(HealthState.Failing, $"Deadlines have not been looked after since {last.EndedAt.UtcDateTime:O}.");
        return last.Failing.Count > 0 ? new HealthCheck(HealthState.Degraded, $"Due work failed: {string.Join(", ", last.Failing)}.") : HealthCheck.Ok;
    }

    private HealthCheck Disk()
    {
        var directory = Path.GetFullPath(options.Value.DataDirectory);
        if (!Directory.Exists(directory)) return HealthCheck.Ok;

        var free = new DriveInfo(directory).AvailableFreeSpace;
        return free switch
        {
            < FullDisk => new HealthCheck(HealthState.Failing, $"The data directory has {free / Megabyte} MB left."),
            < LowDisk => new HealthCheck(HealthState.Degraded, $"The data directory has {free / Megabyte} MB left."),
            _ => HealthCheck.Ok,
        };
    }

    /// <summary>A separate signaling server that is away is one for every node.</summary>
    private async Task<HealthCheck> SignalingAsync(CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        if (config.SignalingMode != SignalingMode.External || signaling.DownSince(config.SignalingServers.Servers[0].Server) is not { } since) return HealthCheck.Ok;

        return new HealthCheck(HealthState.Degraded, $"The signaling server has taken no messages since {since.UtcDateTime:O}.");
    }

    private static string Word(HealthState state) => state switch
    {
        HealthState.Ok => HealthView.Ok,
        HealthState.Degraded => "degraded",
        HealthState.Failing => HealthView.Failing,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };
}

/// <summary>From well to unwell.</summary>
internal enum HealthState
{
    Ok,
    Degraded,
    Failing,
}

/// <summary>One thing that was looked at, and what is wrong with it.</summary>
internal sealed record HealthCheck(HealthState State, string? Reason)
{
    public static HealthCheck Ok { get; } = new(HealthState.Ok, Reason: null);
}

/// <summary>Every word is <c>ok</c>, <c>degraded</c> or <c>failing</c>.</summary>
/// <param name="Status">The worst of the others.</param>
/// <param name="Database">Whether it answers.</param>
/// <param name="Backplane">Whether other nodes are heard.</param>
/// <param name="DueWork">Whether deadlines are looked after.</param>
/// <param name="Disk">Whether the data directory has room.</param>
/// <param name="Signaling">Whether a separate signaling server, where there is one, takes messages; never more than <c>degraded</c>.</param>
/// <param name="Reasons">What is wrong, in words; empty when all is well.</param>
internal sealed record HealthView(string Status, string Database, string Backplane, string DueWork, string Disk, string Signaling, IReadOnlyList<string> Reasons)
{
    public const string Ok = "ok";
    public const string Failing = "failing";
}
