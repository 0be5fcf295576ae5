using System.Text.Json;

namespace Plenum.Tests.Testing;

/// <summary>A browser in which people with cameras sit, each in a page of their own.</summary>
internal sealed class Cameras(Chromium browser, TestPage page) : IAsyncDisposable
{
    /// <summary>Tests of one such collection run one after the other: sound and picture take processors.</summary>
    public const string OneAtATime = "Cameras";

    public static async Task<Cameras> StartAsync()
    {
        await MediaNetwork.AddressAsync();
        return new(await Chromium.StartAsync(), await TestPage.StartAsync());
    }

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

    /// <summary>Everybody publishes, and everybody watches everybody else; the bytes of each stream that arrive.</summary>
    public static async Task<List<(long Audio, long Video)>> MeetAsync(params Camera[] people)
    {
        foreach (var one in people) await one.DoAsync("publish()");
        var pairs = from one in people from other in people where one != other select (one, other);
        foreach (var (one, other) in pairs) await one.DoAsync($"watch('{other.Id}')");
        var flows = new List<(long Audio, long Video)>();
        foreach (var (one, other) in pairs) flows.Add(await one.FlowsAsync(other.Id));
        return flows;
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

    /// <summary>Waits for the order to go to another room, and goes there as clients do: out of the call, into the room, into its call.</summary>
    /// <returns>The room.</returns>
    public async Task<string> FollowAsync(string from)
    {
        var target = (await DoAsync("ordered()")).GetString()!;
        await DoAsync("hangUp()");
        await person.DeleteAsync($"v4/call/{from}");
        await DoAsync($"join('{target}', '{(await person.JoinAsync(target)).Text("sessionId")}')");
        (await person.PostAsync($"v4/call/{target}", new { flags = 7 })).Expect(200);
        return target;
    }

    /// <summary>Waits until sound and picture of somebody arrive; how many bytes did.</summary>
    public async Task<(long Audio, long Video)> FlowsAsync(string sessionId, string roomType = "video")
    {
        var sum = await DoAsync($"flows('{sessionId}', '{roomType}')");
        return (sum.GetProperty("audio").GetInt64(), sum.GetProperty("video").GetInt64());
    }
}
