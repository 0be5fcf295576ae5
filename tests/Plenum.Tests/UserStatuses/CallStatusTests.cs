using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.UserStatuses;

/// <summary>Who is in a call is busy, and afterwards what he was before, however the call ended for him.</summary>
public sealed class CallStatusTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string InCall = "busy call 💬 In a call";
    private const string SeenInCall = "busy 💬 In a call";

    [Fact]
    [Case("calls 41")]
    public async Task Joining_a_call_says_so_and_leaving_it_restores_what_was_before()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.ChooseAsync("online")).Expect(200);
        (await ada.SayOfSelfAsync("🎹", "Practising")).Expect(200);

        await ada.BeginCallAsync(token);
        var (own, seen) = (await ada.GetAsync(Statuses.Own), await bob.StatusOfAsync(ada));
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);

        Assert.Equal(
            $$"""{"userId":"{{ada.User}}","message":"In a call","messageId":"call","messageIsPredefined":true,"icon":"\uD83D\uDCAC","clearAt":null,"status":"busy","statusIsUserDefined":false}""",
            own.Expect(200).Data.GetRawText());
        Assert.Equal((SeenInCall, "online 🎹 Practising"), (seen, await bob.StatusOfAsync(ada)));
    }

    [Theory]
    [Case("calls 41")]
    [InlineData("dnd", "dnd 🎹 Practising")]
    [InlineData("invisible", "offline 🎹 Practising")]
    public async Task Who_does_not_want_to_be_seen_or_disturbed_stays_what_he_is(string chosen, string seen)
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.ChooseAsync(chosen)).Expect(200);
        (await ada.SayOfSelfAsync("🎹", "Practising")).Expect(200);

        await ada.BeginCallAsync(token);
        var during = await bob.StatusOfAsync(ada);
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);

        Assert.Equal((seen, seen), (during, await bob.StatusOfAsync(ada)));
    }

    [Fact]
    public async Task Who_never_had_a_status_has_one_for_the_call_only()
    {
        var (ada, bob, token) = await PairAsync();

        await ada.BeginCallAsync(token);
        var during = await bob.StatusOfAsync(ada);
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);

        Assert.Equal((SeenInCall, "none"), (during, await bob.StatusOfAsync(ada)));
    }

    public static TheoryData<string> Ends => ["ended for all", "left the conversation", "removed", "banned", "deleted", "lobby", "gone for good"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task However_a_call_ends_for_somebody_the_status_from_before_is_back(string end)
    {
        var (ada, bob, token) = await PairAsync();
        (await bob.ChooseAsync("away")).Expect(200);
        foreach (var person in new[] { ada, bob }) await person.BeginCallAsync(token);
        var during = await ada.StatusOfAsync(bob);

        (await EndAsync(end, ada, bob, token)).Expect(200);

        Assert.Equal((SeenInCall, "away"), (during, await ada.StatusOfAsync(bob)));
    }

    [Fact]
    public async Task A_session_that_dies_takes_the_status_along_whether_it_was_cleared_away_or_not()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.ChooseAsync("busy")).Expect(200);
        await ada.BeginCallAsync(token);

        server.Clock.Advance(Session.AliveFor / 2);
        var alive = await bob.StatusOfAsync(ada);
        server.Clock.Advance(Session.AliveFor / 2);
        var dead = await bob.StatusOfAsync(ada);
        await server.AdvanceAsync(TimeSpan.Zero);

        Assert.Equal((SeenInCall, "busy", "busy"), (alive, dead, await bob.StatusOfAsync(ada)));
    }

    [Fact]
    public async Task A_restart_neither_loses_the_call_nor_keeps_it()
    {
        await using var own = new PlenumServer();
        await own.InitializeAsync();
        var (ada, bob) = (await own.PersonAsync("ada"), await own.PersonAsync("bob"));
        (await ada.ChooseAsync("busy")).Expect(200);
        await ada.BeginCallAsync((await ada.CreateGroupAsync()).Token);

        await own.RestartAsync(TimeSpan.FromSeconds(20));
        var soon = await bob.At(own).StatusOfAsync(ada);
        await own.RestartAsync(Session.AliveFor);

        Assert.Equal((SeenInCall, "busy"), (soon, await bob.At(own).StatusOfAsync(ada)));
    }

    [Fact]
    public async Task Who_is_in_two_calls_is_in_a_call_until_the_last_of_them_is_left()
    {
        var (ada, bob, token) = await PairAsync();
        var other = (await ada.CreateGroupAsync()).Token;
        (await ada.ChooseAsync("online")).Expect(200);
        foreach (var room in new[] { token, other }) await ada.BeginCallAsync(room);

        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        var between = await bob.StatusOfAsync(ada);
        (await ada.DeleteAsync($"v4/call/{other}")).Expect(200);

        Assert.Equal((SeenInCall, "online"), (between, await bob.StatusOfAsync(ada)));
    }

    [Fact]
    public async Task Who_has_two_sessions_in_one_call_is_in_it_until_the_last_of_them_has_left()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.JoinAsync(ada);
        await server.InDbAsync(async db =>
        {
            foreach (var session in db.Sessions.Where(session => session.Attendee!.ActorId == ada.User)) session.InCall = CallFlags.InCall;
            await Task.CompletedTask;
        });
        (await ada.PostAsync(room.Call)).Expect(200);

        (await ada.DeleteAsync(room.Call)).Expect(200);

        Assert.Equal(SeenInCall, await bob.StatusOfAsync(ada));
    }

    [Fact]
    public async Task What_is_chosen_during_a_call_counts_at_once_and_until_the_next_call()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.ChooseAsync("away")).Expect(200);
        await ada.BeginCallAsync(token);

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await ada.ChooseAsync("online")).Expect(200);
        var chosen = await bob.StatusOfAsync(ada);
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await ada.BeginCallAsync(token);

        Assert.Equal(("online", SeenInCall), (chosen, await bob.StatusOfAsync(ada)));
    }

    [Fact]
    public async Task The_status_of_a_call_can_be_taken_back_while_one_is_in_it()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.ChooseAsync("busy")).Expect(200);
        await ada.BeginCallAsync(token);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        var other = await ada.DeleteAsync($"{Statuses.Own}/revert/meeting");
        var between = await ada.OwnStatusAsync();
        var reverted = await ada.DeleteAsync($"{Statuses.Own}/revert/call");
        var again = await ada.DeleteAsync($"{Statuses.Own}/revert/call");

        Assert.Equal((200, "[]", InCall), (other.Status, other.Data.GetRawText(), between));
        Assert.Equal((200, "busy", true), (reverted.Status, reverted["status"].GetString(), reverted["statusIsUserDefined"].GetBoolean()));
        Assert.Equal((200, "[]"), (again.Status, again.Data.GetRawText()));
        Assert.Equal("busy", await bob.StatusOfAsync(ada));
    }

    [Fact]
    public async Task Joining_and_leaving_a_call_writes_no_status()
    {
        var (ada, _, token) = await PairAsync();
        (await ada.ChooseAsync("online")).Expect(200);
        await ada.JoinAsync(token);
        using var counter = QueryCounter.Start(server);

        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);

        Assert.Equal(0, counter.With("UserStatuses"));
    }

    private static async Task<Reply> EndAsync(string end, TalkClient moderator, TalkClient person, string token) => end switch
    {
        "ended for all" => await moderator.DeleteAsync($"v4/call/{token}?all=1"),
        "left the conversation" => await person.DeleteAsync($"v4/room/{token}/participants/active"),
        "removed" => await moderator.TryRemoveAsync(token, await person.AttendeeIdAsync(token)),
        "banned" => await moderator.TryBanAsync(token, "users", person.User),
        "deleted" => await moderator.DeleteAsync($"v4/room/{token}"),
        "lobby" => await moderator.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 }),
        "gone for good" => await person.DeleteAsync($"v4/room/{token}/participants/self"),
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, message: null),
    };

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
