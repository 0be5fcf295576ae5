using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class LeaveTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 75")]
    public async Task Members_stay_who_came_by_link_goes_and_guests_are_no_longer_shown()
    {
        var (ada, bob, sam, guest) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"), server.Guest());
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        foreach (var person in new[] { bob, sam, guest }) await person.JoinAsync(token);

        foreach (var person in new[] { bob, sam, guest }) await person.LeaveAsync(token);

        Assert.Equal([(ada.User, 1), (bob.User, 3)], (await ada.ParticipantsAsync(token)).Types());
        Assert.Equal(["conversation_created", "user_added"], await server.SystemMessagesAsync(token));
        Assert.Equal("0", (await bob.RoomAsync(token)).Text("sessionId"));
    }

    [Fact]
    public async Task Who_came_by_link_stays_while_another_tab_is_open()
    {
        var (ada, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"));
        var token = (await ada.CreatePublicAsync()).Token;
        await sam.JoinInTabAsync(token, 'a');
        await sam.JoinInTabAsync(token, 'b');

        await LeaveTabAsync(sam, token, 'a');
        var still = (await ada.ParticipantsAsync(token)).Types();
        await LeaveTabAsync(sam, token, 'b');

        Assert.Equal([(ada.User, 1), (sam.User, 5)], still);
        Assert.Equal([(ada.User, 1)], (await ada.ParticipantsAsync(token)).Types());
    }

    [Fact]
    public async Task Leaving_the_conversation_leaves_the_call_first()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        await ada.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}", new { flags = 1 })).Expect(200);

        await ada.LeaveAsync(token);

        Assert.False((await ada.RoomAsync(token))["hasCall"].GetBoolean());
        Assert.Equal(["call_left", "call_ended"], (await server.SystemMessagesAsync(token))[^2..]);
    }

    [Fact]
    public async Task A_client_that_keeps_no_cookies_has_its_newest_session()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        using var first = new TalkClient(server, ada.User, PlenumServer.Password);
        using var second = new TalkClient(server, ada.User, PlenumServer.Password);
        using var looks = new TalkClient(server, ada.User, PlenumServer.Password);
        var (older, newer) = ((await first.JoinAsync(token)).Text("sessionId"), (await second.JoinAsync(token)).Text("sessionId"));

        var seen = (await looks.RoomAsync(token)).Text("sessionId");
        await looks.LeaveAsync(token);

        Assert.Equal(newer, seen);
        Assert.Equal(older, (await looks.RoomAsync(token)).Text("sessionId"));
    }

    [Fact]
    public async Task Leaving_is_never_refused()
    {
        var (ada, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"));
        var token = (await ada.CreateGroupAsync()).Token;

        foreach (var person in new[] { ada, sam, server.Guest() })
        {
            var reply = await person.DeleteAsync($"v4/room/{token}/participants/active");
            Assert.Equal((200, "null"), (reply.Status, reply.Data.GetRawText()));
        }

        await ada.LeaveAsync("nothing2");
    }

    [Fact]
    public async Task Nameless_guests_who_do_not_come_back_are_forgotten_named_and_trusted_ones_are_not()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        var (gone, back, named, trusted) = (server.Guest(), server.Guest(), server.Guest(), server.Guest());
        foreach (var guest in new[] { gone, back, named, trusted }) await guest.JoinAsync(token);
        (await named.PostAsync($"v1/guest/{token}/name", new { displayName = "Gil" })).Expect(200);
        (await ada.TryGrantAsync(token, await trusted.AttendeeIdAsync(token), 128)).Expect(200);
        foreach (var guest in new[] { gone, back, named, trusted }) await guest.LeaveAsync(token);

        await server.AdvanceAsync(Session.AliveFor);
        var missing = await server.ActorsAsync(token);
        await back.JoinAsync(token);
        await server.AdvanceAsync(Session.AliveFor - TimeSpan.FromSeconds(1));
        await back.RoomAsync(token);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal((5, 4), (missing.Length, (await server.ActorsAsync(token)).Length));
        Assert.Equal(404, (await gone.GetAsync($"v4/room/{token}/capabilities")).Status);
    }

    [Fact]
    public async Task A_guest_in_a_breakout_room_stays_in_the_parent_and_so_does_who_came_by_link()
    {
        var (ada, sam, guest) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"), server.Guest());
        var token = (await ada.CreatePublicAsync()).Token;
        await sam.JoinAsync(token);
        await guest.JoinAsync(token);
        (await ada.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 1 })).Expect(200);

        await sam.LeaveAsync(token);
        await guest.LeaveAsync(token);
        await server.AdvanceAsync(Session.AliveFor);
        await server.AdvanceAsync(Session.AliveFor);

        Assert.Equal(3, (await server.ActorsAsync(token)).Length);
    }

    private static async Task LeaveTabAsync(TalkClient person, string token, char tab) =>
        (await person.SendAsync(HttpMethod.Delete, $"v4/room/{token}/participants/active", body: null, (People.TabHeader, new string(tab, 64)))).Expect(200);
}
