using Microsoft.EntityFrameworkCore;
using Plenum.Tests.Testing;
using Plenum.UserStatuses;

namespace Plenum.Tests.Races;

/// <summary>Statuses that are changed at the same moment, and calls that are joined and left meanwhile.</summary>
public abstract class StatusRaces
{
    private const int Rounds = 4;

    private protected abstract Nodes Nodes { get; }

    [Fact]
    public async Task The_first_words_of_somebody_at_several_devices_make_one_status_and_lose_none()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var ada = await Nodes.A.PersonAsync("ada");

            var replies = await Nodes.TogetherAsync(
                at => at(ada).BeatAsync(),
                at => at(ada).SayOfSelfAsync("🎹", "Practising"),
                at => at(ada).BeatAsync(),
                at => at(ada).ChooseAsync("dnd"));

            Assert.All(replies, reply => Assert.True(reply.Status is 200 or 204, reply.Body));
            Assert.Equal("dnd 🎹 Practising", await Nodes.Elsewhere(ada).OwnStatusAsync());
        }
    }

    [Fact]
    public async Task Of_two_messages_at_once_one_is_there_as_a_whole()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var ada = await Nodes.A.PersonAsync("ada");
            (await ada.SayOfSelfAsync("🎹", "Practising")).Expect(200);

            var replies = await Nodes.TogetherAsync(
                at => at(ada).PutAsync($"{Statuses.Own}/message/predefined", new { messageId = "vacationing" }),
                at => at(ada).SayOfSelfAsync("🙂", null));

            Assert.Equal([200, 200], replies.Statuses());
            Assert.Contains(await ada.OwnStatusAsync(), new[] { "offline vacationing 🌴 Vacationing", "offline 🙂" });
        }
    }

    [Fact]
    public async Task A_heartbeat_never_undoes_what_is_chosen_at_the_same_moment()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var ada = await Nodes.A.PersonAsync("ada");
            (await ada.BeatAsync("away")).Expect(200);

            await Nodes.TogetherAsync(at => at(ada).ChooseAsync("invisible"), at => at(ada).BeatAsync(), at => at(ada).BeatAsync(), at => at(ada).BeatAsync());

            Assert.Equal("invisible", await ada.OwnStatusAsync());
        }
    }

    [Fact]
    public async Task Who_joins_and_leaves_calls_at_once_is_in_a_call_while_in_one_and_then_what_he_was()
    {
        var (ada, bob) = (await Nodes.A.PersonAsync("ada"), await Nodes.A.PersonAsync("bob"));
        var tokens = new[] { (await ada.CreateGroupAsync()).Token, (await ada.CreateGroupAsync()).Token };
        (await ada.ChooseAsync("away")).Expect(200);
        foreach (var token in tokens) await ada.JoinAsync(token);

        for (var round = 0; round < Rounds; round++)
        {
            await Nodes.TogetherAsync(tokens.Select<string, Func<Func<TalkClient, TalkClient>, Task<Reply>>>(token => at => at(ada).PostAsync($"v4/call/{token}")));
            var during = await Nodes.Elsewhere(bob).StatusOfAsync(ada);
            await Nodes.TogetherAsync(tokens.Select<string, Func<Func<TalkClient, TalkClient>, Task<Reply>>>(token => at => at(ada).DeleteAsync($"v4/call/{token}")));

            Assert.Equal(("busy 💬 In a call", "away"), (during, await Nodes.Elsewhere(bob).StatusOfAsync(ada)));
        }
    }

    [Fact]
    public async Task Who_is_deleted_while_speaking_leaves_nothing_behind()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (ada, admin) = (await Nodes.A.PersonAsync("ada"), Nodes.A.Admin());

            var replies = await Nodes.TogetherAsync(
                at => at(ada).ChooseAsync("dnd"),
                at => at(admin).DeleteAsync($"/ocs/v2.php/cloud/users/{ada.User}"),
                at => at(ada).BeatAsync(),
                at => at(ada).SayOfSelfAsync("🎹", "Practising"));

            Assert.All(replies, reply => Assert.True(reply.Status is 200 or 204 or 401, reply.Body));
            Assert.False(await Nodes.A.FromDbAsync(db => db.UserStatuses.AnyAsync(status => status.AccountId == ada.User)));
        }
    }
}

public sealed class StatusRacesAtOneNodeTests(PlenumServer server) : StatusRaces, IClassFixture<PlenumServer>
{
    private protected override Nodes Nodes => Nodes.One(server);
}

public sealed class StatusRacesAtTwoNodesTests(TwoNodes servers) : StatusRaces, IClassFixture<TwoNodes>
{
    private protected override Nodes Nodes => Nodes.Two(servers);
}
