using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plenum.Telemetry;

namespace Plenum.Media;

/// <summary>
/// A session with one Janus (calls §H.2): requests and their answers by transaction, signs of life, and events for the
/// handles. Ends with its socket; then everything that belonged to it is gone in Janus as well.
/// </summary>
internal sealed class JanusConnection
{
    /// <summary>Janus answers within this time, or not at all.</summary>
    public static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);

    /// <summary>Janus forgets a session of which it hears nothing for 60 seconds.</summary>
    public static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(25);

    /// <summary>Janus answers it outside of sessions only.</summary>
    private const string Info = "info";

    private readonly ConcurrentDictionary<string, Pending> pending = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ulong, JanusHandle> handles = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JanusSocket socket;
    private readonly string secret;
    private readonly TimeProvider time;
    private ulong sessionId;
    private long transactions;
    private bool isOver;

    private JanusConnection(string url, JanusSocket socket, string secret, TimeProvider time) =>
        (Url, this.socket, this.secret, this.time) = (url, socket, secret, time);

    /// <summary>As it was configured.</summary>
    public string Url { get; }

    /// <summary>What it has to do.</summary>
    public int Load => handles.Count;

    /// <summary>Ends when the connection does.</summary>
    public Task Ended => ended.Task;

    /// <summary>Messages that were no JSON.</summary>
    public int Garbage { get; private set; }

    /// <exception cref="JanusException">It is not there, or does not want to.</exception>
    public static async Task<JanusConnection> OpenAsync(string url, string secret, TimeProvider time, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(AnswersWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        var connection = new JanusConnection(url, await JanusSocket.ConnectAsync(new Uri(url), time, either.Token), secret, time);
        _ = Task.Run(connection.RunAsync, CancellationToken.None);
        try
        {
            var created = await connection.AskAsync(new JsonObject { ["janus"] = "create" }, isDoneByAck: false, ct);
            connection.sessionId = created.Inner("data").Number("id");
            _ = Task.Run(connection.StayAliveAsync, CancellationToken.None);
            return connection;
        }
        catch
        {
            connection.Abort();
            throw;
        }
    }

    public void Abort() => socket.Abort();

    /// <summary>What Janus says it is, such as <c>1.1.2</c>; empty when it does not say.</summary>
    /// <exception cref="JanusException">It does not answer.</exception>
    public async Task<string> VersionAsync(CancellationToken ct) =>
        (await AskAsync(new JsonObject { ["janus"] = Info }, isDoneByAck: false, ct)).Text("version_string");

    /// <summary>A handle of the videoroom plugin.</summary>
    /// <exception cref="JanusException">It cannot be had.</exception>
    public async Task<JanusHandle> AttachAsync(CancellationToken ct)
    {
        var attached = await AskAsync(new JsonObject { ["janus"] = "attach", ["plugin"] = "janus.plugin.videoroom" }, isDoneByAck: false, ct);
        var handle = new JanusHandle(this, attached.Inner("data").Number("id"));
        handles[handle.Id] = handle;
        PlenumMetrics.MediaConnections.Add(1);
        if (isOver) Forget(handle);
        return handle;
    }

    /// <summary>Says something and waits for the answer.</summary>
    /// <exception cref="JanusException">Janus refused, did not answer in time, or is gone.</exception>
    public async Task<JsonElement> AskAsync(JsonObject message, bool isDoneByAck, CancellationToken ct)
    {
        var transaction = NextTransaction();
        var asked = new Pending(isDoneByAck);
        pending[transaction] = asked;
        try
        {
            Say(message, transaction);
            if (isOver) throw Gone();

            var answer = await asked.Answer.Task.WaitAsync(AnswersWithin, time, ct);
            return answer.Refusal() is { } refusal ? throw refusal : answer;
        }
        catch (TimeoutException)
        {
            throw new JanusException(0, "no answer");
        }
        finally
        {
            pending.TryRemove(transaction, out _);
        }
    }

    /// <summary>Says something whose answer nobody needs.</summary>
    public void Tell(JsonObject message) => Say(message, NextTransaction());

    public void Forget(JanusHandle handle)
    {
        if (handles.TryRemove(handle.Id, out _)) PlenumMetrics.MediaConnections.Add(-1);
    }

    private static JanusException Gone() => new(0, "connection lost");

    private string NextTransaction() => Interlocked.Increment(ref transactions).ToString(CultureInfo.InvariantCulture);

    private void Say(JsonObject message, string transaction)
    {
        message["transaction"] = transaction;
        if (sessionId != 0 && (string?)message["janus"] != Info) message["session_id"] = sessionId;
        if (secret.Length > 0) message["apisecret"] = secret;
        socket.Send(JsonSerializer.SerializeToUtf8Bytes(message));
    }

    private async Task RunAsync()
    {
        var writing = socket.WriteAsync();
        Garbage = await socket.ReadAsync(Hear);
        isOver = true;
        socket.Abort();
        await writing;
        foreach (var asked in pending.Values) asked.Answer.TrySetException(Gone());
        foreach (var handle in handles.Values)
        {
            Forget(handle);
            handle.Lose();
        }

        ended.TrySetResult();
        socket.Dispose();
    }

    private async Task StayAliveAsync()
    {
        try
        {
            while (!isOver)
            {
                await Task.WhenAny(Task.Delay(KeepAliveEvery, time), Ended);
                if (!isOver) await AskAsync(new JsonObject { ["janus"] = "keepalive" }, isDoneByAck: true, CancellationToken.None);
            }
        }
        catch (JanusException)
        {
            Abort();
        }
    }

    private void Hear(JsonElement message)
    {
        var kind = message.Text("janus");
        if (message.Text("transaction") is { Length: > 0 } transaction && pending.TryGetValue(transaction, out var asked))
        {
            if (kind != "ack" || asked.IsDoneByAck) asked.Answer.TrySetResult(message);
        }
        else if (kind == "timeout")
        {
            Abort();
        }
        else if (handles.TryGetValue(message.Number("sender"), out var handle))
        {
            handle.Hear(message);
        }
    }

    private sealed record Pending(bool IsDoneByAck)
    {
        public TaskCompletionSource<JsonElement> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
