using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Messaging;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Messaging;

/// <summary>One look for all who wait: nobody gets less, more or something else than by looking alone.</summary>
public sealed class ChatRoundTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task However_many_wait_a_message_costs_the_same_number_of_queries()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guests = await room.GuestsAsync(40);
        using var queries = QueryCounter.Start(server);

        var few = await CostOfMessageAsync(guests[..2]);
        var many = await CostOfMessageAsync(guests);

        Assert.InRange(many - few, -10, 10);

        async Task<int> CostOfMessageAsync(IEnumerable<TalkClient> waiting)
        {
            var last = await ada.SayAsync(room.Token, "before");
            var polls = new List<Task<Reply>>();
            foreach (var guest in waiting) polls.Add(await server.BeginPollAsync(guest, room.Token, last, "&setReadMarker=0"));
            queries.Take();
            await ada.SayAsync(room.Token, "news");
            Assert.All(await Task.WhenAll(polls), reply => Assert.Equal(["news"], reply.Texts()));
            return queries.Take();
        }
    }

    [Fact]
    public async Task A_message_written_behind_a_closed_lobby_reaches_nobody_whom_it_holds_back()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        var guest = await room.GuestAsync();
        var trusted = await room.GuestAsync(permissions: Permissions.Custom | Permissions.IgnoreLobby);
        var last = await ada.SayAsync(room.Token, "last");
        var (owner, user, visitor, let) = (
            await server.BeginPollAsync(ada, room.Token, last), await server.BeginPollAsync(bob, room.Token, last),
            await server.BeginPollAsync(guest, room.Token, last), await server.BeginPollAsync(trusted, room.Token, last));

        // The news of the message comes, that of the lobby has not arrived yet.
        await room.ChangeAsync(conversation => conversation.LobbyState = LobbyState.NonModerators);
        var secret = (await server.FillAsync(room.Token, ada.User, 1))[0];
        server.Announce(new ChatChanged((await room.StoredAsync()).Id, room.Token, secret));

        Assert.Equal((412, 412), ((await user).Status, (await visitor).Status));
        Assert.Equal((secret, secret), ((await owner).Ids()[0], (await let).Ids()[0]));
    }

    [Fact]
    public async Task A_lobby_that_should_be_open_already_is_opened_first()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        var last = await ada.SayAsync(room.Token, "last");
        var poll = await server.BeginPollAsync(bob, room.Token, last);

        await room.ChangeAsync(conversation => (conversation.LobbyState, conversation.LobbyTimer) = (LobbyState.NonModerators, server.Clock.GetUtcNow().AddSeconds(-1)));
        server.Announce(new RoomUpdated((await room.StoredAsync()).Id, room.Token));

        Assert.Equal(["lobby_timer_reached"], (await poll).Keys());
    }

    [Fact]
    public async Task Everybody_reads_from_their_own_side()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        var guest = await room.GuestAsync();
        var last = await ada.SayAsync(room.Token, "last");
        var (doer, other, visitor) = (await server.BeginPollAsync(ada, room.Token, last), await server.BeginPollAsync(bob, room.Token, last), await server.BeginPollAsync(guest, room.Token, last));

        (await ada.PutAsync(room.Room, new { roomName = "Hall" })).Expect(200);

        Assert.StartsWith("You changed the name", (await doer).Texts()[0], StringComparison.Ordinal);
        Assert.Equal((await other).Data.GetRawText(), (await visitor).Data.GetRawText());
        Assert.StartsWith("{actor} changed the name", (await other).Texts()[0], StringComparison.Ordinal);
        Assert.Equal((await ada.NewestAsync(room.Token)).GetRawText(), (await doer).Data[0].GetRawText());
        Assert.Equal((await bob.NewestAsync(room.Token)).GetRawText(), (await other).Data[0].GetRawText());
    }

    [Fact]
    public async Task Everybody_gets_the_version_format_and_page_they_asked_for()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var last = await ada.SayAsync(room.Token, "last");
        var path = $"apps/spreed/api/v1/chat/{room.Token}?lookIntoFuture=1&lastKnownMessageId={last}";
        var (xml, old, early) = (
            await PollAsync(ada, $"/ocs/v2.php/{path}&format=xml"),
            await PollAsync(ada, $"/ocs/v1.php/{path}"),
            await server.BeginPollAsync(ada, room.Token, last, "&limit=1"));

        var ids = await server.FillAsync(room.Token, ada.User, 2);
        server.Announce(new ChatChanged((await room.StoredAsync()).Id, room.Token, ids[1]));

        Assert.StartsWith("<?xml", (await xml).Body, StringComparison.Ordinal);
        Assert.Equal((100, ids[1].ToString()), ((await old).Code, (await old).Headers["X-Chat-Last-Given"]));
        Assert.Equal(ids[..1], (await early).Ids());
        Assert.Equal(ids[0].ToString(), (await early).Headers["X-Chat-Last-Given"]);
    }

    [Fact]
    public async Task Who_hides_what_was_read_is_not_told_what_others_have_read()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        await room.ChangeAsync(bob, attendee => attendee.ReadPrivate = true);
        var last = await ada.SayAsync(room.Token, "last");
        var (open, hidden) = (await server.BeginPollAsync(ada, room.Token, last), await server.BeginPollAsync(bob, room.Token, last));

        await ada.SayAsync(room.Token, "news");

        Assert.True((await open).Headers.ContainsKey("X-Chat-Last-Common-Read"));
        Assert.False((await hidden).Headers.ContainsKey("X-Chat-Last-Common-Read"));
    }

    [Fact]
    public async Task Who_may_no_longer_use_the_server_hears_nothing_more()
    {
        var (ada, bob) = (await server.PersonAsync("ada", "staff"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        var guest = await room.GuestAsync();
        var last = await ada.SayAsync(room.Token, "last");
        var (owner, user, visitor) = (await server.BeginPollAsync(ada, room.Token, last), await server.BeginPollAsync(bob, room.Token, last), await server.BeginPollAsync(guest, room.Token, last));

        await using var only = await server.ConfigAsync(("allowed_groups", """["staff"]"""));
        await ada.SayAsync(room.Token, "news");

        Assert.Equal((200, 403, 200), ((await owner).Status, (await user).Status, (await visitor).Status));
    }

    [Theory]
    [InlineData("guests")]
    [InlineData("ip")]
    public async Task The_banned_hear_nothing_more(string kind)
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        var guest = await room.GuestAsync();
        var guestId = (await guest.RoomAsync(room.Token)).Text("actorId");
        var last = await ada.SayAsync(room.Token, "last");
        var (user, visitor) = (await server.BeginPollAsync(bob, room.Token, last), await server.BeginPollAsync(guest, room.Token, last));

        await server.InDbAsync(async db => db.Bans.Add(new Ban
        {
            ConversationId = (await room.StoredAsync()).Id,
            ModeratorActorType = ActorTypes.Users,
            ModeratorActorId = ada.User,
            ModeratorDisplayName = ada.User,
            BannedActorType = kind,
            BannedActorId = kind == Ban.Ip ? "127.0.0.0/8" : guestId,
            BannedDisplayName = "",
            BannedAt = server.Clock.GetUtcNow(),
            InternalNote = "",
        }));
        await ada.SayAsync(room.Token, "news");

        Assert.Equal((200, 403), ((await user).Status, (await visitor).Status));
    }

    [Fact]
    public async Task Somebody_whose_place_is_beyond_the_page_of_the_others_goes_on_waiting()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var last = await ada.SayAsync(room.Token, "last");
        var (near, far) = (await server.BeginPollAsync(ada, room.Token, last, "&limit=200"), await server.BeginPollAsync(ada, room.Token, long.MaxValue - 1, "&timeout=20&setReadMarker=0"));

        var ids = await server.FillAsync(room.Token, ada.User, Reading.MaxLimit + 1);
        server.Announce(new ChatChanged((await room.StoredAsync()).Id, room.Token, ids[^1]));
        var page = (await near).Ids();
        while (server.Services.GetRequiredService<ChatWaiters>().CountIn((await room.StoredAsync()).Id) != 1) await Task.Yield();
        await server.Clock.AlarmSetByAsync(server.Clock.GetUtcNow().AddSeconds(20));
        server.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(ids[..^1], page);
        Assert.Equal(304, (await far).Status);
    }

    [Fact]
    public async Task A_wait_ends_with_its_time_however_much_else_happens()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        var last = await ada.SayAsync(room.Token, "last");
        var poll = await server.BeginPollAsync(ada, room.Token, last, "&timeout=10");

        for (var i = 0; i < 5; i++) server.Announce(new RoomUpdated((await room.StoredAsync()).Id, room.Token));
        await server.Clock.AlarmSetByAsync(server.Clock.GetUtcNow().AddSeconds(10));
        server.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((int)HttpStatusCode.NotModified, (await poll).Status);
    }

    private async Task<Task<Reply>> PollAsync(TalkClient person, string path)
    {
        var token = path.Split("/chat/")[1].Split('?')[0];
        var id = await server.FromDbAsync(db => Task.FromResult(db.Conversations.Single(conversation => conversation.Token == token).Id));
        var waiters = server.Services.GetRequiredService<ChatWaiters>();
        var before = waiters.CountIn(id);
        var poll = person.GetAsync(path);
        while (waiters.CountIn(id) == before && !poll.IsCompleted) await Task.Yield();
        return poll;
    }
}
