using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

/// <summary>Raised hands, in their order.</summary>
public sealed class HandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Hands_are_listed_in_the_order_in_which_they_went_up()
    {
        var (ada, bob, token) = await PairAsync();
        var at = server.Clock.GetUtcNow().ToUnixTimeMilliseconds();

        var raised = (await bob.RaiseAsync(token)).Expect(200);
        server.Clock.Advance(TimeSpan.FromMilliseconds(250));
        (await ada.RaiseAsync(token)).Expect(200);
        var rows = (await ada.HandsAsync(token)).Expect(200).Data.EnumerateArray().ToArray();

        Assert.Equal(at, raised["raisedAt"].GetInt64());
        Assert.Equal(
            [(bob.User, "users", "Bob", at), (ada.User, "users", "Ada", at + 250)],
            rows.Select(row => (row.GetProperty("actorId").GetString()!, row.GetProperty("actorType").GetString()!, row.GetProperty("displayName").GetString()!, row.GetProperty("raisedAt").GetInt64())));
        Assert.Equal(
            (await bob.AttendeeIdAsync(token), (await bob.RoomAsync(token)).Text("sessionId")),
            (rows[0].GetProperty("attendeeId").GetInt64(), rows[0].GetProperty("sessionId").GetString()!));
    }

    [Fact]
    public async Task Raising_again_keeps_the_turn_and_lowering_gives_it_up()
    {
        var (ada, bob, token) = await PairAsync();
        await bob.RaiseAsync(token);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        await ada.RaiseAsync(token);

        await bob.RaiseAsync(token);
        var again = await ada.NamesOfHandsAsync(token);
        var lowered = (await bob.RaiseAsync(token, raised: false)).Expect(200);
        var down = await ada.NamesOfHandsAsync(token);
        (await bob.RaiseAsync(token, raised: false)).Expect(200);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        await bob.RaiseAsync(token);

        Assert.Equal(["Bob", "Ada"], again);
        Assert.Equal("null", lowered["raisedAt"].GetRawText());
        Assert.Equal(["Ada"], down);
        Assert.Equal(["Ada", "Bob"], await ada.NamesOfHandsAsync(token));
    }

    [Fact]
    public async Task A_person_has_one_hand_however_many_tabs()
    {
        var (ada, bob, token) = await PairAsync();
        await bob.JoinInTabAsync(token, 'a');
        await bob.JoinInTabAsync(token, 'b');
        await InTabAsync(bob, token, 'a', raised: true);
        await InTabAsync(bob, token, 'b', raised: true);
        var up = await ada.NamesOfHandsAsync(token);

        await InTabAsync(bob, token, 'b', raised: false);

        Assert.Equal(["Bob"], up);
        Assert.Empty(await ada.NamesOfHandsAsync(token));
    }

    [Fact]
    public async Task A_hand_goes_down_when_its_owner_leaves_the_call_or_goes()
    {
        var (ada, bob, token) = await PairAsync();
        var gil = await server.NamedGuestAsync(token, "Gil");
        foreach (var person in new[] { ada, bob, gil })
        {
            (await person.PostAsync($"v4/call/{token}")).Expect(200);
            await person.RaiseAsync(token);
        }

        (await bob.DeleteAsync($"v4/call/{token}")).Expect(200);
        var withoutBob = await ada.NamesOfHandsAsync(token);
        await gil.LeaveAsync(token);

        Assert.Equal(["Ada", "Gil"], withoutBob);
        Assert.Equal(["Ada"], await ada.NamesOfHandsAsync(token));
    }

    [Fact]
    public async Task When_the_call_ends_all_hands_go_down_in_the_call_or_not()
    {
        var (ada, bob, token) = await PairAsync();
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        await ada.RaiseAsync(token);
        await bob.RaiseAsync(token);
        var recording = server.Record();

        (await ada.DeleteAsync($"v4/call/{token}", new { all = true })).Expect(200);

        Assert.Empty(await ada.NamesOfHandsAsync(token));
        Assert.Single(recording.About(token).OfType<HandsChanged>());
    }

    [Fact]
    public async Task Whoever_has_to_wait_from_now_on_has_no_hand_up_when_he_is_back()
    {
        var (ada, bob, token) = await PairAsync();
        await bob.RaiseAsync(token);

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        var (closed, set, list) = (await ada.NamesOfHandsAsync(token), await bob.RaiseAsync(token), await bob.HandsAsync(token));
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);

        Assert.Empty(closed);
        Assert.Equal((412, 412), (set.Status, list.Status));
        Assert.Empty(await ada.NamesOfHandsAsync(token));
    }

    [Fact]
    public async Task Moderators_lower_one_hand_or_all()
    {
        var (ada, bob, token) = await PairAsync();
        var gil = await server.NamedGuestAsync(token, "Gil");
        await bob.RaiseAsync(token);
        await gil.RaiseAsync(token);
        var id = await bob.AttendeeIdAsync(token);

        (await ada.DeleteAsync(Desk.Own($"room/{token}/hands/{id}"))).Expect(200);
        (await ada.DeleteAsync(Desk.Own($"room/{token}/hands/{id}"))).Expect(200);
        var one = await ada.NamesOfHandsAsync(token);
        (await ada.DeleteAsync(Desk.Own($"room/{token}/hands"))).Expect(200);
        (await ada.DeleteAsync(Desk.Own($"room/{token}/hands"))).Expect(200);

        Assert.Equal(["Gil"], one);
        Assert.Empty(await ada.NamesOfHandsAsync(token));
        var unknown = await ada.DeleteAsync(Desk.Own($"room/{token}/hands/0"));
        Assert.Equal((404, "participant"), (unknown.Status, unknown.Error));
    }

    [Fact]
    public async Task Others_lower_only_their_own_and_strangers_see_none()
    {
        var (_, bob, token) = await PairAsync();
        var stranger = await server.PersonAsync("eve");

        Assert.Equal((403, 403), ((await bob.DeleteAsync(Desk.Own($"room/{token}/hands"))).Status, (await bob.DeleteAsync(Desk.Own($"room/{token}/hands/1"))).Status));
        Assert.Equal((404, 404), ((await stranger.HandsAsync(token)).Status, (await stranger.RaiseAsync(token)).Status));
    }

    [Fact]
    public async Task Whoever_is_not_there_has_no_hand()
    {
        var (_, bob, token) = await PairAsync();
        await bob.LeaveAsync(token);

        var reply = await bob.RaiseAsync(token);

        Assert.Equal((404, "null"), (reply.Status, reply.Data.GetRawText()));
    }

    [Fact]
    public async Task Up_or_down_has_to_be_said()
    {
        var (_, bob, token) = await PairAsync();

        var reply = await bob.PutAsync(Desk.Own($"room/{token}/hand"), new { });

        Assert.Equal((400, "raised"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Ten_times_at_once_a_hand_is_up_once()
    {
        var (ada, bob, token) = await PairAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bob.RaiseAsync(token)));

        Assert.Single(replies.Select(reply => reply.Expect(200)["raisedAt"].GetInt64()).Distinct());
        Assert.Equal(["Bob"], await ada.NamesOfHandsAsync(token));
    }

    private static async Task InTabAsync(TalkClient person, string token, char tab, bool raised) =>
        (await person.SendAsync(HttpMethod.Put, Desk.Own($"room/{token}/hand"), new { raised }, (People.TabHeader, new string(tab, 64)))).Expect(200);

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        foreach (var person in new[] { ada, bob }) await person.JoinAsync(token);
        return (ada, bob, token);
    }
}
