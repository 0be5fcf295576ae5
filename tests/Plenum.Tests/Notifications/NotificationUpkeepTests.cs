using Plenum.Notifications;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Notifications;

/// <summary>Rows do not pile up.</summary>
public sealed class NotificationUpkeepTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task What_was_read_or_deleted_goes_in_the_end()
    {
        var (ada, bob, token) = await PairAsync();
        var read = await ada.SayAsync(token, "one");
        var deleted = await ada.SayAsync(token, "two");
        var left = await ada.SayAsync(token, "three");
        await server.ToldAsync(bob);
        (await bob.PostAsync($"v1/chat/{token}/read", new { lastReadMessage = read })).Expect(200);
        (await ada.DeleteAsync($"v1/chat/{token}/{deleted}")).Expect(200);
        Assert.Equal(3, await server.RowsOfAsync(bob));

        await server.AdvanceAsync(NotificationGrowth.Pause);

        Assert.Equal(1, await server.RowsOfAsync(bob));
        Assert.Equal([$"chat {token}/{left}"], await server.ToldOfAsync(bob));
    }

    [Fact]
    public async Task Only_the_newest_of_each_account_are_kept()
    {
        var (ada, bob, token) = await PairAsync();
        var last = 0L;
        for (var i = 0; i < NotificationUpkeep.KeptPerAccount + 3; i++) last = await ada.SayAsync(token, "hello");
        Assert.Equal($"chat {token}/{last}", (await server.ToldOfAsync(bob))[0]);

        await server.AdvanceAsync(NotificationGrowth.Pause);

        Assert.Equal(NotificationUpkeep.KeptPerAccount, await server.RowsOfAsync(bob));
        Assert.Equal($"chat {token}/{last}", (await server.ToldOfAsync(bob))[0]);
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await bob.DeleteAsync(ToldPeople.NotificationsPath);
        return (ada, bob, token);
    }
}

/// <summary>Two servers on one database tell everybody once.</summary>
public sealed class NotificationsAtTwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task What_is_said_at_one_node_is_told_once_and_taken_back_at_the_other()
    {
        var (ada, bob) = (await nodes.A.PersonAsync("ada"), await nodes.A.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await bob.DeleteAsync(ToldPeople.NotificationsPath);

        var id = await ada.SayAsync(token, $"@{bob.User}");
        await nodes.A.ToldAsync(bob);
        var told = await nodes.B.ToldOfAsync(bob.At(nodes.B));
        (await bob.At(nodes.B).PostAsync($"v1/chat/{token}/read", new { lastReadMessage = id })).Expect(200);

        Assert.Equal([$"chat {token}/{id}"], told);
        Assert.Empty(await nodes.A.ToldAsync(bob));
    }
}
