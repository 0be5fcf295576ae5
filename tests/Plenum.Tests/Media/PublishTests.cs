using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>Publishing through a real Janus, with clients that only talk: nothing flows.</summary>
public sealed class PublishTests(MediaServer server) : IClassFixture<MediaServer>
{
    [Fact]
    public async Task Clients_learn_that_media_go_through_the_server_and_how_much_they_may_send()
    {
        var (ada, _, token) = await PairAsync();
        await using var client = await SignalingClient.ConnectAsync(server);

        var hello = await client.HelloAsync("1.0", await client.ParamsAsync(ada, "1.0"));
        var room = (await client.JoinAsync(token, (await ada.JoinAsync(token)).Text("sessionId"))).GetProperty("room");

        var features = hello.GetProperty("hello").GetProperty("server").GetProperty("features").EnumerateArray().Select(feature => feature.GetString()).ToArray();
        Assert.Superset(new HashSet<string?> { "mcu", "simulcast", "update-sdp" }, features.ToHashSet());
        Assert.Equal(features.Order(StringComparer.Ordinal), features);
        Assert.Equal("""{"maxstreambitrate":1048576,"maxscreenbitrate":2097152}""", room.GetProperty("bandwidth").GetRawText());
    }

    [Fact]
    [Case("calls 100")]
    public async Task An_offer_to_oneself_is_answered_and_the_engine_says_how_it_can_be_reached()
    {
        var (ada, _, token) = await PairAsync();
        await using var client = await server.SeatAsync(ada, token);

        var answer = await client.PublishAsync();
        var candidate = (await client.HearAsync(frame => frame.GetRawText().Contains("\"candidate\"", StringComparison.Ordinal))).GetProperty("message");

        Assert.Equal((client.SessionId, client.SessionId, "video"), (answer.GetProperty("from").GetString(), answer.GetProperty("to").GetString(), answer.GetProperty("roomType").GetString()));
        Assert.Equal("answer", answer.GetProperty("payload").GetProperty("type").GetString());
        Assert.StartsWith("v=0", answer.GetProperty("payload").GetProperty("sdp").GetString(), StringComparison.Ordinal);
        Assert.Equal((client.SessionId, ada.User), (candidate.GetProperty("sender").GetProperty("sessionid").GetString(), candidate.GetProperty("sender").GetProperty("userid").GetString()));
        Assert.Equal(answer.Sid(), candidate.GetProperty("data").Sid());
        Assert.Equal(JsonValueKind.String, candidate.GetProperty("data").GetProperty("payload").GetProperty("candidate").GetProperty("candidate").ValueKind);
    }

    [Fact]
    public async Task A_further_offer_changes_what_is_published_and_one_of_another_connection_replaces_it()
    {
        var (ada, _, token) = await PairAsync();
        await using var client = await server.SeatAsync(ada, token);

        var first = await client.PublishAsync(Descriptions.Offer(origin: 1));
        var again = await client.PublishAsync(Descriptions.Offer(origin: 1));
        var room = RoomOf(await server.Janus.RoomsAsync(), client);
        var other = await client.PublishAsync(Descriptions.Offer(origin: 2));
        var newRoom = RoomOf(await server.Janus.RoomsAsync(), client);

        Assert.Equal(first.Sid(), again.Sid());
        Assert.NotEqual(first.Sid(), other.Sid());
        Assert.NotEqual(room.GetProperty("room").GetUInt64(), newRoom.GetProperty("room").GetUInt64());
    }

