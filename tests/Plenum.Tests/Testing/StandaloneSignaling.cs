using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Plenum.Tests.Testing;

/// <summary>
/// The standalone signaling server that Debian packages, as a process on a port of this machine, with or without the
/// NATS server that several of them would share. It knows one backend.
/// </summary>
internal sealed class StandaloneSignaling : IAsyncDisposable
{
    public const string Secret = "the-secret-of-both-sides";

    private const string Program = "nextcloud-spreed-signaling-server";
    private const string Nats = "nats-server";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("plenum-signaling").FullName;
    private readonly int port = Ports.Free();
    private readonly string backendUrl;
    private readonly string nats;
    private readonly List<Process> processes = [];
    private readonly StringBuilder log = new();
    private readonly List<(string Text, TaskCompletionSource Written)> awaited = [];

    private StandaloneSignaling(string backendUrl, string nats) => (this.backendUrl, this.nats) = (backendUrl, nats);

    public string Url => $"http://127.0.0.1:{port}";

    /// <summary>The setting <c>signaling_servers</c> that leads here.</summary>
    public (string Key, string Value) Config => ("signaling_servers", JsonSerializer.Serialize(new { servers = new[] { new { server = Url, verify = true } }, secret = Secret }));

    /// <summary>What it has written.</summary>
    public string Log
    {
        get
        {
            lock (log) return log.ToString();
        }
    }

    /// <summary>Returns once it has written a line with this in it.</summary>
    public Task WrittenAsync(string text)
    {
        lock (log)
        {
            if (Log.Contains(text, StringComparison.Ordinal)) return Task.CompletedTask;

            var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            awaited.Add((text, written));
            return written.Task.WaitAsync(StartsWithin);
        }
    }

    /// <summary>Skips the test where the programs are missing.</summary>
    public static void Need() => Tools.Need(Program, Nats);

    /// <param name="backendUrl">The only server that it talks to.</param>
    /// <param name="withNats">Through a NATS server of its own; else it passes messages on inside.</param>
    public static async Task<StandaloneSignaling> StartAsync(string backendUrl, bool withNats)
    {
        var natsPort = Ports.Free();
        var server = new StandaloneSignaling(backendUrl, withNats ? $"nats://127.0.0.1:{natsPort}" : ":loopback:");
        try
        {
            if (withNats) server.Run(Nats, "-a", "127.0.0.1", "-p", $"{natsPort}");
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it, again if it has been stopped; returns once it answers.</summary>
    public async Task StartAsync()
    {
        var config = Path.Combine(folder, "server.conf");
        await File.WriteAllTextAsync(config, Documented.File("server.conf")
            .Replace("127.0.0.1:8081", $"127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("https://plenum.example.org", backendUrl, StringComparison.Ordinal)
            .Replace("a-long-secret-of-both-sides", Secret, StringComparison.Ordinal)
            .Replace("nats://127.0.0.1:4222", nats, StringComparison.Ordinal));
        Run(Program, "-config", config);
        using var http = new HttpClient();
        var until = Stopwatch.StartNew();
        while (!await AnswersAsync(http))
        {
            Assert.True(until.Elapsed < StartsWithin && !processes[^1].HasExited, $"The signaling server did not start:\n{Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Ends it without a word; NATS goes on.</summary>
    public async Task KillAsync()
    {
        var process = processes[^1];
        process.Kill();
        await process.WaitForExitAsync();
        processes.Remove(process);
        process.Dispose();
    }

    /// <summary>Somebody connects by WebSocket.</summary>
    public Task<SignalingClient> ConnectAsync() => SignalingClient.AtAsync(new Uri($"ws://127.0.0.1:{port}/spreed"), backendUrl);

    /// <summary>Somebody connects and says hello with a ticket.</summary>
    public async Task<SignalingClient> GreetAsync(TalkClient person, string token = "")
    {
        var client = await ConnectAsync();
        var hello = await client.HelloAsync("1.0", await client.ParamsAsync(person, "1.0", token));
        Assert.True(hello.GetProperty("type").GetString() == "hello", $"{hello}\n{Log}");
        return client;
    }

    /// <summary>Joins a conversation by REST and by socket; returns once it has heard of itself.</summary>
    public async Task<SignalingClient> SeatAsync(TalkClient person, string token)
    {
        var sessionId = (await person.JoinAsync(token)).Text("sessionId");
        var client = await GreetAsync(person, token);
        var joined = await client.JoinAsync(token, sessionId);
        Assert.True(joined.GetProperty("type").GetString() == "room", $"{joined}\n{Log}");
        await client.EventAsync("room", "join");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string url)
    {
        try
        {
            using var answer = await http.GetAsync($"{url}/api/v1/welcome");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Task<bool> AnswersAsync(HttpClient http) => AnswersAsync(http, Url);

    private void Run(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{start.Environment["PATH"]}:/usr/sbin";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
    }

    private void Note(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
            awaited.FindAll(one => line?.Contains(one.Text, StringComparison.Ordinal) == true).ForEach(one => one.Written.TrySetResult());
        }
    }
}
