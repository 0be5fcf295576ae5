using System.Text.Json;
using System.Text.Json.Nodes;
using Plenum.Media;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>An administrator looks whether the engines are there, on a server with one that does as a test wants and one that is not there.</summary>
public sealed class JanusCheckTests(HalfMediaServer server) : IClassFixture<HalfMediaServer>
{
    [Fact]
    public async Task An_engine_that_answers_is_well()
    {
        server.Janus.Instead = (_, _) => [];

        var check = (await CheckAsync(0)).Expect(200);

        Assert.Equal((true, "Janus"), (check["ok"].GetBoolean(), check["detail"].GetString()));
        Assert.Equal(JsonValueKind.Number, check["milliseconds"].ValueKind);
    }

    [Fact]
    public async Task An_engine_without_what_a_stream_needs_is_not_well()
    {
        server.Janus.Instead = (kind, request) => kind == "attach" ? [Refusal(request, 460, "No such plugin")] : [];

        var check = (await CheckAsync(0)).Expect(200);

        Assert.Equal((false, "Janus: No such plugin (460)"), (check["ok"].GetBoolean(), check["detail"].GetString()));
    }

    [Fact]
    public async Task An_engine_that_says_nothing_is_given_ten_seconds()
    {
        server.Janus.Instead = (kind, _) => kind == "create" ? null : [];
        var before = server.Janus.Asked.Count(asked => asked == "create");

        var checking = CheckAsync(0);
        await server.Janus.UntilAskedAsync("create", before + 1);
        while (!checking.IsCompleted)
        {
            // It has been asked; when the clock starts for the answer nobody says.
            server.Clock.Advance(JanusConnection.AnswersWithin);
            await Task.WhenAny(checking, Task.Delay(TimeSpan.FromMilliseconds(20)));
        }

        var check = (await checking).Expect(200);

        Assert.Equal((false, "Janus: no answer (0)"), (check["ok"].GetBoolean(), check["detail"].GetString()));
        Assert.InRange(check["milliseconds"].GetInt64(), (long)JanusConnection.AnswersWithin.TotalMilliseconds, long.MaxValue);
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_not_well()
    {
        var check = (await CheckAsync(1)).Expect(200);

        Assert.False(check["ok"].GetBoolean());
        Assert.NotEqual("", check["detail"].GetString());
    }

    [Theory]
    [InlineData(2, 404)]
    [InlineData(-1, 400)]
    public async Task A_place_that_is_empty_is_404_and_none_at_all_400(int engine, int status)
    {
        var reply = await CheckAsync(engine);

        Assert.Equal((status, "engine"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task The_overview_says_which_engines_are_up()
    {
        server.Janus.Instead = (_, _) => [];

        var engines = (await server.Admin().GetAsync($"{SignedInBrowsers.Own}/admin/overview")).Expect(200)["media"].GetProperty("engines");

        Assert.Equal(
            $$"""[{"url":"{{server.Janus.Url}}","isUp":true,"streams":0},{"url":"{{server.Missing}}","isUp":false,"streams":0}]""",
            engines.GetRawText());
    }

    private Task<Reply> CheckAsync(int engine) => server.Admin().PostAsync($"{SignedInBrowsers.Own}/admin/tests/janus", new { engine });

    private static string Refusal(JsonObject request, int code, string reason) =>
        new JsonObject { ["janus"] = "error", ["transaction"] = request["transaction"]!.DeepClone(), ["error"] = new JsonObject { ["code"] = code, ["reason"] = reason } }.ToJsonString();
}

/// <summary>The same with a Janus as it is installed.</summary>
public sealed class RealJanusCheckTests(MediaServer server) : IClassFixture<MediaServer>
{
    [Fact]
    public async Task A_real_engine_says_its_version()
    {
        var check = (await server.Admin().PostAsync($"{SignedInBrowsers.Own}/admin/tests/janus", new { engine = 0 })).Expect(200);

        Assert.True(check["ok"].GetBoolean(), check["detail"].GetString());
        Assert.Matches(@"^Janus \d+\.\d+", check["detail"].GetString());
    }
}

/// <summary>A server with two engines, one of which is not there.</summary>
public sealed class HalfMediaServer : FakeMediaServer
{
    internal string Missing { get; } = $"ws://127.0.0.1:{Ports.Free()}";

    protected override string[] MoreArguments => [.. base.MoreArguments, $"--Plenum:Media:Janus:Urls:0={Missing}"];
}