    [Fact]
    public async Task What_is_sent_is_limited_and_an_offer_may_limit_it_further()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);

        await first.AskEngineAsync(first.SessionId, new { type = "offer", roomType = "screen", bitrate = 99_000_000, payload = new { type = "offer", sdp = Descriptions.Offer() } }, "answer");
        await second.AskEngineAsync(second.SessionId, new { type = "offer", roomType = "video", bitrate = 300_000, videocodec = "vp8", payload = new { type = "offer", sdp = Descriptions.Offer() } }, "answer");

        var rooms = await server.Janus.RoomsAsync();
        Assert.Equal((2_097_152, 300_000), (RoomOf(rooms, first).GetProperty("bitrate").GetInt32(), RoomOf(rooms, second).GetProperty("bitrate").GetInt32()));
    }

    [Fact]
    [Case("calls 103")]
    public async Task Who_may_not_publish_a_picture_publishes_sound_alone()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), permissions: 1 | 2 | 4 | 16 | 128)).Expect(200);
        await using var client = await server.SeatAsync(bob, token);

        var both = await client.PublishAsync();
        var unsent = await client.PublishAsync(Descriptions.Offer(direction: "recvonly"));
        var screen = await client.PublishAsync(roomType: "screen");
        var sound = await client.PublishAsync(Descriptions.Offer(video: false));

        Assert.Equal(("not_allowed", "not_allowed", "not_allowed"), (both.GetString(), unsent.GetString(), screen.GetString()));
        Assert.Equal("answer", sound.GetProperty("type").GetString());
    }

    [Fact]
    [Case("calls 104")]
    public async Task Who_loses_a_permission_loses_what_was_published_with_it()
    {
        var (ada, bob, token) = await PairAsync();
        await using var client = await server.SeatAsync(bob, token);
        await client.PublishAsync();
        await client.PublishAsync(Descriptions.Offer(origin: 5), roomType: "screen");

        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), permissions: 1 | 2 | 4 | 32 | 64 | 128)).Expect(200);
        var afterSound = await UntilRoomsAsync(client, 1);
        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), permissions: 1 | 2 | 4 | 32 | 128)).Expect(200);

        Assert.EndsWith("|Screen", Assert.Single(afterSound).GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Empty(await UntilRoomsAsync(client, 0));
    }

    [Theory]
    [Case("calls 109")]
    [InlineData("call")]
    [InlineData("room")]
    [InlineData("bye")]
    [InlineData("socket")]
    [InlineData("lobby")]
    public async Task Whoever_leaves_publishes_nothing_any_more(string how)
    {
        var (ada, bob, token) = await PairAsync();
        await using var client = await server.SeatAsync(bob, token);
        (await bob.PostAsync($"v4/call/{token}", new { flags = 7 })).Expect(200);
        await client.EventAsync("participants", "update");
        await client.PublishAsync();
        await client.PublishAsync(Descriptions.Offer(origin: 5), roomType: "screen");
        Assert.Equal(2, (await OwnRoomsAsync(client)).Length);

        switch (how)
        {
            case "call":
                (await bob.DeleteAsync($"v4/call/{token}")).Expect(200);
                break;
            case "room":
                await client.JoinAsync("", "");
                break;
            case "bye":
                await client.AskAsync("bye", new { });
                break;
            case "socket":
                var unattended = server.Hub.Unattended;
                client.Break();
                while (server.Hub.Unattended == unattended) await Task.Yield();
                server.Clock.Advance(TimeSpan.FromSeconds(30));
                break;
            case "lobby":
                (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
                break;
        }

        Assert.Empty(await UntilRoomsAsync(client, 0));
    }

    [Fact]
    public async Task Whom_the_lobby_holds_back_publishes_nothing_and_sees_nobody()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await ada.PostAsync($"v4/call/{token}");
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await using var waiting = await SignalingClient.GreetAsync(server, bob);
        await waiting.JoinAsync(token, (await bob.JoinAsync(token)).Text("sessionId"));

        var offered = await waiting.PublishAsync();
        var seen = await waiting.WatchAsync(first.SessionId);

        Assert.Equal(("not_allowed", "not_allowed"), (offered.GetString(), seen.GetString()));
    }

    [Fact]
    public async Task Without_a_room_there_is_nothing_to_publish_in()
    {
        var ada = await server.PersonAsync("ada");
        await using var client = await SignalingClient.GreetAsync(server, ada);

        Assert.Equal("not_allowed", (await client.PublishAsync()).GetString());
    }

    [Fact]
    [Case("calls 105")]
    public async Task A_screen_that_is_shared_no_more_is_closed_a_second_later()
    {
        var (ada, _, token) = await PairAsync();
        await using var client = await server.SeatAsync(ada, token);
        await client.PublishAsync(roomType: "screen");

        await client.SayToEngineAsync(client.SessionId, new { type = "unshareScreen" });
        await client.KindsAsync();
        var before = await OwnRoomsAsync(client);

        Assert.Single(before);
        await UntilRoomsAsync(client, 0, () => server.Clock.Advance(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    [Case("calls 108")]
    public async Task What_cannot_be_understood_is_answered_with_an_error()
    {
        var (ada, _, token) = await PairAsync();
        await using var client = await server.SeatAsync(ada, token);

        var nonsense = await client.PublishAsync("nonsense");
        var empty = await client.PublishAsync("v=0\r\n");
        var hollow = await client.AskEngineAsync(client.SessionId, new { type = "candidate", roomType = "video", payload = new { candidate = new { sdpMid = "0" } } }, "none");
        await client.PublishAsync();
        await client.SayToEngineAsync(client.SessionId, new { type = "candidate", roomType = "video", payload = new { candidate = new { candidate = "", sdpMid = "0", sdpMLineIndex = 0 } } });

        Assert.Equal(("invalid_sdp", "processing_failed", "invalid_candidate"), (nonsense.GetString(), empty.GetString(), hollow.GetString()));
        Assert.DoesNotContain("error", await client.KindsAsync());
    }

    [Fact]
    public async Task Messages_to_the_engine_are_not_passed_on()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);

        await first.AskEngineAsync(second.SessionId, new { type = "offer", roomType = "video", payload = new { type = "offer", sdp = Descriptions.Offer() } }, "answer");
        foreach (var type in new[] { "requestoffer", "selectStream", "endOfCandidates" }) await first.SayToEngineAsync(second.SessionId, new { type, roomType = "video" });
        await first.KindsAsync();
        await first.TellAsync(new { type = "session", sessionid = second.SessionId }, new { type = "unshareScreen" });

        var heard = await second.HearAsync(frame => frame.GetProperty("type").GetString() == "message");
        Assert.Equal("unshareScreen", heard.GetProperty("message").GetProperty("data").GetProperty("type").GetString());
    }

    private async Task<JsonElement[]> OwnRoomsAsync(SignalingClient client) => [.. (await server.Janus.RoomsAsync()).Where(room => IsOf(room, client))];

    /// <summary>Waits until somebody has so many rooms at Janus.</summary>
    private async Task<JsonElement[]> UntilRoomsAsync(SignalingClient client, int count, Action? meanwhile = null)
    {
        for (var look = 0; ; look++)
        {
            var rooms = await OwnRoomsAsync(client);
            if (rooms.Length == count) return rooms;

            meanwhile?.Invoke();
            Assert.True(look < 1000, $"{rooms.Length} rooms instead of {count}");
        }
    }

    private static JsonElement RoomOf(JsonElement[] rooms, SignalingClient client) => Assert.Single(rooms, room => IsOf(room, client));

    private static bool IsOf(JsonElement room, SignalingClient client) => room.GetProperty("description").GetString()!.StartsWith(client.SessionId, StringComparison.Ordinal);

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
