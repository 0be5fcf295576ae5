using System.Text.Json;
using Plenum.ExternalSignaling;
using Plenum.Pages;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

/// <summary>What an administrator sees of the server.</summary>
public sealed class OverviewTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    private const string Path = $"{SignedInBrowsers.Own}/admin/overview";

    [Fact]
    public async Task It_says_what_runs_here_and_since_when()
    {
        await server.RestartAsync();
        var startedAt = server.Clock.Unix;
        server.Clock.Advance(TimeSpan.FromSeconds(90));

        var overview = (await server.Admin().GetAsync(Path)).Expect(200);

        Assert.Equal((Branding.Version, ServerVersion.Talk), (overview["version"].GetString(), overview["talkVersion"].GetString()));
        Assert.StartsWith(".NET ", overview["runtime"].GetString(), StringComparison.Ordinal);
        Assert.Equal((startedAt, 90, (startedAt + 90) * 1000), (overview["startedAt"].GetInt64(), overview["uptime"].GetInt64(), overview["now"].GetInt64()));
    }

    [Fact]
    public async Task It_says_where_the_data_is_and_how_well_the_server_is()
    {
        var overview = (await server.Admin().GetAsync(Path)).Expect(200);
        var database = overview["database"];
        var data = overview["data"];

        Assert.Equal(TestDatabase.IsPostgres ? "postgresql" : "sqlite", database.GetProperty("kind").GetString());
        Assert.Matches(@"^[1-9]\d*\.\d", database.GetProperty("version").GetString());
        Assert.InRange(database.GetProperty("bytes").GetInt64(), 100_000, 1_000_000_000);
        Assert.Equal((1, "ok"), (overview["nodes"].GetInt64(), overview["health"].GetProperty("database").GetString()));
        Assert.True(System.IO.Path.IsPathRooted(data.GetProperty("directory").GetString()));
        Assert.Equal(Directory.Exists(data.GetProperty("directory").GetString()), data.GetProperty("freeBytes").ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public async Task It_counts_what_there_is()
    {
        var before = await CountsAsync();
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await ada.CreateGroupAsync("room", bob);
        await ada.CreateGroupAsync("quiet");
        await using var socket = await server.SeatAsync(ada, room.Token);
        await ada.EnterCallAsync(room.Token);
        await bob.EnterCallAsync(room.Token);

        var after = await CountsAsync();

        Assert.Equal([2, 2, 1, 2, 1], after.Zip(before, (now, then) => now - then));
    }

    [Fact]
    public async Task It_names_the_signaling_and_which_servers_are_down()
    {
        const string Address = "wss://down.example.org";
        var embedded = await SignalingAsync();
        await using var config = await server.ConfigAsync(("signaling_servers", $$"""{"servers":[{"server":"{{Address}}","verify":false}],"secret":"abc"}"""));
        var unknown = await SignalingAsync();
        var pulse = (ServerPulse)server.Services.GetService(typeof(ServerPulse))!;

        pulse.Failed(Address);
        var down = await SignalingAsync();

        Assert.Equal("""{"mode":"embedded","servers":[]}""", embedded);
        Assert.Equal($$"""{"mode":"external","servers":[{"server":"{{Address}}","verify":false,"downSince":0}]}""", unknown);
        Assert.Equal(unknown.Replace(":0}", $":{server.Clock.Unix}}}", StringComparison.Ordinal), down);
    }

    [Fact]
    public async Task Polling_is_called_internal()
    {
        await using var config = await server.ConfigAsync(("signaling_mode", "internal"));

        Assert.Equal("""{"mode":"internal","servers":[]}""", await SignalingAsync());
    }

    [Theory]
    [InlineData("GET", "overview")]
    [InlineData("GET", "settings")]
    [InlineData("POST", "tests/janus")]
    public async Task It_is_for_administrators(string method, string path)
    {
        var ada = await server.PersonAsync();
        var (verb, address, body) = (new HttpMethod(method), $"{SignedInBrowsers.Own}/admin/{path}", new { engine = 0 });

        Assert.Equal((403, 401), ((await ada.SendAsync(verb, address, body)).Status, (await server.Guest().SendAsync(verb, address, body)).Status));
    }

    [Fact]
    public async Task An_administrator_who_may_not_use_Talk_sees_it_all_the_same()
    {
        await using var config = await server.ConfigAsync(("allowed_groups", """["nobody"]"""));

        Assert.Equal(200, (await server.Admin().GetAsync(Path)).Status);
    }

    private async Task<string> SignalingAsync() => (await server.Admin().GetAsync(Path)).Expect(200)["signaling"].GetRawText();

    private async Task<int[]> CountsAsync()
    {
        var counts = (await server.Admin().GetAsync(Path)).Expect(200)["counts"];
        return [.. new[] { "accounts", "conversations", "calls", "inCalls", "sockets" }.Select(name => counts.GetProperty(name).GetInt32())];
    }
}

/// <summary>What is seen of several servers.</summary>
public sealed class OverviewOfNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task Nodes_on_one_database_are_counted()
    {
        var overview = (await nodes.B.Admin().GetAsync($"{SignedInBrowsers.Own}/admin/overview")).Expect(200);

        Assert.Equal(2, overview["nodes"].GetInt64());
    }
}
