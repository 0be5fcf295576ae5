using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>What one node remembers is never older than what another has changed.</summary>
public sealed class SharedStateTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    private const string Own = "/ocs/v2.php/cloud/user";
    private const string Apps = "/ocs/v2.php/apps/provisioning_api/api/v1/config/apps";

    [TwoNodesFact]
    public async Task A_setting_changed_at_one_node_holds_at_the_other_at_once()
    {
        var ada = await nodes.A.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var there = ada.At(nodes.B);
        async Task<int> ConfigureAsync() => (await there.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 1 })).Status;

        (await nodes.A.Admin().PostAsync($"{Apps}/spreed/breakout_rooms", new { value = "0" })).Expect(200);
        var off = await ConfigureAsync();
        (await nodes.A.Admin().DeleteAsync($"{Apps}/spreed/breakout_rooms")).Expect(200);
        var on = await ConfigureAsync();

        Assert.Equal((400, 200), (off, on));
    }

    [TwoNodesFact]
    public async Task A_changed_password_is_refused_and_the_new_one_taken_at_the_other_node_at_once()
    {
        var ada = await nodes.A.PersonAsync();
        var there = ada.At(nodes.B);
        (await there.GetAsync(Own)).Expect(200);

        (await ada.PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "password", value = "another horse" })).Expect(200);
        var old = await there.GetAsync(Own);
        var now = await new TalkClient(nodes.B, ada.User, "another horse").GetAsync(Own);

        Assert.Equal((401, 200), (old.Status, now.Status));
    }

    [TwoNodesFact]
    public async Task A_revoked_app_password_is_refused_at_the_other_node_at_once()
    {
        var (device, password) = await (await nodes.A.PersonAsync()).DeviceAsync(nodes.A);
        var (there, bearer) = (device.At(nodes.B), nodes.B.BearerOf(password));
        (await there.GetAsync(Own)).Expect(200);
        (await bearer.GetAsync(Own)).Expect(200);

        (await device.DeleteAsync("/ocs/v2.php/core/apppassword")).Expect(200);

        Assert.Equal((401, 401), ((await there.GetAsync(Own)).Status, (await bearer.GetAsync(Own)).Status));
    }

    [TwoNodesFact]
    public async Task A_disabled_account_is_refused_at_the_other_node_at_once_and_let_in_again()
    {
        var ada = await nodes.A.PersonAsync();
        var there = ada.At(nodes.B);
        (await there.GetAsync(Own)).Expect(200);

        (await nodes.A.Admin().PutAsync($"/ocs/v2.php/cloud/users/{ada.User}/disable")).Expect(200);
        var disabled = await there.GetAsync(Own);
        (await nodes.A.Admin().PutAsync($"/ocs/v2.php/cloud/users/{ada.User}/enable")).Expect(200);
        var enabled = await there.GetAsync(Own);

        Assert.Equal((401, 200), (disabled.Status, enabled.Status));
    }

    [TwoNodesFact]
    public async Task Whoever_signs_in_at_one_node_is_signed_in_at_the_other_until_signing_out_anywhere()
    {
        var ada = await nodes.A.PersonAsync();
        using var browser = new Browser(nodes.A);
        using var there = browser.At(nodes.B);
        await browser.SignInAsync(ada.User, PlenumServer.Password);
        var cookie = browser.Cookies.GetCookies(new Uri(nodes.A.Url))[SignIn.Cookie]!.Value;

        var signedIn = await there.ApiAsync(Own);
        (await ada.PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "password", value = "another horse" })).Expect(200);
        var afterChange = await there.ApiAsync(Own);

        Assert.NotEmpty(cookie);
        Assert.Equal((200, 401), (signedIn.Status, afterChange.Status));
    }

    [TwoNodesFact]
    public async Task A_guest_is_the_same_person_at_both_nodes()
    {
        var token = (await (await nodes.A.PersonAsync()).CreatePublicAsync()).Token;
        var guest = nodes.A.Guest();

        var here = await guest.JoinAsync(token);
        var there = await guest.At(nodes.B).JoinAsync(token);

        Assert.Equal(here.Text("actorId"), there.Text("actorId"));
        Assert.Single(await nodes.A.ActorsAsync(token), actor => actor == here.Text("actorId"));
    }

    [TwoNodesFact]
    public async Task A_session_opened_at_one_node_serves_at_the_other_and_ends_at_either()
    {
        var ada = await nodes.A.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        await ada.JoinAsync(token);

        (await ada.At(nodes.B).PostAsync($"v4/call/{token}")).Expect(200);
        await ada.At(nodes.B).LeaveAsync(token);

        Assert.Equal(404, (await ada.PostAsync($"v4/call/{token}")).Status);
        Assert.Equal(0, await nodes.A.FromDbAsync(db => db.Sessions.CountAsync(session => session.Attendee!.Conversation!.Token == token)));
    }

    [TwoNodesFact]
    public async Task A_promotion_and_a_group_hold_at_the_other_node_at_once()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var there = bob.At(nodes.B);
        var before = await there.PutAsync($"v4/room/{token}", new { roomName = "renamed" });

        await ada.PromoteAsync(token, bob);
        var promoted = await there.PutAsync($"v4/room/{token}", new { roomName = "renamed" });
        var asUser = await there.GetAsync($"{Apps}");
        (await nodes.A.Admin().JoinGroupAsync(bob.User, AccountGroup.Admin)).Expect(200);
        var asAdmin = await there.GetAsync($"{Apps}");

        Assert.Equal((403, 200), (before.Status, promoted.Status));
        Assert.Equal((403, 200), (asUser.Status, asAdmin.Status));
    }

    [TwoNodesFact]
    public async Task A_ban_at_one_node_keeps_out_at_the_other()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;

        (await ada.TryBanAsync(token, "users", bob.User)).Expect(200);

        Assert.Equal((403, "ban"), (await bob.At(nodes.B).TryJoinAsync(token)) is var reply ? (reply.Status, reply.Error) : default);
    }

    [TwoNodesFact]
    public async Task Read_markers_raised_at_both_nodes_at_once_only_move_forwards()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var ids = await nodes.A.FillAsync(token, ada.User, 12);

        await Task.WhenAll(ids.Select((id, number) => bob.At(number % 2 == 0 ? nodes.A : nodes.B).FutureAsync(token, id, "&timeout=0")));

        Assert.Equal(ids[^1], await nodes.A.FromDbAsync(db => db.Attendees.Where(attendee => attendee.Conversation!.Token == token && attendee.ActorId == bob.User).Select(attendee => attendee.LastReadMessage).SingleAsync()));
    }
}

/// <summary>Wrong tries count wherever they are made.</summary>
public sealed class SharedCountersTests(TwoProtectedNodes nodes) : IClassFixture<TwoProtectedNodes>
{
    [TwoNodesFact]
    public async Task Wrong_tries_at_both_nodes_count_together_and_close_both()
    {
        var room = (await (await nodes.A.PersonAsync()).CreatePublicAsync()).Token;

        for (var attempt = 0; attempt < BruteForce.Limit; attempt++) Assert.Equal(404, (await (attempt % 2 == 0 ? nodes.A : nodes.B).Guest().RoomAsync("unknown")).Status);

        Assert.Equal((429, 429), ((await nodes.A.Guest().RoomAsync(room)).Status, (await nodes.B.Guest().RoomAsync(room)).Status));
    }
}
