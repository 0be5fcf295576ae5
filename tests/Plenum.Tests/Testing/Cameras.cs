using System.Text.Json;

namespace Plenum.Tests.Testing;

/// <summary>A browser in which people with cameras sit, each in a page of their own.</summary>
internal sealed class Cameras(Chromium browser, TestPage page) : IAsyncDisposable
{
    public static async Task<Cameras> StartAsync() => new(await Chromium.StartAsync(), await TestPage.StartAsync());

    /// <summary>Somebody comes in by REST and by socket, and is in the call.</summary>
    /// <param name="server">Where.</param>
    /// <param name="person">Who.</param>
    /// <param name="token">The conversation.</param>
    /// <param name="relayOnly">Media go through a TURN server or not at all.</param>
    public async Task<Camera> EnterAsync(PlenumServer server, TalkClient person, string token, bool relayOnly = false)
    {
        var camera = new Camera(browser, await browser.OpenAsync(page.Url), person);
        var talkSession = (await person.JoinAsync(token)).Text("sessionId");
        var settings = (await person.GetAsync($"v3/signaling/settings?token={token}")).Expect(200);
        var servers = settings["turnservers"].EnumerateArray().Select(turn => new { urls = turn.GetProperty("urls"), username = turn.GetProperty("username"), credential = turn.GetProperty("credential") });
        var how = new
        {
            url = $"{server.Url.Replace("http", "ws", StringComparison.Ordinal)}/standalone-signaling/spreed",
            hello = new
            {
                version = "2.0",
                auth = new { url = $"{server.Url}/ocs/v2.php/apps/spreed/api/v3/signaling/backend", @params = settings["helloAuthParams"].GetProperty("2.0") },
            },
            token,
            talkSession,
            rtc = new { iceServers = servers, iceTransportPolicy = relayOnly ? "relay" : "all" },
        };
        camera.Id = (await camera.DoAsync($"enter({JsonSerializer.Serialize(how)})")).GetString()!;
        (await person.PostAsync($"v4/call/{token}", new { flags = 7 })).Expect(200);
        return camera;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        await page.DisposeAsync();
    }
}

/// <summary>One person with a camera.</summary>
internal sealed class Camera(Chromium browser, string page, TalkClient person)
{
    /// <summary>The public session id.</summary>
    public string Id { get; set; } = "";

    public TalkClient Person => person;

    /// <summary>Has the page's person do something, such as <c>publish()</c>.</summary>
    public Task<JsonElement> DoAsync(string what) => browser.EvaluateAsync(page, $"person.{what}");

    /// <summary>Waits until sound and picture of somebody arrive; how many bytes did.</summary>
    public async Task<(long Audio, long Video)> FlowsAsync(string sessionId, string roomType = "video")
    {
        var sum = await DoAsync($"flows('{sessionId}', '{roomType}')");
        return (sum.GetProperty("audio").GetInt64(), sum.GetProperty("video").GetInt64());
    }
}
