using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Plenum.Tests.Testing;

/// <summary>A real coturn, with the settings of <c>docs/operations.md</c>.</summary>
internal sealed class TurnProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo settings = Directory.CreateTempSubdirectory("plenum-turn-");
    private readonly StringBuilder log = new();
    private readonly int port = Ports.Free();
    private Process? process;

    private readonly string host;

    private TurnProcess(string host) => this.host = host;

    /// <summary>As <c>static-auth-secret</c> names it.</summary>
    public static string Secret => Documented.File("turnserver.conf").Split('\n').Single(line => line.StartsWith("static-auth-secret=", StringComparison.Ordinal))["static-auth-secret=".Length..];

    /// <summary>Host and port.</summary>
    public string Address => $"{host}:{port}";

    /// <summary>Starts one; the test is skipped where there is none.</summary>
    public static async Task<TurnProcess> StartAsync()
    {
        Tools.Need("turnserver");
        var turn = new TurnProcess(await MediaNetwork.AddressAsync());
        await turn.RunAsync();
        return turn;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        settings.Delete(recursive: true);
    }

    private async Task RunAsync()
    {
        var conf = Documented.File("turnserver.conf").Replace("3478", $"{port}", StringComparison.Ordinal);
        var file = Path.Combine(settings.FullName, "turnserver.conf");
        await File.WriteAllTextAsync(file, $"{conf}listening-ip={host}\nrelay-ip={host}\nlog-file=stdout\nuserdb={Path.Combine(settings.FullName, "turndb")}\npidfile={Path.Combine(settings.FullName, "pid")}\n");
        process = Process.Start(new ProcessStartInfo("turnserver", ["-c", file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            Assert.False(process.HasExited, $"coturn stopped while it started.\n{log}");
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(host, port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
    }

    private void Note(string? line)
    {
        lock (log) log.AppendLine(line);
    }
}
