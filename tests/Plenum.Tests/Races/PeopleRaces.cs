using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Races;

/// <summary>People who are added, removed, who come and go at the same moment, and requests that are sent twice.</summary>
public abstract class PeopleRaces
{
    private const int Rounds = 4;

    private protected abstract Nodes Nodes { get; }

    [Fact, Case("conversations Q29")]
    public async Task Two_who_open_their_one_to_one_at_once_get_the_same()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (ada, bob) = (await Nodes.A.PersonAsync("ada"), await Nodes.A.PersonAsync("bob"));

            var replies = await Nodes.TogetherAsync(
                at => at(ada).PostAsync("v4/room", new { roomType = 1, invite = bob.User }),
                at => at(bob).PostAsync("v4/room", new { roomType = 1, invite = ada.User }),
                at => at(bob).PostAsync("v4/room", new { roomType = 1, invite = ada.User }));

            Assert.Equal([200, 200, 201], replies.Statuses());
            Assert.Single(replies.Select(reply => reply.Token).Distinct(StringComparer.Ordinal));
        }
    }

    [Fact, Case("conversations Q29")]
    public async Task Notes_to_oneself_that_two_tabs_ask_for_are_the_same()
    {
        var ada = await Nodes.A.PersonAsync("ada");

        var replies = await Nodes.AtOnceAsync(6, at => at(ada).GetAsync("v4/room/note-to-self"));

        Assert.Single(replies.Select(reply => reply.Expect(200).Token).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Added_ten_times_at_once_somebody_is_there_once_and_it_is_said_once()
    {
        var (ada, bob) = (await Nodes.A.PersonAsync("ada"), await Nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync()).Token;

        var replies = await Nodes.AtOnceAsync(10, at => at(ada).TryAddAsync(token, bob.User));

        Assert.All(replies, reply => reply.Expect(200));
        Assert.Single(await Nodes.A.ActorsAsync(token), actor => actor == bob.User);
        Assert.Single(await Nodes.A.SystemMessagesAsync(token), said => said == "user_added");
    }

    [Fact, Case("conversations 80")]
    public async Task Banned_ten_times_at_once_somebody_is_banned_once()
    {
        var (ada, bob) = (await Nodes.A.PersonAsync("ada"), await Nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;

        var replies = await Nodes.AtOnceAsync(10, at => at(ada).TryBanAsync(token, "users", bob.User));

        Assert.All(replies, reply => reply.Expect(200));
        Assert.Equal(1, (await ada.GetAsync($"v1/ban/{token}")).Data.GetArrayLength());
        Assert.DoesNotContain(bob.User, await Nodes.A.ActorsAsync(token));
    }

    [Fact, Case("conversations 64")]
    public async Task Of_two_moderators_who_leave_at_once_one_stays()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var meeting = await Nodes.A.GroupAsync(members: 1);
            var moderator = await meeting.ModeratorAsync();

            var replies = await Nodes.TogetherAsync(
                at => at(meeting.Owner).DeleteAsync($"v4/room/{meeting.Token}/participants/self"), at => at(moderator).DeleteAsync($"v4/room/{meeting.Token}/participants/self"));

            Assert.Equal([200, 400], replies.Statuses());
            Assert.Equal("last-moderator", replies.Single(reply => reply.Status == 400).Error);
        }
    }

    [Fact]
    public async Task A_guest_who_joins_and_leaves_in_every_tab_at_once_is_one_person()
    {
        var meeting = await Nodes.A.PublicAsync();
        var gil = await meeting.GuestAsync();

        var replies = await Nodes.TogetherAsync([.. Enumerable.Range(0, 16).Select<int, Func<Func<TalkClient, TalkClient>, Task<Reply>>>(number => at => number % 4 == 3
            ? at(gil).DeleteAsync($"v4/room/{meeting.Token}/participants/active")
            : at(gil).TryJoinAsync(meeting.Token))]);

        Assert.All(replies, reply => reply.Expect(200));
        Assert.Equal(2, (await meeting.MembersAsync(meeting.Token)).Count);
        Assert.True(await Nodes.A.FromDbAsync(db => db.Sessions.CountAsync(session => session.Attendee!.Conversation!.Token == meeting.Token)) <= 1);
    }

    [Fact]
    public async Task Who_joins_a_group_while_it_is_added_to_a_conversation_is_there()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (ada, bob, group) = (await Nodes.A.PersonAsync("ada"), await Nodes.A.PersonAsync("bob"), PlenumServer.Unique("class"));
            await Nodes.A.Admin().CreateGroupOfAccountsAsync(group);
            var token = (await ada.CreateGroupAsync()).Token;
            using var admin = Nodes.A.Admin();

            var replies = await Nodes.TogetherAsync(at => at(ada).TryAddAsync(token, group, "groups"), at => at(admin).JoinGroupAsync(bob.User, group));

            Assert.Equal([200, 200], replies.Statuses());
            Assert.Contains(bob.User, await Nodes.A.ActorsAsync(token));
        }
    }

    [Fact]
    public async Task Who_leaves_both_groups_that_hold_a_conversation_leaves_the_conversation()
    {
        for (var round = 0; round < Rounds; round++)
        {
            string[] groups = [PlenumServer.Unique("class"), PlenumServer.Unique("class")];
            var (ada, bob) = (await Nodes.A.PersonAsync("ada"), await Nodes.A.PersonAsync("bob", groups));
            var token = (await ada.CreateAsync(new { roomType = 2, roomName = "room", participants = new { groups } })).Token;
            using var admin = Nodes.A.Admin();

            var replies = await Nodes.TogetherAsync(at => at(admin).LeaveGroupAsync(bob.User, groups[0]), at => at(admin).LeaveGroupAsync(bob.User, groups[1]));

            Assert.Equal([200, 200], replies.Statuses());
            Assert.DoesNotContain(bob.User, await Nodes.A.ActorsAsync(token));
        }
    }

    [Fact]
    public async Task An_account_that_is_deleted_while_it_is_added_and_joins_is_nowhere()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (ada, bob) = (await Nodes.A.PersonAsync("ada"), await Nodes.A.PersonAsync("bob"));
            var (group, open) = ((await ada.CreateGroupAsync()).Token, (await ada.CreatePublicAsync()).Token);
            using var admin = Nodes.A.Admin();
            (await bob.GetAsync("/ocs/v2.php/cloud/user")).Expect(200);
            (await admin.GetAsync("/ocs/v2.php/cloud/user")).Expect(200);

            var replies = await Nodes.TogetherAsync(
                at => at(ada).TryAddAsync(group, bob.User),
                at => at(admin).DeleteAsync($"/ocs/v2.php/cloud/users/{bob.User}"),
                at => at(bob).TryJoinAsync(open),
                at => at(ada).PostAsync("v4/room", new { roomType = 1, invite = bob.User }),
                at => at(bob).PostAsync("v4/room", new { roomType = 2, roomName = "mine" }));

            replies[1].Expect(200);
            Assert.All(replies, reply => Assert.Contains(reply.Status, (int[])[200, 201, 401, 404]));
            Assert.Empty(await Nodes.A.BrokenAsync());
        }
    }

    [Fact, Case("chat 14")]
    public async Task Guests_of_one_network_share_the_exact_number_of_mentions_in_all_conversations()
    {
        await Nodes.A.InDbAsync(db => db.GuestMentions.ExecuteDeleteAsync());
        var ada = await Nodes.A.PersonAsync("ada");
        var rooms = new List<(string Token, TalkClient Guest)>();
        for (var room = 0; room < 4; room++)
        {
            var staged = await Nodes.A.StageAsync(ada, ConversationType.Public);
            rooms.Add((staged.Token, await staged.GuestAsync()));
        }

        var replies = await Nodes.TogetherAsync([.. Enumerable.Range(0, 56).Select<int, Func<Func<TalkClient, TalkClient>, Task<Reply>>>(number => _ =>
            rooms[number % 4].Guest.TrySayAsync(rooms[number % 4].Token, $"{number} @{ada.User}"))]);

        Assert.Equal(GuestMentions.PerDay, replies.Count(reply => reply.Status == 201));
        Assert.All(replies, reply => Assert.Contains(reply.Status, (int[])[201, 429]));
    }
}

public sealed class PeopleRacesAtOneNodeTests(PlenumServer server) : PeopleRaces, IClassFixture<PlenumServer>
{
    private protected override Nodes Nodes => Nodes.One(server);
}

public sealed class PeopleRacesAtTwoNodesTests(TwoNodes servers) : PeopleRaces, IClassFixture<TwoNodes>
{
    private protected override Nodes Nodes => Nodes.Two(servers);
}
