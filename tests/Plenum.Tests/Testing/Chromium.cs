using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plenum.Tests.Testing;

/// <summary>
/// A headless Chromium with a camera and a microphone that are made up, driven by its DevTools protocol: a page, and
/// what a test has it do there.
/// </summary>
internal sealed partial class Chromium : IAsyncDisposable
{
    private const string Program = "chromium";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo profile;
    private readonly Process process;
    private readonly ClientWebSocket socket;
    private int ids;

    private Chromium(DirectoryInfo profile, Process process, ClientWebSocket socket) => (this.profile, this.process, this.socket) = (profile, process, socket);

    /// <summary>Starts one; the test is skipped where there is none.</summary>
    public static async Task<Chromium> StartAsync()
    {
        Tools.Need(Program);
        var folder = Directory.CreateTempSubdirectory("plenum-chromium-");
        string[] args =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding", "--disable-background-timer-throttling",
            "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--disable-features=WebRtcHideLocalIpsWithMdns",
            "--remote-debugging-port=0", $"--user-data-dir={folder.FullName}", "about:blank",
        ];
        var started = Process.Start(new ProcessStartInfo(Program, args) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var devTools = new ClientWebSocket();
        var browser = new Chromium(folder, started, devTools);
        try
        {
            var address = await browser.AddressAsync();
            devTools.Options.Proxy = null;
            await devTools.ConnectAsync(address, CancellationToken.None);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page and waits until it is there.</summary>
    /// <returns>What names it here.</returns>
    public async Task<string> OpenAsync(string url)
    {
        var target = (await AskAsync("Target.createTarget", new { url = "about:blank" })).GetProperty("targetId").GetString();
        var page = (await AskAsync("Target.attachToTarget", new { targetId = target, flatten = true })).GetProperty("sessionId").GetString()!;
        await AskAsync("Page.enable", new { }, page);
        await SayAsync("Page.navigate", new { url }, page);
        await HearAsync(message => message.TryGetProperty("method", out var method) && method.GetString() == "Page.loadEventFired");
        return page;
    }

    /// <summary>Has a page compute something; a promise is awaited.</summary>
    public async Task<JsonElement> EvaluateAsync(string page, string expression)
    {
        var answer = await AskAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true }, page);
        Assert.False(answer.TryGetProperty("exceptionDetails", out var details), $"{expression}: {details}");
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser's is still writing: the folder is in the system's scratch space.
        }
    }

    private async Task<Uri> AddressAsync()
    {
        var found = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (Listening().Match(line.Data ?? "") is { Success: true } match) found.TrySetResult(new Uri(match.Groups["url"].Value));
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return await found.Task.WaitAsync(Patience);
    }

    private async Task<JsonElement> AskAsync(string method, object parameters, string? page = null)
    {
        var id = await SayAsync(method, parameters, page);
        var answer = await HearAsync(message => message.TryGetProperty("id", out var answered) && answered.GetInt32() == id);
        Assert.False(answer.TryGetProperty("error", out var error), $"{method}: {error}");
        return answer.GetProperty("result");
    }

    private async Task<int> SayAsync(string method, object parameters, string? page)
    {
        var id = ++ids;
        var message = new Dictionary<string, object> { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (page is not null) message["sessionId"] = page;
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return id;
    }

    private async Task<JsonElement> HearAsync(Func<JsonElement, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            using var message = new MemoryStream();
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                message.Write(buffer, 0, received.Count);
            }
            while (!received.EndOfMessage);

            var heard = JsonDocument.Parse(message.ToArray()).RootElement;
            if (fits(heard)) return heard;
        }
    }

    [GeneratedRegex(@"DevTools listening on (?<url>ws://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
