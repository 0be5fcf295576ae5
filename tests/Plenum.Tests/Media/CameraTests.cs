using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

/// <summary>People with cameras, in a real browser, whose sound and picture go through a real Janus.</summary>
[Collection(Cameras.OneAtATime)]
public sealed class CameraTests(MediaServer server) : IClassFixture<MediaServer>
{
    [Fact]
    [Case("calls 100")]
    public async Task Two_people_see_and_hear_each_other_through_the_engine()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, _) = await EnterAsync(cameras);

        var flows = await Cameras.MeetAsync(first, second);

        Assert.All(flows, flow => Assert.True(flow is { Audio: > 0, Video: > 0 }));
        Assert.Equal(2, (await RoomsAsync(first, second)).Count());
    }

    [Fact]
    [Case("calls 101")]
    public async Task Who_asks_before_somebody_publishes_gets_one_offer_once_it_flows()
    {
        await using var cameras = await Cameras.StartAsync();
        var (ada, bob, token) = await PairAsync();
        var first = await cameras.EnterAsync(server, ada, token);
        await using var second = await server.SeatAsync(bob, token);
        (await bob.PostAsync($"v4/call/{token}")).Expect(200);

        await second.SayToEngineAsync(first.Id, new { type = "requestoffer", roomType = "video" });
        await second.SayToEngineAsync(first.Id, new { type = "requestoffer", roomType = "video" });
        await first.DoAsync("publish()");
        var offer = await second.HearAsync(IsOffer);

        Assert.Equal((first.Id, ada.User), (offer.GetProperty("message").GetProperty("sender").GetProperty("sessionid").GetString(), offer.GetProperty("message").GetProperty("sender").GetProperty("userid").GetString()));
        await second.WatchAsync(first.Id, sid: "another");
        Assert.DoesNotContain("error", await second.KindsAsync());
    }

    [Fact]
    [Case("calls 105")]
    public async Task A_screen_is_shown_to_somebody_until_it_is_shared_no_more()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, _) = await EnterAsync(cameras);

        await first.DoAsync("publish({ roomType: 'screen', audio: false })");
        await first.DoAsync($"tell('{second.Id}', {{ type: 'sendoffer', roomType: 'screen' }})");
        await second.DoAsync($"seen('{first.Id}', 'screen')");
        var seen = await second.DoAsync($"statsOnce('{first.Id}', 'screen', (sum) => sum.frames > 5)");
        await first.DoAsync($"tell('{first.Id}', {{ type: 'unshareScreen' }})");
        for (var look = 0; (await RoomsAsync(first)).Any(); look++)
        {
            Assert.True(look < 1000, "The screen is still shared.");
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await second.DoAsync($"lost('{first.Id}', 'screen')");
        Assert.True(seen.GetProperty("video").GetInt64() > 0);
    }

    [Fact]
    [Case("calls 106")]
    public async Task Who_wants_a_small_picture_gets_one()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, _) = await EnterAsync(cameras);
        await first.DoAsync("publish({ simulcast: true })");
        await second.DoAsync($"watch('{first.Id}')");
        var large = await second.DoAsync($"statsOnce('{first.Id}', 'video', (sum) => sum.height >= 270)");

        await second.DoAsync($"tell('{first.Id}', {{ type: 'selectStream', roomType: 'video', payload: {{ substream: 0 }} }})");

        var small = large;
        for (var look = 0; look < 100 && small.GetProperty("height").GetInt32() >= 270; look++)
        {
            // Until then Janus is asked again each second.
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            small = await second.DoAsync($"statsOnce('{first.Id}', 'video', (sum) => sum.frames > {small.GetProperty("frames")})");
        }

        Assert.Equal(135, small.GetProperty("height").GetInt32());
    }

    [Fact]
    [Case("calls 107")]
    public async Task A_late_answer_does_no_harm_and_a_stream_is_renegotiated_in_place()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, _) = await EnterAsync(cameras);
        await Cameras.MeetAsync(first, second);
        var sid = (await second.DoAsync($"sid('{first.Id}')")).GetString();

        await second.DoAsync($"tell('{first.Id}', {{ type: 'answer', roomType: 'video', sid: '1', payload: {{ type: 'answer', sdp: 'v=0' }} }})");
        await second.DoAsync($"watch('{first.Id}', 'video', '{sid}')");
        await first.DoAsync("again()");

        Assert.Equal(sid, (await second.DoAsync($"sid('{first.Id}')")).GetString());
        await second.FlowsAsync(first.Id);
        Assert.Equal("[]", (await second.DoAsync("errors")).GetRawText());
        Assert.Equal("[]", (await first.DoAsync("errors")).GetRawText());
    }

    [Fact]
    public async Task A_camera_that_is_switched_on_later_is_seen_by_whoever_asks_again()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, _) = await EnterAsync(cameras);
        await first.DoAsync("publish({ video: false })");
        await second.DoAsync($"watch('{first.Id}')");
        var sound = await second.DoAsync($"statsOnce('{first.Id}', 'video', (sum) => sum.audio > 0)");

        await first.DoAsync("addCamera()");
        var sid = (await second.DoAsync($"sid('{first.Id}')")).GetString();
        await second.DoAsync($"watch('{first.Id}', 'video', '{sid}')");

        Assert.Equal(0, sound.GetProperty("video").GetInt64());
        await second.FlowsAsync(first.Id);
        Assert.Equal(sid, (await second.DoAsync($"sid('{first.Id}')")).GetString());
        await second.DoAsync($"watch('{first.Id}', 'video', '{sid}')");
        Assert.Equal("""["audio","video"]""", (await second.DoAsync($"connections.get('{first.Id}|video|in').pc.getTransceivers().map((one) => one.receiver.track.kind)")).GetRawText());
    }

    [Fact]
    [Case("calls 104")]
    public async Task Who_loses_a_permission_is_seen_no_more_and_may_still_watch()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, token) = await EnterAsync(cameras);
        await Cameras.MeetAsync(first, second);

        (await first.Person.TryGrantAsync(token, await second.Person.AttendeeIdAsync(token), permissions: 1 | 2 | 4 | 32 | 128)).Expect(200);

        await first.DoAsync($"lost('{second.Id}')");
        await second.FlowsAsync(first.Id);
        Assert.Single(await RoomsAsync(first, second));
    }

    [Fact]
    public async Task Whom_the_lobby_holds_back_neither_sees_nor_is_seen()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, token) = await EnterAsync(cameras);
        await Cameras.MeetAsync(first, second);

        (await first.Person.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);

        await second.DoAsync($"lost('{first.Id}')");
        await first.DoAsync($"lost('{second.Id}')");
        Assert.Single(await RoomsAsync(first, second));
    }

    [Fact]
    public async Task People_who_are_sent_into_a_breakout_room_and_back_see_each_other_in_both()
    {
        await using var cameras = await Cameras.StartAsync();
        var cleo = await server.PersonAsync("cleo");
        var (first, second, token) = await EnterAsync(cameras, cleo);
        var third = await cameras.EnterAsync(server, cleo, token);
        await Cameras.MeetAsync(first, second);

        (await first.Person.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 1 })).Expect(200);
        (await first.Person.PostAsync($"v1/breakout-rooms/{token}/rooms")).Expect(200);
        var room = await second.FollowAsync(from: token);
        Assert.Equal(room, await third.FollowAsync(from: token));
        var inside = await Cameras.MeetAsync(second, third);
        (await first.Person.DeleteAsync($"v1/breakout-rooms/{token}/rooms")).Expect(200);
        Assert.Equal(token, await second.FollowAsync(from: room));
        await first.DoAsync("hangUp()");
        var back = await Cameras.MeetAsync(first, second);

        Assert.NotEqual(token, room);
        Assert.All([.. inside, .. back], flow => Assert.True(flow is { Audio: > 0, Video: > 0 }));
    }

    [Fact]
    [Case("calls 110")]
    public async Task When_the_engine_dies_people_publish_anew_within_20_seconds()
    {
        await using var cameras = await Cameras.StartAsync();
        var (first, second, token) = await EnterAsync(cameras);
        await Cameras.MeetAsync(first, second);

        await server.Janus.KillAsync();
        while (server.Pool.IsUp) await Task.Yield();
        var meanwhile = await first.DoAsync("publish().catch((error) => error.message)");
        (await first.Person.PostAsync($"v1/chat/{token}", new { message = "Can you hear me?" })).Expect(201);
        await server.Janus.AgainAsync();
        var died = server.Clock.GetUtcNow();
        await server.UntilUpAsync();
        foreach (var one in new[] { first, second }) await one.DoAsync("hangUp()");
        var flows = await Cameras.MeetAsync(first, second);

        Assert.Equal("client_not_found", meanwhile.GetString());
        Assert.True(server.Clock.GetUtcNow() - died <= TimeSpan.FromSeconds(20));
        Assert.All(flows, flow => Assert.True(flow is { Audio: > 0, Video: > 0 }));
    }

    private static bool IsOffer(JsonElement frame) =>
        frame.GetProperty("type").GetString() == "message" && frame.GetProperty("message").GetProperty("data").GetProperty("type").GetString() == "offer";

    private async Task<IEnumerable<JsonElement>> RoomsAsync(params Camera[] people) =>
        (await server.Janus.RoomsAsync()).Where(room => Array.Exists(people, one => room.GetProperty("description").GetString()!.StartsWith(one.Id, StringComparison.Ordinal)));

    /// <summary>Two people with cameras in a call; the first is its moderator.</summary>
    private async Task<(Camera First, Camera Second, string Token)> EnterAsync(Cameras cameras, params TalkClient[] more)
    {
        var (ada, bob, token) = await PairAsync();
        foreach (var one in more) await ada.AddAsync(token, one);
        return (await cameras.EnterAsync(server, ada, token), await cameras.EnterAsync(server, bob, token), token);
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
