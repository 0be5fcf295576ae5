using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Plenum.Bench.Nodes;

/// <summary>A server under measurement: a process of its own, listening on a free loopback port.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private Node(Process process, Uri url, TimeSpan startUp) => (this.process, Url, StartUp) = (process, url, startUp);

    public Uri Url { get; }

    /// <summary>From the start of the process to the first good answer of its health check.</summary>
    public TimeSpan StartUp { get; }

    /// <summary>Processor time used so far, user and system.</summary>
    public double CpuSeconds
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].Split(' ');
            const double TicksPerSecond = 100;
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes => Status("VmRSS:");

    private long Status(string name) =>
        long.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;

    /// <param name="assembly">The .dll to run.</param>
    /// <param name="healthPath">Answers 200 when the server is ready.</param>
    /// <param name="environment">Settings.</param>
    public static async Task<Node> StartAsync(string assembly, string healthPath, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [assembly, "--urls", url.ToString().TrimEnd('/')])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        var started = Process.Start(start)!;
        _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            if (started.HasExited) throw new InvalidOperationException($"{assembly} stopped while it started.");
            try
            {
                using var answer = await http.GetAsync(new Uri(url, healthPath), limit.Token);
                if (answer.IsSuccessStatusCode) return new Node(started, url, Stopwatch.GetElapsedTime(began));
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
