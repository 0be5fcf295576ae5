using System.Text.Json;
using System.Text.Json.Nodes;
using Plenum.Media;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>An engine that misbehaves: whoever asked for something is told so, everybody else is undisturbed.</summary>
public sealed class FaultTests(FakeMediaServer server) : IClassFixture<FakeMediaServer>, IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public ValueTask DisposeAsync()
    {
        server.Janus.Instead = (_, _) => [];
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_connection_names_its_protocol_and_is_kept_alive()
    {
        var before = server.Janus.Asked.Count(asked => asked == "keepalive");

        await UntilAsync(() => server.Janus.Asked.Count(asked => asked == "keepalive") > before, JanusConnection.KeepAliveEvery);

        Assert.Contains("janus-protocol", server.Janus.Protocols);
        Assert.True(server.Pool.IsUp);
    }

    [Fact]
    public async Task Garbage_is_passed_over()
    {
        var (client, _) = await SeatAsync();
        server.Janus.Instead = (kind, request) =>
        [
            "{{{ no json", "[]", "7", "\"text\"", "", "{\"janus\":5,\"transaction\":{},\"sender\":\"x\"}", "{\"janus\":\"event\",\"sender\":18446744073709551615}",
            "{\"janus\":\"success\",\"transaction\":\"999999\"}", $"{{\"janus\":\"trickle\",\"sender\":{HandleOf(request)}}}", $"{{\"janus\":\"trickle\",\"sender\":{HandleOf(request)},\"candidate\":{{\"candidate\":7,\"sdpMLineIndex\":-1}}}}",
            $"{{\"janus\":\"event\",\"sender\":{HandleOf(request)},\"plugindata\":[],\"jsep\":7}}", $"{{\"janus\":\"{kind}\",\"sender\":{HandleOf(request)}}}",
        ];

        var answer = await client.PublishAsync();

        Assert.Equal("answer", answer.GetProperty("type").GetString());
        await client.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_without_what_was_asked_for_is_an_error()
    {
        var (client, _) = await SeatAsync();
        server.Janus.Instead = (kind, request) => kind == "message configure" ? [Event(request, new JsonObject { ["configured"] = "ok" })] : [];
        var empty = await client.PublishAsync();
        server.Janus.Instead = (kind, request) => kind == "message join" ? [Event(request, new JsonObject { ["error_code"] = 426, ["error"] = "No such room" })] : [];
        var refused = await client.PublishAsync(Descriptions.Offer(origin: 2));
        server.Janus.Instead = (_, _) => [];
        var after = await client.PublishAsync(Descriptions.Offer(origin: 3));

        Assert.Equal(("processing_failed", "client_not_found", "answer"), (empty.GetString(), refused.GetString(), after.GetProperty("type").GetString()));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_waits_for_a_slow_engine_but_who_asked_it()
    {
        var (slow, token) = await SeatAsync();
        var cleo = await server.PersonAsync("cleo");
        (await slow.Owner.PostAsync($"v4/room/{token}/participants", new { newParticipant = cleo.User, source = "users" })).Expect(200);
        await using var other = await SignalingClient.SeatAsync(server, cleo, token);
        var asked = server.Janus.Asked.Count(one => one == "message configure");
        server.Janus.Instead = (kind, _) => kind == "message configure" ? null : [];
        var id = await slow.Client.SayToEngineAsync(slow.Client.SessionId, new { type = "offer", roomType = "video", payload = new { type = "offer", sdp = Descriptions.Offer() } });
        await server.Janus.UntilAskedAsync("message configure", asked + 1);
        server.Janus.Instead = (_, _) => [];

        var answer = await other.PublishAsync();
        await slow.Client.TellAsync(new { type = "room" }, new { type = "hello" });
        await other.HearAsync(frame => frame.GetRawText().Contains("\"hello\"", StringComparison.Ordinal));
        var error = slow.Client.HearAsync(frame => frame.GetProperty("type").GetString() == "error");
        await UntilAsync(() => error.IsCompleted, Moment);

        Assert.Equal("answer", answer.GetProperty("type").GetString());
        Assert.Equal((id, "processing_failed"), ((await error).GetProperty("id").GetString(), (await error).GetProperty("error").GetProperty("code").GetString()));
        await slow.DisposeAsync();
    }

    [Fact]
    public async Task An_engine_that_gives_no_sign_of_life_is_given_up_and_tried_again()
    {
        var sessions = server.Janus.Asked.Count(asked => asked == "create");
        server.Janus.Instead = (kind, _) => kind == "keepalive" ? null : [];

        await UntilAsync(() => server.Janus.Asked.Count(asked => asked == "create") > sessions, Moment);
        await UntilAsync(() => server.Pool.IsUp, Moment);
    }

    [Fact]
    public async Task An_engine_that_says_too_much_at_once_is_given_up_and_tried_again()
    {
        var (client, _) = await SeatAsync();
        var sessions = server.Janus.Asked.Count(asked => asked == "create");
        server.Janus.Instead = (kind, _) => kind == "message create" ? [new string('x', 17 * 1024 * 1024)] : [];

        var error = await client.PublishAsync();
        server.Janus.Instead = (_, _) => [];
        await UntilAsync(() => server.Janus.Asked.Count(asked => asked == "create") > sessions && server.Pool.IsUp, Moment);
        var after = await client.PublishAsync();

        Assert.Equal(("client_not_found", "answer"), (error.GetString(), after.GetProperty("type").GetString()));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Who_asks_for_too_much_is_told_so()
    {
        var (client, _) = await SeatAsync();
        server.Janus.Instead = (kind, _) => kind == "attach" ? null : [];

        for (var offer = 0; offer < 300; offer++)
        {
            await client.Client.SayToEngineAsync(client.Client.SessionId, new { type = "offer", roomType = "video", payload = new { type = "offer", sdp = Descriptions.Offer(origin: offer) } });
        }

        var error = await client.Client.HearAsync(frame => frame.GetProperty("type").GetString() == "error");
        Assert.Equal("processing_failed", error.GetProperty("error").GetProperty("code").GetString());
        await client.DisposeAsync();
    }

    private static ulong HandleOf(JsonObject request) => request["handle_id"]?.GetValue<ulong>() ?? 0;

    private static string Event(JsonObject request, JsonObject data) => new JsonObject
    {
        ["janus"] = "event",
        ["transaction"] = request["transaction"]!.DeepClone(),
        ["plugindata"] = new JsonObject { ["data"] = data },
    }.ToJsonString();

    /// <summary>Advances the clock until it is so.</summary>
    private async Task UntilAsync(Func<bool> isSo, TimeSpan step)
    {
        for (var steps = 0; !isSo(); steps++)
        {
            Assert.True(steps < 200, "It does not become so.");
            server.Clock.Advance(step);
            for (var look = 0; !isSo() && look < 20; look++) await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    private async Task<(Publisher Client, string Token)> SeatAsync()
    {
        await UntilAsync(() => server.Pool.IsUp, Moment);
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        return (new Publisher(ada, await SignalingClient.SeatAsync(server, ada, token)), token);
    }

    private sealed record Publisher(TalkClient Owner, SignalingClient Client) : IAsyncDisposable
    {
        public Task<JsonElement> PublishAsync(string? sdp = null) => Client.PublishAsync(sdp);

        public ValueTask DisposeAsync() => Client.DisposeAsync();
    }
}
