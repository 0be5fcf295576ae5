using Plenum.Tests.Testing;

namespace Plenum.Tests.Notifications;

/// <summary>Calls in the list of notifications: ringing, answered, missed.</summary>
public sealed class CallNotificationTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("platform T75", "calls 29")]
    public async Task A_call_that_begins_is_told_to_the_others_and_missed_when_it_is_over()
    {
        var (ada, bob, token) = await PairAsync();
        await BeginAsync(ada, token);

        var ringing = Assert.Single(await server.ToldAsync(bob));
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        var missed = Assert.Single(await server.ToldAsync(bob));

        Assert.Equal(("call", token, "A call has started in room"), (ringing.Word("object_type"), ringing.Word("object_id"), ringing.Word("subject")));
        Assert.Equal(("{call}", true), (ringing.Word("subjectRich")[^6..], ringing.GetProperty("actions")[0].GetProperty("primary").GetBoolean()));
        Assert.Equal($"{server.Url}/call/{token}#direct-call", ringing.GetProperty("actions")[0].Word("link"));
        Assert.Equal((ringing.Number(), "You missed a call in room", "Call back"), (missed.Number(), missed.Word("subject"), missed.GetProperty("actions")[0].Word("label")));
        Assert.Empty(await server.ToldAsync(ada));
    }

    [Fact]
    public async Task Whoever_has_the_list_hears_that_a_call_is_over()
    {
        var (ada, bob, token) = await PairAsync();
        await BeginAsync(ada, token);
        var etag = (await bob.NotificationsAsync()).Headers["ETag"];

        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);

        Assert.Equal(200, (await bob.SendAsync(HttpMethod.Get, ToldPeople.NotificationsPath, body: null, ("If-None-Match", etag))).Status);
    }

    [Fact]
    [Case("platform T75", "calls 30")]
    public async Task Whoever_joins_the_call_is_told_no_more_neither_during_it_nor_later()
    {
        var (ada, bob, token) = await PairAsync();
        await BeginAsync(ada, token);
        await BeginAsync(bob, token);

        var during = await server.ToldAsync(bob);
        (await bob.DeleteAsync($"v4/call/{token}")).Expect(200);
        var left = await server.ToldAsync(bob);
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);

        Assert.Empty(during);
        Assert.Empty(left);
        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    public async Task Whoever_opens_the_page_is_told_no_more_and_coming_into_the_conversation_is_not_enough()
    {
        var (ada, bob, token) = await PairAsync();
        await BeginAsync(ada, token);

        await bob.JoinAsync(token);
        var inside = await server.ToldOfAsync(bob);
        Assert.Equal(200, (await bob.GetAsync($"/call/{token}")).Status);

        Assert.Equal([$"call {token}"], inside);
        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    [Case("platform T76", "calls 28")]
    public async Task A_silent_call_is_told_to_nobody_and_some_can_be_spared()
    {
        var (ada, bob, token) = await PairAsync();
        var eve = await server.PersonAsync("eve");
        await ada.AddAsync(token, eve);
        await eve.DeleteAsync(ToldPeople.NotificationsPath);
        await ada.JoinAsync(token);

        (await ada.PostAsync($"v4/call/{token}", new { silent = true })).Expect(200);
        var silent = (await server.ToldAsync(bob)).Length + (await server.ToldAsync(eve)).Length;
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        (await ada.PostAsync($"v4/call/{token}", new { silentFor = new[] { bob.User } })).Expect(200);

        Assert.Equal(0, silent);
        Assert.Empty(await server.ToldAsync(bob));
        Assert.Equal([$"call {token}"], await server.ToldOfAsync(eve));
    }

    [Fact]
    [Case("calls 29")]
    public async Task Whoever_does_not_want_to_hear_of_calls_does_not()
    {
        var (ada, bob, token) = await PairAsync();
        (await bob.PostAsync($"v4/room/{token}/notify-calls", new { level = 0 })).Expect(200);

        await BeginAsync(ada, token);

        Assert.Empty(await server.ToldAsync(bob));
        Assert.Equal(0, await server.RowsOfAsync(bob));
    }

    [Fact]
    public async Task A_call_takes_the_place_of_invitations_and_of_the_call_before()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var (token, other) = ((await ada.CreateGroupAsync("room", bob)).Token, (await ada.CreateGroupAsync("other", bob)).Token);
        await BeginAsync(ada, token);
        var first = await server.ToldAsync(bob);
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);

        var second = await server.ToldAsync(bob);

        Assert.Equal([$"call {token}", $"room {other}"], await server.ToldOfAsync(bob));
        Assert.True(second[0].Number() > first[0].Number());
        Assert.Equal("A call has started in room", second[0].Word("subject"));
    }

    [Fact]
    [Case("calls 31")]
    public async Task Somebody_is_rung_again_and_somebody_in_the_call_is_not()
    {
        var (ada, bob, token) = await PairAsync();
        await BeginAsync(ada, token);
        var first = Assert.Single(await server.ToldAsync(bob)).Number();

        (await ada.PostAsync($"v4/call/{token}/ring/{await bob.AttendeeIdAsync(token)}")).Expect(200);
        var again = Assert.Single(await server.ToldAsync(bob)).Number();
        await BeginAsync(bob, token);
        (await ada.PostAsync($"v4/call/{token}/ring/{await bob.AttendeeIdAsync(token)}")).Expect(200);

        Assert.True(again > first);
        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    [Case("calls 31")]
    public async Task Somebody_who_has_left_the_call_can_be_rung_back()
    {
        var (ada, bob, token) = await PairAsync();
        foreach (var person in new[] { ada, bob }) await BeginAsync(person, token);
        (await bob.DeleteAsync($"v4/call/{token}")).Expect(200);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        (await ada.PostAsync($"v4/call/{token}/ring/{await bob.AttendeeIdAsync(token)}")).Expect(200);

        Assert.Equal([$"call {token}"], await server.ToldOfAsync(bob));
    }

    [Fact]
    public async Task In_a_one_to_one_the_caller_is_named()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;
        await BeginAsync(ada, token);

        var ringing = Assert.Single(await server.ToldAsync(bob));
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        var missed = Assert.Single(await server.ToldAsync(bob), told => told.Word("object_type") == "call");

        Assert.Equal(("{user} would like to talk with you", "Ada would like to talk with you"), (ringing.Word("subjectRich"), ringing.Word("subject")));
        Assert.Equal((ada.User, "one2one", "Ada"), (ringing.Subject("user").Word("id"), ringing.Subject("call").Word("call-type"), ringing.Subject("call").Word("name")));
        Assert.Equal("You missed a call from Ada", missed.Word("subject"));
    }

    [Fact]
    [Case("webinars L41")]
    public async Task Behind_the_lobby_nobody_hears_of_a_call()
    {
        var (ada, bob, token) = await PairAsync();
        var (moderator, vip) = (await server.PersonAsync("mona"), await server.PersonAsync("vera"));
        foreach (var person in new[] { moderator, vip }) await ada.AddAsync(token, person);
        await ada.PromoteAsync(token, moderator);
        (await ada.TryGrantAsync(token, await vip.AttendeeIdAsync(token), permissions: 8, method: "add")).Expect(200);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);

        await BeginAsync(ada, token);

        Assert.Equal(0, await server.RowsOfAsync(bob));
        foreach (var person in new[] { moderator, vip }) Assert.Equal([$"call {token}"], await server.ToldOfAsync(person));
    }

    [Fact]
    public async Task A_lobby_that_is_closed_during_the_call_takes_it_back_from_those_it_holds_back()
    {
        var (ada, bob, token) = await PairAsync();
        var moderator = await server.PersonAsync("mona");
        await ada.AddAsync(token, moderator);
        await ada.PromoteAsync(token, moderator);
        await BeginAsync(ada, token);

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);

        Assert.Empty(await server.ToldAsync(bob));
        Assert.Equal([$"call {token}"], await server.ToldOfAsync(moderator));
    }

    [Fact]
    public async Task A_call_to_hundreds_is_written_in_one_statement()
    {
        var (ada, bob, token) = await PairAsync();
        await server.CrowdAsync(token, people: 300);
        await ada.JoinAsync(token);
        using var counter = QueryCounter.Start(server);

        (await ada.PostAsync($"v4/call/{token}")).Expect(200);

        Assert.InRange(counter.With("INSERT INTO \"Notifications\""), 1, 2);
        Assert.Equal(301, await server.NotificationsInAsync(token));
        Assert.Equal([$"call {token}"], await server.ToldOfAsync(bob));
    }

    private static async Task BeginAsync(TalkClient person, string token)
    {
        await person.JoinAsync(token);
        (await person.PostAsync($"v4/call/{token}")).Expect(200);
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await bob.DeleteAsync(ToldPeople.NotificationsPath);
        return (ada, bob, token);
    }
}
