using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

/// <summary>Who is called to a call, by its beginning or by somebody in it, and for how long a device rings.</summary>
public sealed class RingingTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const int WithoutStartingCalls = 510 - 2;

    [Fact]
    [Case("calls 28", "calls 29", "calls 43")]
    public async Task The_beginning_of_a_call_calls_those_who_want_to_hear_of_it()
    {
        var (ada, bob, token) = await PairAsync();
        var (quiet, named, guest) = (await MemberAsync(ada, token, "quinn"), await MemberAsync(ada, token, "nora"), server.Guest());
        (await ada.PostAsync($"v4/room/{token}/public")).Expect(200);
        await guest.JoinAsync(token);
        (await quiet.PostAsync($"v4/room/{token}/notify-calls", new { level = 0 })).Expect(200);
        await ada.JoinAsync(token);
        var heard = server.Record();

        (await ada.PostAsync($"v4/call/{token}", new { silentFor = new[] { named.User } })).Expect(200);

        var called = Assert.Single(heard.About(token).OfType<Called>());
        Assert.Equal((ada.User, bob.User), (called.By.Id, Assert.Single(called.UserIds)));
        Assert.Equal(["InCallChanged", "CallStarted", "Called"], heard.About(token).Select(news => news.GetType().Name).TakeLast(3));
    }

    [Fact]
    [Case("calls 28", "calls 2")]
    public async Task A_silent_call_and_those_who_join_later_call_nobody()
    {
        var (ada, bob, token) = await PairAsync();
        foreach (var person in new[] { ada, bob }) await person.JoinAsync(token);
        var heard = server.Record();

        (await ada.PostAsync($"v4/call/{token}", new { silent = true })).Expect(200);
        (await bob.PostAsync($"v4/call/{token}")).Expect(200);

        Assert.Empty(heard.About(token).OfType<Called>());
    }

    [Fact]
    [Case("calls 42")]
    public async Task A_voice_room_calls_nobody()
    {
        var (ada, _, token) = await PairAsync();
        await server.InDbAsync(async db => (await db.Conversations.SingleAsync(room => room.Token == token)).Attributes = ConversationAttributes.VoiceRoom);
        await ada.JoinAsync(token);
        var heard = server.Record();

        (await ada.PostAsync($"v4/call/{token}")).Expect(200);

        Assert.Empty(heard.About(token).OfType<Called>());
    }

    [Fact]
    [Case("webinars L41")]
    public async Task Nobody_whom_the_lobby_holds_back_is_called()
    {
        var (ada, bob, token) = await PairAsync();
        var (moderator, vip) = (await MemberAsync(ada, token, "mona"), await MemberAsync(ada, token, "vera"));
        await ada.PromoteAsync(token, moderator);
        (await ada.TryGrantAsync(token, await vip.AttendeeIdAsync(token), permissions: 8, method: "add")).Expect(200);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await ada.JoinAsync(token);
        var heard = server.Record();

        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        (await ada.PostAsync(Ring(token, await bob.AttendeeIdAsync(token)))).Expect(200);

        Assert.Equal([moderator.User, vip.User], Assert.Single(heard.About(token).OfType<Called>()).UserIds);
        Assert.Equal(201, (await StateAsync(bob, token)).Status);
    }

    [Fact]
    [Case("calls 31")]
    public async Task Somebody_in_the_call_rings_somebody_who_is_not()
    {
        var (ada, bob, token) = await PairAsync();
        await BeginAsync(ada, token);
        var heard = server.Record();

        var reply = await ada.PostAsync(Ring(token, await bob.AttendeeIdAsync(token)));

        Assert.Equal((200, "null"), (reply.Status, reply.Data.GetRawText()));
        Assert.Equal(bob.User, Assert.Single(Assert.Single(heard.About(token).OfType<Called>()).UserIds));
    }

    [Fact]
    [Case("calls 31")]
    public async Task Whoever_is_in_the_call_already_is_left_in_peace()
    {
        var (ada, bob, token) = await PairAsync();
        foreach (var person in new[] { ada, bob }) await BeginAsync(person, token);
        var heard = server.Record();

        var reply = await ada.PostAsync(Ring(token, await bob.AttendeeIdAsync(token)));

        Assert.Equal(200, reply.Status);
        Assert.Empty(heard.About(token).OfType<Called>());
    }

    [Fact]
    [Case("calls 31")]
    public async Task Who_does_not_want_to_be_disturbed_is_not_rung_and_who_rings_learns_why()
    {
        var (ada, bob, token) = await PairAsync();
        (await bob.ChooseAsync("dnd")).Expect(200);
        await BeginAsync(ada, token);
        var (bobId, heard) = (await bob.AttendeeIdAsync(token), server.Record());

        var refused = await ada.PostAsync(Ring(token, bobId));
        await BeginAsync(bob, token);
        var inCall = await ada.PostAsync(Ring(token, bobId));
        (await bob.DeleteAsync($"v4/call/{token}")).Expect(200);
        (await bob.ChooseAsync("busy")).Expect(200);
        var rung = await ada.PostAsync(Ring(token, bobId));

        Assert.Equal((400, "status"), (refused.Status, refused.Error));
        Assert.Equal((200, 200), (inCall.Status, rung.Status));
        Assert.Equal(bob.User, Assert.Single(Assert.Single(heard.About(token).OfType<Called>()).UserIds));
    }

    [Fact]
    [Case("calls 31", "webinars I17")]
    public async Task Only_accounts_are_rung_by_somebody_in_the_call()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.PostAsync($"v4/room/{token}/public")).Expect(200);
        var guest = server.Guest();
        await guest.JoinAsync(token);
        var (guestId, bobId) = (await guest.AttendeeIdAsync(token), await bob.AttendeeIdAsync(token));

        var without = await ada.PostAsync(Ring(token, bobId));
        await BeginAsync(ada, token);
        var (outside, person, nobody) = (await bob.PostAsync(Ring(token, bobId)), await ada.PostAsync(Ring(token, guestId)), await ada.PostAsync(Ring(token, 4_000_000)));

        Assert.Equal((400, "in-call"), (without.Status, without.Error));
        Assert.Equal((400, "in-call"), (outside.Status, outside.Error));
        Assert.Equal((400, "actor-type"), (person.Status, person.Error));
        Assert.Equal((404, "null"), (nobody.Status, nobody.Data.GetRawText()));
    }

    [Fact]
    public async Task Ringing_needs_the_permission_to_start_calls_and_calls_that_are_on()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), WithoutStartingCalls)).Expect(200);
        foreach (var person in new[] { ada, bob }) await BeginAsync(person, token);
        var (adaId, stranger) = (await ada.AttendeeIdAsync(token), await server.PersonAsync("xena"));

        var (forbidden, unknown) = (await bob.PostAsync(Ring(token, adaId)), await stranger.PostAsync(Ring(token, adaId)));
        await using var off = await server.ConfigAsync(("start_calls", "3"));
        var switchedOff = await ada.PostAsync(Ring(token, adaId));

        Assert.Equal((403, 404, 403), (forbidden.Status, unknown.Status, switchedOff.Status));
    }

    [Fact]
    [Case("calls 32", "calls 26", "platform T80")]
    public async Task A_device_rings_until_the_call_is_answered_or_over()
    {
        var (ada, bob, token) = await PairAsync();
        var before = await StateAsync(bob, token);
        await BeginAsync(ada, token);
        var ringing = await StateAsync(bob, token);
        await BeginAsync(bob, token);
        var answered = await StateAsync(bob, token);
        (await bob.DeleteAsync($"v4/call/{token}")).Expect(200);
        var left = await StateAsync(bob, token);
        await server.AdvanceAsync(TimeSpan.FromSeconds(25));
        (await ada.PutAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);
        await server.AdvanceAsync(TimeSpan.FromSeconds(25));
        (await ada.PutAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);
        await server.AdvanceAsync(TimeSpan.FromSeconds(10));
        var again = await StateAsync(bob, token);
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        var over = await StateAsync(bob, token);

        Assert.Equal([201, 200, 404, 404, 200, 201], new[] { before, ringing, answered, left, again, over }.Select(reply => reply.Status));
        Assert.All(new[] { ringing, answered, over }, reply => Assert.Equal("null", reply.Data.GetRawText()));
    }

    [Fact]
    [Case("calls 32", "platform T80")]
    public async Task Strangers_have_no_call_that_rings_and_guests_no_device()
    {
        var (ada, _, token) = await PairAsync();
        await BeginAsync(ada, token);

        var statuses = new List<int>();
        foreach (var person in new[] { await server.PersonAsync("xena"), server.Guest() }) statuses.Add((await StateAsync(person, token)).Status);

        Assert.Equal([404, 403], statuses);
        Assert.Equal(404, (await StateAsync(ada, "nowhere2")).Status);
    }

    private static string Ring(string token, long attendeeId) => $"v4/call/{token}/ring/{attendeeId}";

    private static Task<Reply> StateAsync(TalkClient person, string token) => person.GetAsync($"v4/call/{token}/notification-state");

    private static async Task BeginAsync(TalkClient person, string token)
    {
        await person.JoinAsync(token);
        (await person.PostAsync($"v4/call/{token}")).Expect(200);
    }

    private async Task<TalkClient> MemberAsync(TalkClient owner, string token, string name)
    {
        var member = await server.PersonAsync(name);
        await owner.AddAsync(token, member);
        return member;
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
