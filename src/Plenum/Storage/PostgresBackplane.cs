using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;
using Plenum.Common;
using Plenum.Realtime;

namespace Plenum.Storage;

/// <summary>
/// The backplane of several nodes on one PostgreSQL: a row for each transaction's announcements and a NOTIFY with its
/// number, both part of that transaction; small ones travel in the NOTIFY itself. Whoever was not listening for a while
/// reads the rows it missed.
/// </summary>
internal sealed partial class PostgresBackplane(NpgsqlDataSource source, TimeProvider time, ILogger<PostgresBackplane> log) : BackgroundService, IBackplane
{
    private const string Channel = "plenum";
    private const char Separator = '\n';

    /// <summary>NOTIFY carries 8,000 bytes.</summary>
    private const int LargestInline = 7_000;

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(500);

    private readonly string node = Secret.Create(16);
    private readonly Listeners listeners = new();
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Only the reading loop touches these two.
    private readonly Dictionary<long, DateTimeOffset> heard = [];
    private DateTimeOffset connectedUntil;

    public async Task StageAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Announcement> announcements, CancellationToken ct)
    {
        if (announcements.Count == 0) return;

        var payload = AnnouncementJson.Write(announcements);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            """
            WITH notice AS (INSERT INTO "Notices" ("Node", "Payload", "At") VALUES (@node, @payload, @at) RETURNING "Id")
            SELECT pg_notify(@channel, concat_ws(E'\n', @node, "Id"::text, @inline)) FROM notice
            """;
        command.Parameters.Add(new NpgsqlParameter("node", node));
        command.Parameters.Add(new NpgsqlParameter("payload", payload));
        command.Parameters.Add(new NpgsqlParameter("at", time.Now().ToUnixTimeMilliseconds()));
        command.Parameters.Add(new NpgsqlParameter("channel", Channel));
        command.Parameters.Add(new NpgsqlParameter("inline", Encoding.UTF8.GetByteCount(payload) <= LargestInline ? payload : ""));
        await command.ExecuteNonQueryAsync(ct);
    }

    public void Publish(IReadOnlyList<Announcement> announcements) => listeners.Tell(announcements);

    public IDisposable Subscribe(Action<Announcement> listener) => listeners.Add(listener);

    /// <summary>Completes when this node hears the others.</summary>
    public Task ListeningAsync() => listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        connectedUntil = time.Now();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or IOException or TimeoutException)
            {
                Lost(log, exception);
                await Task.Delay(ReconnectAfter, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var arrived = new Queue<string>();
        connection.Notification += (_, notification) => arrived.Enqueue(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        await CatchUpAsync(connection, ct);
        listening.TrySetResult();
        while (true)
        {
            while (arrived.TryDequeue(out var payload)) await HearAsync(payload, ct);
            connectedUntil = time.Now();
            await connection.WaitAsync(ct);
        }
    }

    private async Task HearAsync(string notification, CancellationToken ct)
    {
        var parts = notification.Split(Separator, 3);
        if (parts[0] == node) return;

        var id = long.Parse(parts[1], CultureInfo.InvariantCulture);
        if (!Remember(id)) return;

        var payload = parts[2].Length > 0 ? parts[2] : await ReadAsync(id, ct);
        if (payload is not null) listeners.Tell(AnnouncementJson.Read(payload));
    }

    /// <summary>What was said while nobody listened here, a little overlap included.</summary>
    private async Task CatchUpAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var since = connectedUntil - Notice.KeptFor;
        await using var command = new NpgsqlCommand("""SELECT "Id", "Payload" FROM "Notices" WHERE "At" >= $1 AND "Node" <> $2 ORDER BY "Id" """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = (listening.Task.IsCompleted ? since : time.Now()).ToUnixTimeMilliseconds() });
        command.Parameters.Add(new NpgsqlParameter { Value = node });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            if (Remember(rows.GetInt64(0))) listeners.Tell(AnnouncementJson.Read(rows.GetString(1)));
        }
    }

    private async Task<string?> ReadAsync(long id, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""SELECT "Payload" FROM "Notices" WHERE "Id" = $1""");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <returns>False when this one was heard before.</returns>
    private bool Remember(long id)
    {
        var now = time.Now();
        if (!heard.TryAdd(id, now)) return false;

        if (heard.Count % 1000 == 0)
        {
            foreach (var (old, at) in heard)
            {
                if (at < now - (2 * Notice.KeptFor)) heard.Remove(old);
            }
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection that hears other nodes was lost; trying again")]
    private static partial void Lost(ILogger logger, Exception exception);
}
