using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plenum.Tests.Testing;

/// <summary>The server as an operating system sees it: a process of its own on a scratch directory, with the real clock.</summary>
internal sealed class PlenumProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly TestDatabase database;
    private readonly bool ownsDatabase;
    private readonly string adminPassword;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly StringBuilder log = new();
    private Process? process;

    private PlenumProcess(TestDatabase database, bool ownsDatabase, string adminPassword, IReadOnlyDictionary<string, string> settings) =>
        (this.database, this.ownsDatabase, this.adminPassword, this.settings, Url) = (database, ownsDatabase, adminPassword, settings, $"http://127.0.0.1:{FreePort()}");

    public string Url { get; }

    public TestDatabase Database => database;

    /// <summary>What it has written to its output and error streams.</summary>
    public string Log
    {
        get
        {
            lock (log) return log.ToString();
        }
    }

    /// <summary>Starts it on an empty database of its own.</summary>
    /// <param name="adminPassword">The administrator's.</param>
    /// <param name="settings">More environment variables, such as <c>Plenum__BruteForce__Enabled</c>.</param>
    public static async Task<PlenumProcess> StartAsync(string adminPassword, params (string Name, string Value)[] settings)
    {
        var scratch = new TestDatabase();
        await scratch.CreateAsync();
        var variables = settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        return await StartedAsync(new PlenumProcess(scratch, ownsDatabase: true, adminPassword, variables));
    }

    /// <summary>Starts two nodes on one empty database at the same moment; the second is to be disposed of first.</summary>
    public static async Task<(PlenumProcess A, PlenumProcess B)> StartTwoAsync(string adminPassword, params (string Name, string Value)[] settings)
    {
        var scratch = new TestDatabase();
        await scratch.CreateAsync();
        var variables = settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        var (a, b) = (new PlenumProcess(scratch, ownsDatabase: true, adminPassword, variables), new PlenumProcess(scratch, ownsDatabase: false, adminPassword, variables));
        try
        {
            await Task.WhenAll(a.StartAsync(), b.StartAsync());
            return (a, b);
        }
        catch
        {
            await b.DisposeAsync();
            await a.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again, on the same data and at the same address, after it has ended.</summary>
    public async Task StartAsync()
    {
        Assert.Null(process);
        var start = new ProcessStartInfo("dotnet", [typeof(PlenumHost).Assembly.Location, "--urls", Url]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in database.Variables.Concat(settings)) start.Environment[name] = value;
        start.Environment["Plenum__AdminPassword"] = adminPassword;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilReadyAsync();
    }

    /// <summary>SIGKILL: it ends between two of its instructions.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await EndedAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await KillAsync();
        if (ownsDatabase) await database.DisposeAsync();
    }

    private static async Task<PlenumProcess> StartedAsync(PlenumProcess server)
    {
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task<int> EndedAsync()
    {
        await process!.WaitForExitAsync();
        var code = process.ExitCode;
        process.Dispose();
        process = null;
        return code;
    }

    private async Task UntilReadyAsync()
    {
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            Assert.False(process!.HasExited, $"The server stopped while it started.\n{Log}");
            try
            {
                using var answer = await http.GetAsync(new Uri($"{Url}/status.php"), limit.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }

    private void Note(string? line)
    {
        lock (log) log.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
