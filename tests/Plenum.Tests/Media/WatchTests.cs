using Plenum.Media;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>Who may watch whom, and what comes of it while nothing flows.</summary>
public sealed class WatchTests(MediaServer server) : IClassFixture<MediaServer>
{
    [Fact]
    [Case("calls 102")]
    public async Task Only_who_is_in_the_call_sees_those_who_are()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);

        var outside = await second.WatchAsync(first.SessionId);
        var absent = await first.WatchAsync(second.SessionId);
        var unknown = await first.WatchAsync("nobody");
        await first.SayToEngineAsync(first.SessionId, new { type = "requestoffer", roomType = "video" });
        var afterOwn = await first.KindsAsync();
        var unseen = await first.AskEngineAsync(second.SessionId, new { type = "selectStream", roomType = "video", payload = new { substream = 0 } }, "none");

        Assert.Equal(("not_allowed", "not_allowed", "not_allowed"), (outside.GetString(), absent.GetString(), unknown.GetString()));
        Assert.DoesNotContain("error", afterOwn);
        Assert.Equal("client_not_found", unseen.GetString());
    }

    [Fact]
    [Case("calls 101")]
    public async Task Somebody_who_does_not_publish_is_awaited_for_ten_seconds_and_nothing_else_waits()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        (await bob.PostAsync($"v4/call/{token}")).Expect(200);

        var id = await first.SayToEngineAsync(second.SessionId, new { type = "requestoffer", roomType = "video" });
        await first.TellAsync(new { type = "room" }, new { type = "meanwhile" });
        await second.HearAsync(frame => frame.GetRawText().Contains("meanwhile", StringComparison.Ordinal));
        var board = server.Board;
        while (board.AwaitedBy(new StreamKey(second.SessionId, StreamKind.Video)) == 0) await Task.Yield();
        server.Clock.Advance(SubscribedStream.AwaitedFor - TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("error", await first.KindsAsync());
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        var error = await first.HearAsync(frame => frame.GetProperty("type").GetString() == "error");
        Assert.Equal((id, "client_not_found"), (error.GetProperty("id").GetString(), error.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    [Case("calls 102")]
    public async Task A_recorder_sees_those_in_the_call_without_being_in_it()
    {
        await using var secret = await server.WithInternalClientsAsync();
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        await using var recorder = await SignalingClient.ConnectAsync(server);
        await recorder.InternalHelloAsync(features: ["internal-incall"]);
        await recorder.AskAsync("room", new { roomid = token });

        await recorder.SayToEngineAsync(first.SessionId, new { type = "requestoffer", roomType = "video" });
        while (server.Board.AwaitedBy(new StreamKey(first.SessionId, StreamKind.Video)) == 0) await Task.Yield();
        var outside = await recorder.WatchAsync(second.SessionId);

        Assert.Equal("not_allowed", outside.GetString());
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
