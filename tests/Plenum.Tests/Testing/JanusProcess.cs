using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plenum.Media;

namespace Plenum.Tests.Testing;

/// <summary>A real Janus with the videoroom plugin, on loopback, with settings of its own. It can be killed and started again at the same address.</summary>
internal sealed class JanusProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo settings = Directory.CreateTempSubdirectory("plenum-janus-");
    private readonly StringBuilder log = new();
    private readonly string secret;
    private readonly int port = Ports.Free();
    private Process? process;

    private JanusProcess(string secret) => this.secret = secret;

    public string Url => $"ws://127.0.0.1:{port}";

    /// <summary>Starts one; the test is skipped where there is none.</summary>
    /// <param name="secret">Its <c>api_secret</c>; empty for none.</param>
    public static async Task<JanusProcess> StartAsync(string secret = "")
    {
        Tools.Need("janus");
        var janus = new JanusProcess(secret);
        await janus.AgainAsync();
        return janus;
    }

    /// <summary>Starts it after it was killed.</summary>
    public async Task AgainAsync()
    {
        // Nobody says that a session is alive while a test's clock stands.
        var general = $"session_timeout = 0\n{(secret.Length > 0 ? $"api_secret = \"{secret}\"" : "")}";
        await WriteAsync("janus.jcfg", "session_timeout = 60", general);
        await WriteAsync("janus.transport.websockets.jcfg", "8188", $"{port}");
        var start = new ProcessStartInfo("janus", ["-C", Path.Combine(settings.FullName, "janus.jcfg"), "-F", settings.FullName]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilReadyAsync();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Makes a room with nobody in it.</summary>
    public async Task CreateRoomAsync(string description)
    {
        var connection = await OpenAsync(CancellationToken.None);
        var handle = await connection.AttachAsync(CancellationToken.None);
        await handle.AskAsync(new JsonObject { ["request"] = "create", ["description"] = description }, CancellationToken.None);
        connection.Abort();
        await connection.Ended;
    }

    /// <summary>Its rooms, each as it describes itself.</summary>
    public async Task<JsonElement[]> RoomsAsync()
    {
        var connection = await OpenAsync(CancellationToken.None);
        try
        {
            var handle = await connection.AttachAsync(CancellationToken.None);
            var listed = await handle.AskAsync(new JsonObject { ["request"] = "list" }, CancellationToken.None);
            return [.. listed.PluginData().GetProperty("list").EnumerateArray()];
        }
        finally
        {
            connection.Abort();
            await connection.Ended;
        }
    }

    /// <summary>Waits until it has so many rooms.</summary>
    public async Task<JsonElement[]> UntilRoomsAsync(int count)
    {
        using var patience = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            var rooms = await RoomsAsync();
            if (rooms.Length == count) return rooms;

            Assert.False(patience.IsCancellationRequested, $"{rooms.Length} rooms instead of {count}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await KillAsync();
        settings.Delete(recursive: true);
    }

    private Task<JanusConnection> OpenAsync(CancellationToken ct) => JanusConnection.OpenAsync(Url, secret, TimeProvider.System, ct);

    private async Task UntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            Assert.False(process!.HasExited, $"Janus stopped while it started.\n{log}");
            try
            {
                (await OpenAsync(limit.Token)).Abort();
                return;
            }
            catch (Exception exception) when (exception is System.Net.WebSockets.WebSocketException or JanusException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
    }

    private Task WriteAsync(string name, string documented, string wanted)
    {
        var file = Documented.File(name);
        Assert.Contains(documented, file, StringComparison.Ordinal);
        return File.WriteAllTextAsync(Path.Combine(settings.FullName, name), file.Replace(documented, wanted, StringComparison.Ordinal));
    }

    private void Note(string? line)
    {
        lock (log) log.AppendLine(line);
    }
}
