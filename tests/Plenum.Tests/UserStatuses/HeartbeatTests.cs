using Microsoft.EntityFrameworkCore;
using Plenum.Tests.Testing;
using Plenum.UserStatuses;

namespace Plenum.Tests.UserStatuses;

/// <summary>Clients that say that somebody is there, and what becomes of those who say nothing.</summary>
public sealed class HeartbeatTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_first_heartbeat_says_the_status_and_the_next_one_that_nothing_has_changed()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));

        var (first, second, idle) = (await ada.BeatAsync(), await ada.BeatAsync(), await ada.BeatAsync("away"));

        Assert.Equal((200, "online", false), (first.Status, first["status"].GetString(), first["statusIsUserDefined"].GetBoolean()));
        Assert.Equal((204, ""), (second.Status, second.Body));
        Assert.Equal((200, "away"), (idle.Status, idle["status"].GetString()));
        Assert.Equal("away", await bob.StatusOfAsync(ada));
    }

    [Fact]
    public async Task Who_is_silent_for_fifteen_minutes_is_offline_and_back_with_the_next_heartbeat()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        (await ada.BeatAsync()).Expect(200);

        await server.AdvanceAsync(TimeSpan.FromSeconds(899));
        var before = await bob.StatusOfAsync(ada);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        var after = await bob.StatusOfAsync(ada);
        var back = await ada.BeatAsync();

        Assert.Equal(("online", "offline", 200, "online"), (before, after, back.Status, await bob.StatusOfAsync(ada)));
    }

    [Fact]
    public async Task Who_sends_heartbeats_stays_online_and_a_restart_forgets_none()
    {
        await using var own = new PlenumServer();
        await own.InitializeAsync();
        var (ada, bob) = (await own.PersonAsync("ada"), await own.PersonAsync("bob"));
        (await ada.BeatAsync()).Expect(200);

        var answers = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            await own.AdvanceAsync(Interval);
            answers.Add((await ada.BeatAsync()).Status);
        }

        await own.RestartAsync(TimeSpan.FromMinutes(14));

        Assert.Equal([204, 204, 204, 204], answers);
        Assert.Equal("online", await bob.At(own).StatusOfAsync(ada));
    }

    [Fact]
    public async Task A_heartbeat_that_says_nothing_new_writes_nothing_within_a_minute_and_once_later_on()
    {
        var ada = await server.PersonAsync("ada");
        (await ada.BeatAsync()).Expect(200);
        var before = await VersionAsync(ada);

        server.Clock.Advance(TimeSpan.FromSeconds(59));
        (await ada.BeatAsync()).Expect(204);
        await server.AdvanceAsync(TimeSpan.FromSeconds(30));
        var within = await VersionAsync(ada);
        for (var i = 0; i < 3; i++) (await ada.BeatAsync()).Expect(204);
        var held = await VersionAsync(ada);
        await server.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((before, before, before + 1), (within, held, await VersionAsync(ada)));
    }

    [Fact]
    public async Task What_was_chosen_stays_whatever_clients_say()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        (await ada.ChooseAsync("dnd")).Expect(200);

        await server.AdvanceAsync(TimeSpan.FromHours(1));
        var beat = await ada.BeatAsync();

        Assert.Equal((204, "dnd"), (beat.Status, await bob.StatusOfAsync(ada)));
    }

    [Fact]
    public async Task Who_is_online_at_one_device_is_not_away_because_another_one_is_idle()
    {
        var ada = await server.PersonAsync("ada");
        var ((phone, _), (desktop, _)) = (await ada.DeviceAsync(server), await ada.DeviceAsync(server));
        (await phone.BeatAsync()).Expect(200);

        var idle = await desktop.BeatAsync("away");
        await server.AdvanceAsync(TimeSpan.FromMinutes(6));
        var later = await desktop.BeatAsync("away");

        Assert.Equal((204, 200, "away"), (idle.Status, later.Status, later["status"].GetString()));
    }

    [Theory]
    [InlineData("dnd")]
    [InlineData("offline")]
    [InlineData("sleeping")]
    [InlineData("")]
    public async Task Clients_say_online_or_away_and_nothing_else(string status)
    {
        var ada = await server.PersonAsync("ada");

        Assert.Equal((400, "none"), ((await ada.BeatAsync(status)).Status, await ada.OwnStatusAsync()));
        Assert.Equal(400, (await ada.PutAsync($"{Statuses.Root}/heartbeat")).Status);
    }

    [Theory]
    [InlineData("v4/room", Statuses.Android, "online")]
    [InlineData("v4/room?noStatusUpdate=0", Statuses.Android, "online")]
    [InlineData("v4/room?noStatusUpdate=1", Statuses.Android, "none")]
    [InlineData("v4/room", "Mozilla/5.0 (Linux) Nextcloud-Talk v2.0.0", "none")]
    [InlineData("v1/chat/*?lookIntoFuture=1&timeout=0", Statuses.Android, "online")]
    [InlineData("v1/chat/*?lookIntoFuture=1&timeout=0&noStatusUpdate=1", Statuses.Android, "none")]
    [InlineData("v1/chat/*?lookIntoFuture=1&timeout=0", "curl/8", "none")]
    [InlineData("v1/chat/*?lookIntoFuture=0", Statuses.Android, "none")]
    public async Task Talk_apps_of_telephones_say_online_by_what_they_ask_for(string path, string userAgent, string expected)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        await ada.JoinAsync(token);

        var reply = await ada.SendAsync(HttpMethod.Get, path.Replace("*", token, StringComparison.Ordinal), body: null, ("User-Agent", userAgent));

        Assert.InRange(reply.Status, 200, 304);
        Assert.Equal(expected, await ada.OwnStatusAsync());
    }

    [Fact]
    public async Task A_telephone_in_a_call_says_nothing_by_reading()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        await ada.BeginCallAsync(token);

        await ada.SendAsync(HttpMethod.Get, $"v1/chat/{token}?lookIntoFuture=1&timeout=0", body: null, ("User-Agent", Statuses.Android));
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);

        Assert.Equal("none", await ada.OwnStatusAsync());
    }

    [Fact]
    public async Task A_telephone_that_asks_again_and_again_is_looked_up_once_a_minute()
    {
        var ada = await server.PersonAsync("ada");
        var computer = await ReadsAsync(() => ada.GetAsync("v4/room"));

        var first = await ReadsAsync(() => ListAsync(ada));
        var later = await ReadsAsync(async () =>
        {
            await ListAsync(ada);
            await ListAsync(ada);
        });

        Assert.Equal((true, computer), (first > computer, later));
        Assert.Equal((1, "online"), (await VersionAsync(ada), await ada.OwnStatusAsync()));
    }

    private static async Task ListAsync(TalkClient telephone) =>
        (await telephone.SendAsync(HttpMethod.Get, "v4/room", body: null, ("User-Agent", Statuses.Android))).Expect(200);

    private async Task<int> ReadsAsync(Func<Task> ask)
    {
        using var counter = QueryCounter.Start(server);
        await ask();
        return counter.ReadsOfOneRequest;
    }

    /// <summary>Grows by one with every change that is written.</summary>
    private Task<int> VersionAsync(TalkClient person) => server.FromDbAsync(db =>
        db.UserStatuses.Where(status => status.AccountId == person.User).Select(status => status.Version).SingleAsync());
}
