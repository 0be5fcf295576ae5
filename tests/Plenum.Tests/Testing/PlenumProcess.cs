using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Plenum.Tests.Testing;

/// <summary>The server as an operating system sees it: a process of its own on a scratch directory, with the real clock.</summary>
internal sealed class PlenumProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly TestDatabase database;

    private PlenumProcess(Process process, string url, TestDatabase database) => (this.process, Url, this.database) = (process, url, database);

    public string Url { get; }

    public static async Task<PlenumProcess> StartAsync(string adminPassword)
    {
        var scratch = new TestDatabase();
        await scratch.CreateAsync();
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [typeof(PlenumHost).Assembly.Location, "--urls", url]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in scratch.Variables) start.Environment[name] = value;
        start.Environment["Plenum__AdminPassword"] = adminPassword;
        var started = Process.Start(start)!;
        _ = started.StandardOutput.ReadToEndAsync();
        _ = started.StandardError.ReadToEndAsync();
        var server = new PlenumProcess(started, url, scratch);
        try
        {
            await server.UntilReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        await database.DisposeAsync();
    }

    private async Task UntilReadyAsync()
    {
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            Assert.False(process.HasExited, "The server stopped while it started.");
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
