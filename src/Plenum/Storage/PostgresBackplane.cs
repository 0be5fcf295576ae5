using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Telemetry;

namespace Plenum.Storage;

/// <summary>
/// The backplane of several nodes on one PostgreSQL: a row for each transaction's announcements and a NOTIFY with its
/// number, both part of that transaction; small ones travel in the NOTIFY itself. Whoever was not listening for a while
/// reads the rows it missed.
/// </summary>
internal sealed partial class PostgresBackplane(NpgsqlDataSource source, TimeProvider time, ILogger<PostgresBackplane> log) : BackgroundService, IBackplane
{
    /// <summary>What the administrator sees in <c>pg_stat_activity</c> for the connection that listens.</summary>
    public const string ListenerName = "Plenum listener";

    private const string Channel = "plenum";
    private const char Separator = '\n';

    /// <summary>NOTIFY carries 8,000 bytes.</summary>
    private const int LargestInline = 7_000;

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>A connection on which nothing comes is asked whether it is still there.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private readonly string node = Secret.Create(16);
    private readonly Listeners listeners = new(log);
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Only the reading loop touches these two.
    private readonly Dictionary<long, DateTimeOffset> heard = [];
    private DateTimeOffset? connectedUntil;

    // Written by the reading loop, read by anybody: a reference, so that nobody reads half of it.
    private volatile Since? deafSince;

    public async Task StageAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Announcement> announcements, CancellationToken ct)
    {
        if (announcements.Count == 0) return;

        var payload = AnnouncementJson.Write(announcements);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            """
            WITH notice AS (INSERT INTO "Notices" ("Node", "Payload", "At") VALUES (@node, @payload, @at) RETURNING "Id")
            SELECT pg_notify(@channel, concat_ws(E'\n', @node, "Id"::text, @at::text, @inline)) FROM notice
            """;
        command.Parameters.Add(new NpgsqlParameter("node", node));
        command.Parameters.Add(new NpgsqlParameter("payload", payload));
        command.Parameters.Add(new NpgsqlParameter("at", time.Now().ToUnixTimeMilliseconds()));
        command.Parameters.Add(new NpgsqlParameter("channel", Channel));
        command.Parameters.Add(new NpgsqlParameter("inline", Encoding.UTF8.GetByteCount(payload) <= LargestInline ? payload : ""));
        await command.ExecuteNonQueryAsync(ct);
    }

    public void Publish(IReadOnlyList<Announcement> announcements) => listeners.Tell(announcements);

    public DateTimeOffset? DeafSince => deafSince?.At;

    public IDisposable Subscribe(Action<Announcement> listener) => listeners.Add(listener);

    public IDisposable SubscribeToOwn(Action<IReadOnlyList<Announcement>> listener) => listeners.AddOwn(listener);

    /// <summary>Completes when this node hears the others.</summary>
    public Task ListeningAsync() => listening.Task;

    /// <summary>Nobody is served before this node hears the others: what they said before that, nobody here has asked for.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await base.StartAsync(cancellationToken);
        await listening.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        deafSince = new Since(time.Now());
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Lost(log, exception);
                PlenumMetrics.BackplaneGaps.Add(1);
                deafSince ??= new Since(connectedUntil ?? time.Now());
                await Task.Delay(ReconnectAfter, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var arrived = new Queue<string>();
        connection.Notification += (_, notification) => arrived.Enqueue(notification.Payload);
        await using (var listen = new NpgsqlCommand($"SET application_name = '{ListenerName}'; LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        await CatchUpAsync(connection, ct);
        connectedUntil = time.Now();
        deafSince = null;
        listening.TrySetResult();
        await using var heartbeat = new NpgsqlCommand("SELECT 1", connection);
        while (true)
        {
            while (arrived.TryDequeue(out var payload)) await HearAsync(payload, connection, ct);
            if (!await connection.WaitAsync(Heartbeat, ct)) await heartbeat.ExecuteNonQueryAsync(ct);
            connectedUntil = time.Now();
        }
    }

    private async Task HearAsync(string notification, NpgsqlConnection connection, CancellationToken ct)
    {
        var parts = notification.Split(Separator, 4);
        if (parts[0] == node) return;

        if (parts.Length < 4 || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var id) || !long.TryParse(parts[2], CultureInfo.InvariantCulture, out var at))
        {
            // Another version, or somebody at a console.
            await listeners.PassOnAsync([new MayHaveMissed()], ct);
            return;
        }

        if (heard.ContainsKey(id)) return;

        PlenumMetrics.BackplaneHeard(time.Now() - DateTimeOffset.FromUnixTimeMilliseconds(at));
        await PassOnAsync(id, parts[3].Length > 0 ? parts[3] : await ReadAsync(id, connection, ct), ct);
    }

    /// <summary>
    /// What was said while nobody listened here, a little overlap included. Rows of a longer time may be gone: then
    /// everybody has to look for himself.
    /// </summary>
    private async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (connectedUntil is not { } until) return;

        if (time.Now() - until > Notice.KeptFor / 2) await listeners.PassOnAsync([new MayHaveMissed()], ct);
        var missed = new List<(long Id, string Payload)>();
        await using (var command = new NpgsqlCommand("""SELECT "Id", "Payload" FROM "Notices" WHERE "At" >= $1 AND "Node" <> $2 ORDER BY "Id" """, connection))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (until - Notice.KeptFor).ToUnixTimeMilliseconds() });
            command.Parameters.Add(new NpgsqlParameter { Value = node });
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
            {
                if (!heard.ContainsKey(rows.GetInt64(0))) missed.Add((rows.GetInt64(0), rows.GetString(1)));
            }
        }

        PlenumMetrics.BackplaneCaughtUp.Add(missed.Count);
        foreach (var (id, payload) in missed) await PassOnAsync(id, payload, ct);
    }

    private static async Task<string?> ReadAsync(long id, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""SELECT "Payload" FROM "Notices" WHERE "Id" = $1""", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return await command.ExecuteScalarAsync(ct) as string;
    }

    private async Task PassOnAsync(long id, string? payload, CancellationToken ct)
    {
        var (announcements, isAll) = payload is null ? ([], false) : AnnouncementJson.Read(payload);
        if (!isAll) Unreadable(log, id);
        await listeners.PassOnAsync(isAll ? announcements : [.. announcements, new MayHaveMissed()], ct);
        Remember(id);
    }

    /// <summary>For longer than rows are kept, so that catching up never repeats one.</summary>
    private void Remember(long id)
    {
        var now = time.Now();
        heard[id] = now;
        if (heard.Count % 1000 != 0) return;

        foreach (var (old, at) in heard)
        {
            if (at < now - (4 * Notice.KeptFor)) heard.Remove(old);
        }
    }

    private sealed record Since(DateTimeOffset At);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection that hears other nodes was lost; trying again")]
    private static partial void Lost(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Announcement {Id} of another node cannot be read here; is that one newer? Whoever waits looks again")]
    private static partial void Unreadable(ILogger logger, long id);
}
