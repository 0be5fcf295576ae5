using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>What Plenum's own page hears of who waits and whose hand is up.</summary>
public sealed class SocketDeskTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    public async Task Moderators_hear_how_many_wait_and_when_that_changes()
    {
        var (olga, token) = await WebinarAsync();
        await using var desk = await server.PageAsync(olga, token);
        var gil = server.Guest();

        await gil.JoinAsync(token);
        var one = await desk.OwnAsync("waiting", Counts(1));
        await using var gia = await server.PageAsync(server.Guest(), token);
        await desk.OwnAsync("waiting", Counts(2));
        (await gil.PostAsync($"v1/guest/{token}/name", new { displayName = "Gil" })).Expect(200);
        await desk.OwnAsync("waiting", Counts(2));
        await gil.LeaveAsync(token);
        await desk.OwnAsync("waiting", Counts(1));
        (await olga.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);
        await desk.OwnAsync("waiting", Counts(0));

        Assert.Equal(token, one.GetProperty("token").GetString());
    }

    [Fact]
    public async Task Whoever_sits_down_at_the_desk_hears_how_many_wait()
    {
        var (olga, token) = await WebinarAsync();
        await server.Guest().JoinAsync(token);

        await using var desk = await server.PageAsync(olga, token);

        await desk.OwnAsync("waiting", Counts(1));
    }

    [Fact]
    public async Task Nobody_else_hears_it_and_no_other_client()
    {
        var (olga, token) = await WebinarAsync();
        var una = await server.PersonAsync("una");
        await olga.AddAsync(token, una);
        (await olga.AdmitAsync(token, await una.AttendeeIdAsync(token))).Expect(200);
        await using var inside = await server.PageAsync(una, token);
        await using var waiting = await server.PageAsync(server.Guest(), token);
        await using var desk = await server.PageAsync(olga, token);
        await using var talk = await server.PageAsync(await CoModeratorAsync(olga, token), token, "chat-relay");

        await server.Guest().JoinAsync(token);
        await desk.OwnAsync("waiting", Counts(2));

        foreach (var other in new[] { inside, waiting, talk }) Assert.Empty(await other.OwnKindsAsync());
    }

    [Fact]
    public async Task Whoever_is_let_in_hears_it_and_who_is_there_and_the_others_nothing()
    {
        var (olga, token) = await WebinarAsync();
        var gil = server.Guest();
        await using var desk = await server.PageAsync(olga, token);
        await using var let = await server.PageAsync(gil, token);
        await using var waits = await server.PageAsync(server.Guest(), token);
        await desk.OwnAsync("waiting", Counts(2));

        (await olga.AdmitAsync(token, await gil.AttendeeIdAsync(token))).Expect(200);
        var join = await let.EventAsync("room", "join");
        var admitted = await let.OwnAsync("admitted");
        await desk.OwnAsync("waiting", Counts(1));
        await desk.TellAsync(new { type = "room" }, new { type = "welcome in" });
        var heard = await let.HearAsync(frame => frame.GetProperty("type").GetString() == "message");

        Assert.Equal(3, join.GetArrayLength());
        Assert.Equal(token, admitted.GetProperty("token").GetString());
        Assert.Equal("welcome in", heard.GetProperty("message").GetProperty("data").GetProperty("type").GetString());
        Assert.Empty(await waits.KindsAsync());
    }

    [Fact]
    public async Task An_opening_lobby_lets_nobody_in_alone()
    {
        var (olga, token) = await WebinarAsync();
        await using var waits = await server.PageAsync(server.Guest(), token);

        (await olga.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);
        await waits.EventAsync("room", "join");

        Assert.Empty(await waits.OwnKindsAsync());
    }

    [Fact]
    public async Task Everybody_inside_hears_whose_hand_is_up_and_nobody_in_the_lobby()
    {
        var (olga, token) = await WebinarAsync();
        var una = await server.PersonAsync("una");
        await olga.AddAsync(token, una);
        (await olga.AdmitAsync(token, await una.AttendeeIdAsync(token))).Expect(200);
        await using var desk = await server.PageAsync(olga, token);
        await using var page = await server.PageAsync(una, token);
        await using var waiting = await server.PageAsync(server.Guest(), token);

        (await una.RaiseAsync(token)).Expect(200);
        var (atDesk, own) = (await desk.OwnAsync("hands", Counts(1)), await page.OwnAsync("hands", Counts(1)));
        (await olga.DeleteAsync(Desk.Own($"room/{token}/hands"))).Expect(200);
        await page.OwnAsync("hands", Counts(0));

        Assert.Equal((token, "Una"), (atDesk.GetProperty("token").GetString(), Assert.Single(Desk.Names(atDesk.GetProperty("hands")))));
        Assert.Equal(atDesk.GetRawText(), own.GetRawText());
        Assert.Empty(await waiting.OwnKindsAsync());
    }

    [Fact]
    public async Task The_event_names_hands_as_the_list_does_and_whoever_comes_later_hears_it()
    {
        var (ada, bob, token) = await PairAsync();
        await bob.JoinAsync(token);
        (await bob.RaiseAsync(token)).Expect(200);

        await using var page = await server.PageAsync(ada, token);
        var heard = await page.OwnAsync("hands");

        Assert.Equal((await ada.HandsAsync(token)).Data.GetRawText(), heard.GetProperty("hands").GetRawText());
    }

    [Fact]
    public async Task A_hand_goes_down_for_all_with_the_call()
    {
        var (ada, bob, token) = await PairAsync();
        await using var page = await server.PageAsync(ada, token);
        await bob.JoinAsync(token);
        (await bob.PostAsync($"v4/call/{token}")).Expect(200);
        (await bob.RaiseAsync(token)).Expect(200);
        await page.OwnAsync("hands", Counts(1));

        (await bob.DeleteAsync($"v4/call/{token}")).Expect(200);

        await page.OwnAsync("hands", Counts(0));
    }

    [Fact]
    public async Task The_hand_of_a_Talk_app_is_noted_once_and_passed_on_to_all()
    {
        var (ada, bob, token) = await PairAsync();
        await using var page = await server.PageAsync(ada, token);
        await using var app = await server.PageAsync(bob, token, "chat-relay");
        await app.EventAsync("room", "join");

        await RaiseAsync(app, new { type = "room" }, state: true, timestamp: 1000);
        var up = await page.OwnAsync("hands", Counts(1));
        (await ada.DeleteAsync(Desk.Own($"room/{token}/hands"))).Expect(200);
        await page.OwnAsync("hands", Counts(0));

        // Talk apps say it again to whoever comes later: the moderator's word stands.
        await RaiseAsync(app, new { type = "session", sessionid = page.SessionId }, state: true, timestamp: 1000);
        await RaiseAsync(app, new { type = "session", sessionid = page.SessionId }, state: false, timestamp: 2000);
        await RaiseAsync(app, new { type = "session", sessionid = page.SessionId }, state: true, timestamp: 3000);
        await page.OwnAsync("hands", Counts(1));

        Assert.Equal("Bob", Assert.Single(Desk.Names(up.GetProperty("hands"))));
    }

    [Fact]
    public async Task What_Plenums_own_page_says_to_Talk_apps_is_passed_on_and_not_noted()
    {
        var (ada, bob, token) = await PairAsync();
        await using var page = await server.PageAsync(bob, token);
        await using var app = await server.PageAsync(ada, token, "chat-relay");
        await app.EventAsync("room", "join");

        await RaiseAsync(page, new { type = "room" }, state: true, timestamp: 1000);
        var heard = await app.HearAsync(frame => frame.GetProperty("type").GetString() == "message");

        Assert.Equal("raiseHand", heard.GetProperty("message").GetProperty("data").GetProperty("type").GetString());
        Assert.Empty(await ada.NamesOfHandsAsync(token));
    }

    private static Task RaiseAsync(SignalingClient client, object recipient, bool state, long timestamp) =>
        client.TellAsync(recipient, new { type = "raiseHand", roomType = "video", payload = new { state, timestamp } });

    private static Func<JsonElement, bool> Counts(int count) => content => content.GetProperty("count").GetInt32() == count;

    private async Task<TalkClient> CoModeratorAsync(TalkClient olga, string token)
    {
        var mona = await server.PersonAsync("mona");
        await olga.AddAsync(token, mona);
        await olga.PromoteAsync(token, mona);
        return mona;
    }

    private async Task<(TalkClient Olga, string Token)> WebinarAsync()
    {
        var olga = await server.PersonAsync("olga");
        return (olga, (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1 })).Token);
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
