using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>What happens at one node reaches whoever is at the other.</summary>
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task A_message_sent_to_one_node_ends_the_wait_at_the_other()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var last = (await ada.NewestAsync(token)).Id();
        var poll = await nodes.A.BeginPollAsync(ada, token, last);

        await bob.At(nodes.B).SayAsync(token, "news");

        Assert.Equal(["news"], (await poll).Texts());
    }

    [TwoNodesFact]
    public async Task Two_people_at_two_nodes_chat()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), (await nodes.A.PersonAsync("bob")).At(nodes.B));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var last = (await ada.NewestAsync(token)).Id();

        for (var turn = 0; turn < 20; turn++)
        {
            var (speaker, listener, place) = turn % 2 == 0 ? (ada, bob, nodes.B) : (bob, ada, nodes.A);
            var poll = await place.BeginPollAsync(listener, token, last);
            await speaker.SayAsync(token, $"{turn}");
            var heard = await poll;
            Assert.Equal([$"{turn}"], heard.Texts());
            last = heard.Ids()[^1];
        }
    }

    [TwoNodesFact]
    public async Task The_lobby_removal_and_a_ban_end_the_wait_at_the_other_node()
    {
        var (ada, bob, eve, uma) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"), await nodes.A.PersonAsync("eve"), await nodes.A.PersonAsync("uma"));
        var token = (await ada.CreatePublicAsync("room", bob, eve, uma)).Token;
        async Task<Task<Reply>> PollAsync(TalkClient person) => await nodes.B.BeginPollAsync(person.At(nodes.B), token, (await ada.NewestAsync(token)).Id());

        var removed = await PollAsync(bob);
        (await ada.TryRemoveAsync(token, await bob.AttendeeIdAsync(token))).Expect(200);
        Assert.Equal(404, (await removed).Status);

        var banned = await PollAsync(eve);
        (await ada.TryBanAsync(token, "users", eve.User)).Expect(200);
        Assert.Equal(404, (await banned).Status);

        var heldBack = await PollAsync(uma);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        Assert.Equal(412, (await heldBack).Status);
    }

    [TwoNodesFact]
    public async Task Deleting_the_conversation_ends_the_wait_at_the_other_node()
    {
        var ada = await nodes.A.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var poll = await nodes.B.BeginPollAsync(ada.At(nodes.B), token, (await ada.NewestAsync(token)).Id());

        (await ada.DeleteAsync($"v4/room/{token}")).Expect(200);

        Assert.Equal(404, (await poll).Status);
    }

    [TwoNodesFact]
    public async Task Lobby_timers_fire_once_although_both_nodes_watch_them_and_people_at_both_read()
    {
        const int Lobbies = 12;
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var tokens = new List<string>();
        for (var number = 0; number < Lobbies; number++)
        {
            tokens.Add((await ada.CreateGroupAsync("room", bob)).Token);
            (await ada.PutAsync($"v4/room/{tokens[^1]}/webinar/lobby", new { state = 1, timer = nodes.Clock.Unix + 60 })).Expect(200);
        }

        await Task.WhenAll([nodes.AdvanceAsync(TimeSpan.FromSeconds(61)), .. tokens.SelectMany(token => new[] { bob.RoomAsync(token), bob.At(nodes.B).RoomAsync(token) })]);

        foreach (var token in tokens)
        {
            Assert.Single(await nodes.A.SystemMessagesAsync(token), key => key == SystemMessageKeys.LobbyTimerReached);
            Assert.Equal((int)LobbyState.None, (await bob.At(nodes.B).RoomAsync(token))["lobbyState"].GetInt32());
        }
    }

    [TwoNodesFact]
    public async Task A_timer_that_is_set_at_one_node_wakes_those_who_wait_at_the_other()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1, timer = nodes.Clock.Unix + 20 })).Expect(200);
        var poll = await nodes.B.BeginPollAsync(ada.At(nodes.B), token, (await ada.NewestAsync(token)).Id());

        await nodes.AdvanceAsync(TimeSpan.FromSeconds(21));

        Assert.Equal([SystemMessageKeys.LobbyTimerReached], (await poll).Keys());
    }

    [TwoNodesFact]
    public async Task A_call_with_people_at_both_nodes_begins_once_and_ends_once()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), (await nodes.A.PersonAsync("bob")).At(nodes.B));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        foreach (var person in new[] { ada, bob }) await person.JoinAsync(token);

        await Task.WhenAll(ada.PostAsync($"v4/call/{token}"), bob.PostAsync($"v4/call/{token}"));
        var peers = (await ada.GetAsync($"v4/call/{token}")).Data.GetArrayLength();
        await Task.WhenAll(ada.DeleteAsync($"v4/call/{token}"), bob.DeleteAsync($"v4/call/{token}"));

        var said = await nodes.B.SystemMessagesAsync(token);
        Assert.Equal(2, peers);
        Assert.Single(said, key => key == SystemMessageKeys.CallStarted);
        Assert.Single(said, key => key == SystemMessageKeys.CallEnded);
    }

    [TwoNodesFact]
    public async Task Whoever_was_heard_of_at_one_node_keeps_the_call_going_at_the_other()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        foreach (var person in new[] { ada, bob })
        {
            await person.JoinAsync(token);
            (await person.PostAsync($"v4/call/{token}")).Expect(200);
        }

        for (var seconds = 0; seconds < 120; seconds += 15)
        {
            await nodes.AdvanceAsync(TimeSpan.FromSeconds(15));
            (await ada.RoomAsync(token)).Expect(200);
            (await bob.RoomAsync(token)).Expect(200);
        }

        (await bob.At(nodes.B).DeleteAsync($"v4/call/{token}")).Expect(200);
        var running = (await ada.RoomAsync(token))["hasCall"].GetBoolean();

        Assert.True(running);
        Assert.DoesNotContain(SystemMessageKeys.CallEnded, await nodes.B.SystemMessagesAsync(token));
    }

    [TwoNodesFact]
    public async Task Ending_the_call_for_everybody_at_one_node_takes_out_those_at_the_other()
    {
        var (ada, bob) = (await nodes.A.PersonAsync(), (await nodes.A.PersonAsync("bob")).At(nodes.B));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        foreach (var person in new[] { ada, bob })
        {
            await person.JoinAsync(token);
            (await person.PostAsync($"v4/call/{token}")).Expect(200);
        }

        (await ada.DeleteAsync($"v4/call/{token}?all=true")).Expect(200);

        Assert.False((await bob.RoomAsync(token))["hasCall"].GetBoolean());
        Assert.Equal(0, (await bob.RoomAsync(token))["participantFlags"].GetInt32());
    }

    [TwoNodesFact]
    public async Task The_other_node_takes_over_what_a_stopped_one_leaves_behind()
    {
        await using var third = new PlenumServer(nodes.A);
        await third.InitializeAsync();
        var (ada, bob) = (await nodes.A.PersonAsync(), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await bob.At(third).JoinAsync(token);
        (await bob.At(third).PostAsync($"v4/call/{token}")).Expect(200);
        (await ada.At(third).PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);

        await third.StopAsync();
        await nodes.AdvanceAsync(Session.AliveFor + TimeSpan.FromSeconds(1));

        Assert.Equal(0, await nodes.A.FromDbAsync(db => db.Sessions.CountAsync(session => session.Attendee!.Conversation!.Token == token)));
        Assert.Single(await nodes.A.SystemMessagesAsync(token), key => key == SystemMessageKeys.CallEnded);
    }
}
