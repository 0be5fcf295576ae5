using Microsoft.Extensions.DependencyInjection;
using Plenum.Meetings;
using Plenum.Messaging;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class LongPollTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 23")]
    public async Task A_message_ends_the_wait_of_everybody()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        var guest = await room.GuestAsync();
        var first = await ada.SayAsync(room.Token, "first");
        var polls = new[] { await server.BeginPollAsync(bob, room.Token, first), await server.BeginPollAsync(guest, room.Token, first), await server.BeginPollAsync(ada, room.Token, first) };
        Assert.All(polls, poll => Assert.False(poll.IsCompleted));

        var id = await ada.SayAsync(room.Token, "second");

        foreach (var poll in polls)
        {
            var reply = await poll;
            Assert.Equal((200, id.ToString()), (reply.Status, reply.Headers["X-Chat-Last-Given"]));
            Assert.Equal(["second"], reply.Texts());
        }
    }

    [Theory, Case("chat 24")]
    [InlineData("3", 3)]
    [InlineData("30", 30)]
    [InlineData("500", 30)]
    public async Task Without_news_the_wait_ends_in_time(string timeout, int seconds)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var last = await ada.SayAsync(room.Token, "last");
        var poll = await server.BeginPollAsync(ada, room.Token, last, $"&timeout={timeout}");

        server.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        var early = poll.IsCompleted;
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((false, 304, ""), (early, (await poll).Status, (await poll).Body));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    public async Task A_timeout_of_nothing_looks_once(string timeout)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var reply = await ada.FutureAsync(room.Token, 0, $"&timeout={timeout}");

        Assert.Equal(304, reply.Status);
    }

    [Fact]
    public async Task A_common_read_marker_that_moved_meanwhile_is_told_at_the_end()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        var first = await ada.SayAsync(room.Token, "first");
        var last = await ada.SayAsync(room.Token, "last");
        var poll = await server.BeginPollAsync(ada, room.Token, last, $"&timeout=10&lastCommonReadId={first}");

        await bob.PostAsync($"v1/chat/{room.Token}/read");
        server.Clock.Advance(TimeSpan.FromSeconds(10));

        var reply = await poll;
        Assert.Equal((200, "[]", last.ToString()), (reply.Status, reply.Data.GetRawText(), reply.Headers["X-Chat-Last-Common-Read"]));
    }

    [Fact, Case("webinars L48")]
    public async Task The_lobby_ends_the_wait_of_those_it_holds_back()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        var guest = await room.GuestAsync();
        var last = await ada.SayAsync(room.Token, "last");
        var (owner, user, visitor) = (await server.BeginPollAsync(ada, room.Token, last), await server.BeginPollAsync(bob, room.Token, last), await server.BeginPollAsync(guest, room.Token, last));

        await ada.PutAsync(room.Lobby, new { state = 1 });

        Assert.Equal((412, 412), ((await user).Status, (await visitor).Status));
        Assert.Equal(["lobby_non_moderators"], (await owner).Keys());
    }

    [Fact]
    public async Task Removal_ends_the_wait()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var last = (await ada.NewestAsync(token)).Id();
        var poll = await server.BeginPollAsync(bob, token, last);

        (await ada.TryRemoveAsync(token, await bob.AttendeeIdAsync(token))).Expect(200);

        Assert.Equal(404, (await poll).Status);
    }

    [Fact]
    public async Task Deleting_the_conversation_ends_the_wait()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var last = (await ada.NewestAsync(token)).Id();
        var poll = await server.BeginPollAsync(ada, token, last);

        (await ada.DeleteAsync($"v4/room/{token}")).Expect(200);

        Assert.Equal(404, (await poll).Status);
    }

    [Fact]
    public async Task What_is_no_news_for_the_reader_does_not_end_the_wait()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var (room, other) = (await server.StageAsync(ada), await server.StageAsync(ada));
        await room.AddAsync(bob);
        var last = await ada.SayAsync(room.Token, "last");
        var poll = await server.BeginPollAsync(bob, room.Token, last, "&timeout=5");

        await ada.SayAsync(other.Token, "elsewhere");
        server.Announce(new RoomUpdated((await room.StoredAsync()).Id, room.Token));
        server.Clock.Advance(TimeSpan.FromSeconds(4));
        await ada.SayAsync(room.Token, "news");

        Assert.Equal(["news"], (await poll).Texts());
    }

    [Fact]
    public async Task A_client_that_hangs_up_no_longer_waits()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var id = (await room.StoredAsync()).Id;
        using var hangUp = new CancellationTokenSource();
        var poll = ada.Http.GetAsync($"/ocs/v2.php/apps/spreed/api/v1/chat/{room.Token}?lookIntoFuture=1", hangUp.Token);
        var waiters = server.Services.GetRequiredService<ChatWaiters>();
        while (waiters.CountIn(id) == 0 && !poll.IsCompleted) await Task.Yield();

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await server.NobodyPollsAsync(id);
        Assert.Equal(0, waiters.CountIn(id));
    }

    [Fact]
    public async Task Many_wait_and_none_of_them_holds_up_the_others()
    {
        const int Many = 200;
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var last = await ada.SayAsync(room.Token, "last");
        var polls = new List<Task<Reply>>();
        for (var i = 0; i < Many; i++) polls.Add(await server.BeginPollAsync(ada, room.Token, last));

        await ada.SayAsync(room.Token, "news");
        var replies = await Task.WhenAll(polls);

        Assert.All(replies, reply => Assert.Equal(["news"], reply.Texts()));
        Assert.Equal(0, server.Services.GetRequiredService<ChatWaiters>().CountIn((await room.StoredAsync()).Id));
    }
}

/// <summary>Stops its server: a server of its own.</summary>
public sealed class LongPollShutdownTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task The_server_does_not_wait_for_those_who_wait()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var last = await ada.SayAsync(room.Token, "last");
        var poll = await server.BeginPollAsync(ada, room.Token, last);

        server.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();

        Assert.Equal(304, (await poll).Status);
    }
}
